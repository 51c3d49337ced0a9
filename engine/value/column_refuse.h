/* SPDX-License-Identifier: MIT */
/*
 * column_refuse.h - the sentences about values that do not fit a type, for
 * reading and converting alike.
 */
#ifndef PRECEPT_COLUMN_REFUSE_H
#define PRECEPT_COLUMN_REFUSE_H

#include "precept/reject.h"
#include "precept/type.h"

/* A value and the type that it was to have. */
struct refusal {
	struct rejects		*rejects;
	uint32_t		 row;
	const struct type	*type;
	struct slice		 value;
};

void	column_refuse_kind(struct refusal);	/* D201 not a … */
void	column_refuse_range(struct refusal);	/* D202 */
void	column_refuse_places(struct refusal);	/* D203 */
void	column_refuse_length(struct refusal);	/* D204 */
void	column_refuse_id(struct refusal);	/* D205 */
void	column_refuse_utf8(struct refusal);	/* D206 */

#endif
