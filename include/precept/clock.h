/* SPDX-License-Identifier: MIT */
/* clock.h - the only place that asks what time it is. */
#ifndef PRECEPT_CLOCK_H
#define PRECEPT_CLOCK_H

#include "precept/mem.h"

int64_t	clock_now(void);	/* microseconds since 1970, UTC */
int64_t	clock_steady(void);	/* microseconds, never jumps */
int64_t	clock_worked(void);	/* … that this thread was running */

/*
 * From here on clock_now() gives this instant and what passes after it.
 * PRECEPT_NOW=2026-08-01T00:00:00Z in the environment does the same at the
 * first call, for tests and for trying out rules.
 */
void	clock_set(int64_t now);

#endif
