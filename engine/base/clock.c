/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "precept/clock.h"

/* The machine's two clocks, and the one that tests may set. */

static pthread_once_t		asked = PTHREAD_ONCE_INIT;
static _Atomic bool		was_set;
static _Atomic int64_t		shift;	/* from the steady clock, when set */

static int64_t
read_clock(clockid_t which)
{
	struct timespec	ts;

	clock_gettime(which, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t
clock_steady(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t
clock_worked(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static void
set(int64_t now)
{
	atomic_store(&shift, now - clock_steady());
	atomic_store(&was_set, true);
}

/* "2026-08-01T00:00:00Z", or the date alone. */
static bool
parse(const char *s, int64_t *now)
{
	struct tm	 tm = { 0 };
	const char	*end = strptime(s, "%Y-%m-%d", &tm);

	if (end != NULL && *end == 'T')
		end = strptime(end, "T%H:%M:%SZ", &tm);
	if (end == NULL || *end != '\0')
		return false;
	*now = (int64_t)timegm(&tm) * 1000000;
	return true;
}

static void
ask_environment(void)
{
	const char	*s = getenv("PRECEPT_NOW");
	int64_t		 now;

	if (s == NULL || *s == '\0')
		return;
	if (parse(s, &now))
		set(now);
	else
		fprintf(stderr, "precept: PRECEPT_NOW is not a time like "
		    "2026-08-01T00:00:00Z; the machine's clock is used\n");
}

void
clock_set(int64_t now)
{
	pthread_once(&asked, ask_environment);
	set(now);
}

int64_t
clock_now(void)
{
	pthread_once(&asked, ask_environment);
	if (atomic_load(&was_set))
		return clock_steady() + atomic_load(&shift);
	return read_clock(CLOCK_REALTIME);
}
