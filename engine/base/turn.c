/* SPDX-License-Identifier: MIT */
#include "precept/team.h"

/* The order in which threads may hand over what they made. */

void
turn_init(struct turn *t)
{
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->moved, NULL);
	t->next = 0;
	t->waiting = 0;
}

void
turn_clear(struct turn *t)
{
	pthread_cond_destroy(&t->moved);
	pthread_mutex_destroy(&t->lock);
}

void
turn_wait(struct turn *t, uint64_t n)
{
	pthread_mutex_lock(&t->lock);
	while (t->next < n) {
		t->waiting++;
		pthread_cond_wait(&t->moved, &t->lock);
		t->waiting--;
	}
	pthread_mutex_unlock(&t->lock);
}

void
turn_pass(struct turn *t)
{
	pthread_mutex_lock(&t->lock);
	t->next++;
	if (t->waiting > 0)
		pthread_cond_broadcast(&t->moved);
	pthread_mutex_unlock(&t->lock);
}
