/* SPDX-License-Identifier: MIT */
/* secret_area.h - the one piece of memory that secrets are held in. */
#ifndef SECRET_AREA_H
#define SECRET_AREA_H

#include "precept/err.h"
#include "precept/text.h"

/* Zeroed room for size bytes; NULL: it is full (ERR_LIMIT). */
char	*secret_area_take(size_t size, struct err *);
/* How large a room is that was taken; 0 if this is none. */
size_t	 secret_area_size(const char *);
void	 secret_area_give(char *);

#endif
