/* SPDX-License-Identifier: MIT */
/* faults_private.h - the list of faults, for those who fill and ask it. */
#ifndef FAULTS_PRIVATE_H
#define FAULTS_PRIVATE_H

#include "faults.h"

struct faults {
	struct arena	*arena;
	struct fault	*first;
};

#endif
