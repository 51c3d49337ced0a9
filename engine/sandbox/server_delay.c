/* SPDX-License-Identifier: MIT */
#include <pthread.h>

#include "precept/clock.h"
#include "server_private.h"

/* A thread that wakes suspended connections when their time has come. */

struct waiting {
	struct MHD_Connection	*connection;
	int64_t			 until;		/* steady */
	struct waiting		*next;
};

struct server_delay {
	pthread_t	 thread;
	pthread_mutex_t	 lock;
	pthread_cond_t	 changed;
	struct waiting	*first;			/* soonest first */
	bool		 running, ending;
};

static struct timespec
time_of(int64_t micros)
{
	return (struct timespec){ .tv_sec = micros / 1000000,
	    .tv_nsec = micros % 1000000 * 1000 };
}

static void
wake_due(struct server_delay *d)
{
	struct waiting	*w;

	while ((w = d->first) != NULL &&
	    (d->ending || w->until <= clock_steady())) {
		d->first = w->next;
		MHD_resume_connection(w->connection);
		mem_free(w);
	}
}

static void *
run(void *own)
{
	struct server_delay	*d = own;
	struct timespec		 until;

	pthread_mutex_lock(&d->lock);
	while (!d->ending) {
		wake_due(d);
		if (d->first == NULL) {
			pthread_cond_wait(&d->changed, &d->lock);
			continue;
		}
		until = time_of(d->first->until);
		pthread_cond_timedwait(&d->changed, &d->lock, &until);
	}
	wake_due(d);
	pthread_mutex_unlock(&d->lock);
	return NULL;
}

struct server_delay *
server_delay_new(void)
{
	struct server_delay	*d = mem_alloc(sizeof *d);
	pthread_condattr_t	 attr;

	pthread_mutex_init(&d->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&d->changed, &attr);
	pthread_condattr_destroy(&attr);
	d->running = pthread_create(&d->thread, NULL, run, d) == 0;
	return d;
}

bool
server_delay_add(struct server_delay *d, struct MHD_Connection *connection,
    int64_t micros)
{
	struct waiting	*w, **at;

	pthread_mutex_lock(&d->lock);
	if (d->ending || !d->running) {
		pthread_mutex_unlock(&d->lock);
		return false;
	}
	w = mem_alloc(sizeof *w);
	*w = (struct waiting){ connection, clock_steady() + micros, NULL };
	for (at = &d->first; *at != NULL && (*at)->until <= w->until;
	    at = &(*at)->next)
		;
	w->next = *at;
	*at = w;
	MHD_suspend_connection(connection);
	pthread_cond_signal(&d->changed);
	pthread_mutex_unlock(&d->lock);
	return true;
}

void
server_delay_end(struct server_delay *d)
{
	pthread_mutex_lock(&d->lock);
	d->ending = true;
	pthread_cond_signal(&d->changed);
	pthread_mutex_unlock(&d->lock);
	if (d->running)
		pthread_join(d->thread, NULL);
	d->running = false;
}

void
server_delay_free(struct server_delay *d)
{
	pthread_cond_destroy(&d->changed);
	pthread_mutex_destroy(&d->lock);
	mem_free(d);
}
