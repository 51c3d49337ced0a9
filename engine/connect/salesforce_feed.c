/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "precept/scan.h"
#include "salesforce_feed.h"
#include "scan_block.h"

/* One thread fetches, workers take; the queue is short, so that memory is. */

struct salesforce_body *
salesforce_body_take(struct http_call *call)
{
	static const char	 pad[SCAN_PAD + 1] = "\n";
	struct salesforce_body	*b = mem_alloc(sizeof *b);

	b->len = call->answer.len + 1;
	call->answer.max += sizeof pad + 1;
	text_add(&call->answer, pad, sizeof pad);
	b->ptr = text_take(&call->answer);
	atomic_init(&b->holders, 1);
	return b;
}

struct salesforce_body *
salesforce_body_hold(struct salesforce_body *b)
{
	atomic_fetch_add(&b->holders, 1);
	return b;
}

void
salesforce_body_drop(struct salesforce_body *b)
{
	if (b == NULL || atomic_fetch_sub(&b->holders, 1) > 1)
		return;
	mem_free(b->ptr);
	mem_free(b);
}

bool
salesforce_feed_put(struct salesforce_feed *f, struct salesforce_piece p)
{
	bool	ok;

	pthread_mutex_lock(&f->lock);
	while (f->waiting == FEED_ROOM && !f->stop)
		pthread_cond_wait(&f->moved, &f->lock);
	ok = !f->stop;
	if (ok) {
		p.seq = f->seq++;
		salesforce_body_hold(p.body);
		f->queue[(f->head + f->waiting++) % FEED_ROOM] = p;
		pthread_cond_broadcast(&f->moved);
	}
	pthread_mutex_unlock(&f->lock);
	return ok;
}

bool
salesforce_feed_take(struct salesforce_feed *f, struct salesforce_piece *p,
    struct err *err)
{
	bool	ok;

	pthread_mutex_lock(&f->lock);
	while (f->waiting == 0 && !f->done)
		pthread_cond_wait(&f->moved, &f->lock);
	ok = f->waiting > 0;
	if (ok) {
		*p = f->queue[f->head];
		f->head = (f->head + 1) % FEED_ROOM;
		f->waiting--;
		pthread_cond_broadcast(&f->moved);
	} else if (f->err.kind != ERR_NONE)
		*err = f->err;
	pthread_mutex_unlock(&f->lock);
	return ok;
}

#define NAP 20		/* ms */

static bool
goes_on(struct salesforce_feed *f)
{
	bool	stop;

	pthread_mutex_lock(&f->lock);
	stop = f->stop;
	pthread_mutex_unlock(&f->lock);
	return !stop;
}

bool
salesforce_feed_sleep(struct salesforce_feed *f, int64_t ms)
{
	struct timespec	nap;

	for (; ms > 0 && goes_on(f); ms -= NAP) {
		nap = (struct timespec){ 0, (long)(ms < NAP ? ms : NAP) *
			1000000 };
		nanosleep(&nap, NULL);
	}
	return goes_on(f);
}

static void *
fetch(void *arg)
{
	struct salesforce_feed	*f = arg;
	struct err		 err = { 0 };

	salesforce_page_walk(f, &err);
	pthread_mutex_lock(&f->lock);
	f->err = err;
	f->done = true;
	pthread_cond_broadcast(&f->moved);
	pthread_mutex_unlock(&f->lock);
	return NULL;
}

void
salesforce_feed_start(struct salesforce_feed *f)
{
	f->running = pthread_create(&f->thread, NULL, fetch, f) == 0;
	if (f->running)
		return;
	err_set(&f->err, ERR_SYSTEM, "no thread can be started to read %s",
	    f->name);
	f->done = true;
}

void
salesforce_feed_stop(struct salesforce_feed *f)
{
	pthread_mutex_lock(&f->lock);
	f->stop = true;
	pthread_cond_broadcast(&f->moved);
	pthread_mutex_unlock(&f->lock);
	if (f->running)
		pthread_join(f->thread, NULL);
	for (; f->waiting > 0; f->waiting--) {
		salesforce_body_drop(f->queue[f->head].body);
		f->head = (f->head + 1) % FEED_ROOM;
	}
	salesforce_body_drop(f->last);
	pthread_mutex_destroy(&f->lock);
	pthread_cond_destroy(&f->moved);
}

bool
salesforce_feed_get(struct salesforce_feed *f, const char *url,
    struct http_call *call, const char **code, struct err *err)
{
	struct salesforce_error	 wrong = { .code = "" };

	call->method = "GET";
	call->url = url;
	*code = "";
	if (f->by.call(f->by.session, call, err))
		return true;
	if (call->outcome == HTTP_WHOLE && salesforce_error((struct slice){
	    call->answer.ptr, call->answer.len }, f->arena, &wrong))
		*code = wrong.code;
	return err_in(err, "%s", f->name);
}
