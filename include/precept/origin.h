/* SPDX-License-Identifier: MIT */
/*
 * origin.h - which row of a source it was: a line of a file, a number in a
 * local object, or a service's record, which is known by the end of its id.
 */
#ifndef PRECEPT_ORIGIN_H
#define PRECEPT_ORIGIN_H

#include "precept/text.h"

#define ORIGIN_TEXT 32		/* bytes, with the zero at the end */
#define ORIGIN_TAIL 10		/* characters of an id that count records */

/* A Salesforce id of 15 or 18 characters: the same record, the same number,
 * in every run. */
int64_t	origin_of_id(struct slice id);
bool	origin_is_id(int64_t);
/* "17", or the last ten of the id's fifteen characters. */
void	origin_print(int64_t, char out[ORIGIN_TEXT]);

#endif
