/* SPDX-License-Identifier: MIT */
/*
 * near.h - the known word nearest to a misspelt one.
 *
 *	struct near n = near_to(slice_of("visitrs"));
 *	near_try(&n, slice_of("visitors"));
 *	if (n.best.ptr != NULL) printf("did you mean '%.*s'?", ...);
 */
#ifndef PRECEPT_NEAR_H
#define PRECEPT_NEAR_H

#include "precept/text.h"

struct near {
	struct slice	word;
	struct slice	best;		/* ptr NULL: nothing near enough */
	size_t		distance;
};

struct near	near_to(struct slice word);
void		near_try(struct near *, struct slice known);

#endif
