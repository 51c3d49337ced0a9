/* SPDX-License-Identifier: MIT */
#include <pthread.h>

#include "http_private.h"
#include "precept/clock.h"
#include "precept/http.h"

/* One CURLM: a queue before it, and the calls that are done behind it. */

#define CONNECTIONS 5
#define STALL 120		/* seconds */
#define LOOK 1000		/* ms until we look again, come what may */

static pthread_once_t	once = PTHREAD_ONCE_INIT;

static void *
resize(void *ptr, size_t size)
{
	return mem_resize(ptr, size, 1);
}

static char *
duplicate(const char *s)
{
	return mem_text(s, strlen(s));
}

static void
start_curl(void)
{
	curl_global_init_mem(CURL_GLOBAL_DEFAULT, mem_alloc, mem_free, resize,
	    duplicate, mem_array);
}

static char *
copy(const char *s)
{
	return s == NULL ? NULL : duplicate(s);
}

static void
open_multi(struct http *http)
{
	http->multi = curl_multi_init();
	curl_multi_setopt(http->multi, CURLMOPT_PIPELINING,
	    (long)CURLPIPE_NOTHING);
	curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS,
	    (long)http->pace.most);
	http->stale = false;
}

struct http *
http_open(const struct http_options *options, struct err *err)
{
	struct http	*http;

	pthread_once(&once, start_curl);
	if (options->connections < 0 || options->stall < 0) {
		err_set(err, ERR_RULE, "connections at once and seconds of "
		    "silence cannot be less than none");
		return NULL;
	}
	http = mem_alloc(sizeof *http);
	http_pace_init(&http->pace, options->connections == 0 ?
	    CONNECTIONS : options->connections);
	http_budget_init(&http->budget);
	http->stall = options->stall == 0 ? STALL : options->stall;
	http->ca_file = copy(options->ca_file);
	http->agent = copy(options->agent == NULL ? "precept" :
	    options->agent);
	http->proxy = copy(options->proxy);
	open_multi(http);
	return http;
}

void
http_close(struct http *http)
{
	if (http == NULL)
		return;
	while (http->flying != NULL)
		http_land(http->flying, CURLE_ABORTED_BY_CALLBACK);
	curl_multi_cleanup(http->multi);
	mem_free(http->sockets);
	mem_free(http->ca_file);
	mem_free(http->agent);
	mem_free(http->proxy);
	mem_free(http);
}

void
http_list_add(struct http_list *list, struct http_call *call)
{
	call->next = NULL;
	if (list->last == NULL)
		list->first = call;
	else
		list->last->next = call;
	list->last = call;
}

struct http_call *
http_list_take(struct http_list *list)
{
	struct http_call	*call = list->first;

	if (call == NULL)
		return NULL;
	list->first = call->next;
	if (list->first == NULL)
		list->last = NULL;
	call->next = NULL;
	return call;
}

void
http_start(struct http *http, struct http_call *call)
{
	http_call_clear(call);
	call->http = http;
	http_budget_earn(&http->budget);
	http_list_add(&http->queued, call);
}

static void
start_queued(struct http *http)
{
	if (http->stale && http->under_way == 0) {
		curl_multi_cleanup(http->multi);
		open_multi(http);
	}
	while (!http->stale && http->queued.first != NULL &&
	    http_pace_allows(&http->pace, http->under_way))
		http_fly(http, http_list_take(&http->queued));
}

static void
land_all(struct http *http)
{
	struct http_flight	*flight;
	CURLMsg			*msg;
	int			 left;

	while ((msg = curl_multi_info_read(http->multi, &left)) != NULL) {
		CURLcode result = msg->data.result;

		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE,
		    (char **)&flight);
		http_land(flight, result);
	}
}

static void
move(struct http *http)
{
	int	running;

	curl_multi_perform(http->multi, &running);
	land_all(http);
	start_queued(http);
}

static void
rest(struct http *http, int64_t ms)
{
	int	ready;

	curl_multi_poll(http->multi, NULL, 0, (int)(ms < LOOK ? ms : LOOK),
	    &ready);
}

struct http_call *
http_wait(struct http *http)
{
	for (;;) {
		move(http);
		if (http->done.first != NULL)
			return http_list_take(&http->done);
		if (http->queued.first == NULL && http->under_way == 0)
			return NULL;
		rest(http, LOOK);
	}
}

void
http_sleep(struct http *http, int64_t ms)
{
	int64_t	end = clock_steady() + ms * 1000, left;

	for (;;) {
		move(http);
		left = end - clock_steady();
		if (left <= 0)
			return;
		rest(http, (left + 999) / 1000);
	}
}

bool
http_do(struct http *http, struct http_call *call, struct err *err)
{
	http_start(http, call);
	while (http_wait(http) != call)
		continue;
	if (call->outcome == HTTP_WHOLE)
		return true;
	return err_set(err, ERR_REMOTE, "%s", call->why);
}

void
http_forget(struct http *http)
{
	http->stale = true;
}

void
http_call_clear(struct http_call *call)
{
	if (call->hush && call->answer.ptr != NULL)
		explicit_bzero(call->answer.ptr, call->answer.cap);
	text_free(&call->answer);
	text_free(&call->answer_headers);
	call->outcome = HTTP_UNSENT;
	call->status = 0;
	call->retry_after = -1;
	call->took = 0;
	call->bytes_out = call->bytes_in = 0;
	call->why[0] = '\0';
	call->hopeless = false;
}
