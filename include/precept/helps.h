/* SPDX-License-Identifier: MIT */
/* helps.h - every code's page, from all floors. */
#ifndef PRECEPT_HELPS_H
#define PRECEPT_HELPS_H

#include <stddef.h>

#include "precept/help.h"

/* NULL if there is none; case does not count. */
const struct help *helps_find(const char *code);
/* All of them, floor after floor. */
size_t		   helps_count(void);
const struct help *helps_at(size_t);

#endif
