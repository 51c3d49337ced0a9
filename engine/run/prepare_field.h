/* SPDX-License-Identifier: MIT */
/* prepare_field.h - a field that a rule writes and the service lacks. */
#ifndef PREPARE_FIELD_H
#define PREPARE_FIELD_H

#include "precept/prepare.h"
#include "precept/rule.h"

/* Adds what the mapping needs, if anything; once for several rules. */
void	prepare_field_add(struct prepare *, struct arena *,
	    const struct rule *, const struct mapping *);

#endif
