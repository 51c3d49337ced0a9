/* SPDX-License-Identifier: MIT */
/* faults_private.h - the list of faults, for those who fill and ask it. */
#ifndef FAULTS_PRIVATE_H
#define FAULTS_PRIVATE_H

#include "faults.h"

struct faults {
	struct arena	*arena;
	struct fault	*first;
};

/*
 * %n a number, %d a length of time, %w a word, %t a text in quotes, %f an
 * object's field.
 */
struct faults_form {
	const char	*words;
	enum fault_kind	 kind;
	const char	*example, *help;
};

extern const struct faults_form faults_forms[];	/* words NULL: the end */

/* The one whose first word is this or is near it; or NULL. */
const struct faults_form *faults_form_near(struct slice word);

#endif
