/* SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "http_private.h"
#include "precept/http.h"
#include "precept/log.h"

/* A call from its start to its end: what libcurl is told. */

#define TIMEOUT 120000		/* ms */
#define MAX_BYTES ((size_t)64 << 20)
#define IDLE 30L		/* seconds; a service may close one after it */
#define LIFE 600L		/* seconds that a connection is used */
#define JOINED 65536		/* libcurl sends bodies below with the header */

static bool
is_kept(struct http_flight *f)
{
	long	made = 0;

	curl_easy_getinfo(f->easy, CURLINFO_NUM_CONNECTS, &made);
	return made == 0;
}

/*
 * The connection is made and nothing was sent yet: the last moment to say no.
 *
 * libcurl repeats any request, a POST too, when a kept connection dies before
 * the answer begins. And it takes what a service said on one between two
 * calls ("408, you were too slow") for the answer to the second.
 */
static int
before_send(void *ctx, char *to, char *from, int to_port, int from_port)
{
	struct http_flight	*f = ctx;

	(void)to;
	(void)from;
	(void)to_port;
	if (f->sends > 0) {
		http_refuse(f, "%s closed a kept connection as the call went "
		    "out", f->host);
		return CURL_PREREQFUNC_ABORT;
	}
	if (is_kept(f) && !http_socket_is_quiet(f->http, from_port)) {
		f->spoiled = true;
		return CURL_PREREQFUNC_ABORT;
	}
	f->sends++;
	return CURL_PREREQFUNC_OK;
}

static void
set_where(struct http_flight *f)
{
	const char	*proxy = f->http->proxy;

	curl_easy_setopt(f->easy, CURLOPT_CURLU, f->url);
	curl_easy_setopt(f->easy, CURLOPT_PROTOCOLS_STR,
	    f->plain ? "http" : "https");
	curl_easy_setopt(f->easy, CURLOPT_REDIR_PROTOCOLS_STR, "https");
	curl_easy_setopt(f->easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(f->easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(f->easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(f->easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	/* "" is none; NULL would be the environment's */
	curl_easy_setopt(f->easy, CURLOPT_PROXY,
	    proxy == NULL || f->plain ? "" : proxy);
	curl_easy_setopt(f->easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(f->easy, CURLOPT_OPENSOCKETFUNCTION, http_socket);
	curl_easy_setopt(f->easy, CURLOPT_OPENSOCKETDATA, f);
	curl_easy_setopt(f->easy, CURLOPT_CLOSESOCKETFUNCTION,
	    http_socket_close);
	curl_easy_setopt(f->easy, CURLOPT_CLOSESOCKETDATA, f->http);
	curl_easy_setopt(f->easy, CURLOPT_MAXAGE_CONN, IDLE);
	curl_easy_setopt(f->easy, CURLOPT_MAXLIFETIME_CONN, LIFE);
	curl_easy_setopt(f->easy, CURLOPT_TCP_KEEPALIVE, 1L);
}

/* The system's certificates stay: they come from its folder. */
static void
set_trust(struct http_flight *f)
{
	curl_easy_setopt(f->easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(f->easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(f->easy, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	if (f->http->ca_file != NULL)
		curl_easy_setopt(f->easy, CURLOPT_CAINFO, f->http->ca_file);
}

static void
set_what(struct http_flight *f)
{
	const struct http_call	*call = f->call;

	if (strcmp(call->method, "HEAD") == 0)
		curl_easy_setopt(f->easy, CURLOPT_NOBODY, 1L);
	else if (call->body.len > 0 || strcmp(call->method, "POST") == 0 ||
	    strcmp(call->method, "PUT") == 0 ||
	    strcmp(call->method, "PATCH") == 0) {
		curl_easy_setopt(f->easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)call->body.len);
		curl_easy_setopt(f->easy, CURLOPT_POSTFIELDS,
		    call->body.len == 0 ? "" : call->body.ptr);
	}
	curl_easy_setopt(f->easy, CURLOPT_CUSTOMREQUEST, call->method);
	curl_easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->headers);
	curl_easy_setopt(f->easy, CURLOPT_USERAGENT, f->http->agent);
	curl_easy_setopt(f->easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(f->easy, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(f->easy, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(f->easy, CURLOPT_PREREQFUNCTION, before_send);
	curl_easy_setopt(f->easy, CURLOPT_PREREQDATA, f);
}

static void
set_ceilings(struct http_flight *f)
{
	curl_easy_setopt(f->easy, CURLOPT_NOSIGNAL, 1L);
	/* else the end of a call waits for a resolver that does not end */
	curl_easy_setopt(f->easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(f->easy, CURLOPT_TIMEOUT_MS, (long)f->timeout);
	curl_easy_setopt(f->easy, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)(f->timeout < HTTP_CONNECT ? f->timeout :
	    HTTP_CONNECT));
	curl_easy_setopt(f->easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(f->easy, CURLOPT_LOW_SPEED_TIME,
	    (long)f->http->stall);
	curl_easy_setopt(f->easy, CURLOPT_MAXFILESIZE_LARGE,
	    (curl_off_t)f->max_bytes);
	curl_easy_setopt(f->easy, CURLOPT_HEADERFUNCTION, http_on_header);
	curl_easy_setopt(f->easy, CURLOPT_HEADERDATA, f);
	curl_easy_setopt(f->easy, CURLOPT_WRITEFUNCTION, http_on_body);
	curl_easy_setopt(f->easy, CURLOPT_WRITEDATA, f);
	curl_easy_setopt(f->easy, CURLOPT_ERRORBUFFER, f->said);
	curl_easy_setopt(f->easy, CURLOPT_PRIVATE, f);
}

static struct http_flight *
board(struct http *http, struct http_call *call)
{
	struct http_flight	*f = mem_alloc(sizeof *f);

	f->http = http;
	f->call = call;
	f->timeout = call->timeout <= 0 ? TIMEOUT : call->timeout;
	f->max_bytes = call->max_bytes == 0 ? MAX_BYTES : call->max_bytes;
	text_init(&call->answer, f->max_bytes);
	text_init(&call->answer_headers, HTTP_HEADER_MAX);
	f->epoch = http->pace.epoch;
	f->easy = curl_easy_init();
	f->next = http->flying;
	http->flying = f;
	http->under_way++;
	call->flight = f;
	return f;
}

bool
http_fly(struct http *http, struct http_call *call)
{
	struct http_flight	*f = board(http, call);

	if (!http_aim(f) || !http_lines(f)) {
		f->hopeless = true;
		http_land(f, CURLE_ABORTED_BY_CALLBACK);
		return false;
	}
	set_where(f);
	set_trust(f);
	set_what(f);
	set_ceilings(f);
	curl_multi_add_handle(http->multi, f->easy);
	return true;
}

static void
count_bytes(struct http_flight *f)
{
	struct http_call	*call = f->call;
	curl_off_t		 took = 0, up = 0, down = 0;
	long			 sent = 0, header = 0;

	curl_easy_getinfo(f->easy, CURLINFO_TOTAL_TIME_T, &took);
	curl_easy_getinfo(f->easy, CURLINFO_REQUEST_SIZE, &sent);
	curl_easy_getinfo(f->easy, CURLINFO_SIZE_UPLOAD_T, &up);
	curl_easy_getinfo(f->easy, CURLINFO_HEADER_SIZE, &header);
	curl_easy_getinfo(f->easy, CURLINFO_SIZE_DOWNLOAD_T, &down);
	call->took = took;
	call->bytes_in = (uint64_t)(header + down);
	call->bytes_out = (uint64_t)sent;
	if (call->body.len >= JOINED)
		call->bytes_out += (uint64_t)up;
}

/* Without path and query: what they hold is not for a log. */
static void
tell(const struct http_flight *f)
{
	const struct http_call	*call = f->call;

	log_line(LOG_DEBUG, "%s %s: %d, %" PRIu64 " bytes out, %" PRIu64
	    " in, %" PRId64 " ms%s%s", call->method,
	    f->host == NULL ? "?" : f->host, call->status, call->bytes_out,
	    call->bytes_in, call->took / 1000, call->why[0] == '\0' ? "" :
	    ": ", call->why);
}

static void
free_flight(struct http_flight *f)
{
	struct http_flight	**at = &f->http->flying;

	while (*at != f)
		at = &(*at)->next;
	*at = f->next;
	f->http->under_way--;
	f->call->flight = NULL;
	curl_easy_cleanup(f->easy);
	curl_slist_free_all(f->headers);
	curl_url_cleanup(f->url);
	mem_free(f->host);
	mem_free(f);
}

/* Nothing was sent, and that connection is gone now: another one. */
static void
fly_again(struct http_flight *f)
{
	struct http		*http = f->http;
	struct http_call	*call = f->call;

	free_flight(f);
	http_fly(http, call);
}

void
http_land(struct http_flight *f, CURLcode result)
{
	struct http_call	*call = f->call;

	curl_multi_remove_handle(f->http->multi, f->easy);
	if (f->spoiled) {
		fly_again(f);
		return;
	}
	count_bytes(f);
	http_judge(f, result);
	call->hopeless = f->hopeless;
	if (call->outcome == HTTP_WHOLE)
		call->retry_after = http_retry_after(call);
	http_pace_learn(&f->http->pace, call, f->epoch);
	tell(f);
	http_list_add(&f->http->done, call);
	free_flight(f);
}
