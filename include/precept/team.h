/* SPDX-License-Identifier: MIT */
/*
 * team.h - a few threads on one piece of work, and their order.
 *
 *	team_run(team_size(), work, ctx);	returns when all are done
 *
 * Inside work(): turn_wait(&t, n) returns when turns 0..n-1 have passed;
 * turn_pass(&t) lets the next one go. Nobody spins.
 */
#ifndef PRECEPT_TEAM_H
#define PRECEPT_TEAM_H

#include <pthread.h>

#include "precept/mem.h"

/*
 * Processors this process may use by its affinity and its control group, 1 to
 * 8; PRECEPT_THREADS overrides.
 */
int	team_size(void);
/* What cpu.max says ("150000 100000" is 2, "max 100000" is 64). */
int	team_quota(const char *text);

/* Calls work(ctx, me) with me = 0..size-1, 0 on the caller's thread. */
void	team_run(int size, void (*work)(void *ctx, int me), void *ctx);

struct turn {
	pthread_mutex_t	lock;
	pthread_cond_t	moved;
	uint64_t	next;
	int		waiting;
};

void	turn_init(struct turn *);
void	turn_clear(struct turn *);
void	turn_wait(struct turn *, uint64_t n);
void	turn_pass(struct turn *);

#endif
