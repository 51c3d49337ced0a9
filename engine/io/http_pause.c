/* SPDX-License-Identifier: MIT */
#include <sys/random.h>

#include "http_private.h"
#include "precept/clock.h"
#include "precept/http.h"

/* When to call again, and whether at all. */

#define TRIES 5
#define FIRST 500		/* ms; doubled with every try */
#define LONGEST 60000		/* ms */
#define HOUR 3600		/* seconds */
#define BUDGET 10		/* repeats that need not be earned */
#define EARNED 0.1		/* by a call */

void
http_budget_init(struct http_budget *b)
{
	b->left = BUDGET;
	b->since = clock_steady();
}

static void
fill(struct http_budget *b)
{
	int64_t	now = clock_steady();

	if (b->left < BUDGET)
		b->left += (double)(now - b->since) * BUDGET / 60e6;
	b->since = now;
}

void
http_budget_earn(struct http_budget *b)
{
	fill(b);
	if (b->left < 10 * BUDGET)
		b->left += EARNED;
}

static bool
spend(struct http_budget *b)
{
	fill(b);
	if (b->left < 1)
		return false;
	b->left -= 1;
	return true;
}

static bool
is_passing(int status)
{
	return status == 408 || status == 429 || status == 500 ||
	    status == 502 || status == 503 || status == 504;
}

static bool
may_repeat(const struct http_call *call)
{
	if (call->hopeless)
		return false;
	if (call->outcome == HTTP_UNSENT)
		return true;
	if (call->outcome == HTTP_UNKNOWN)
		return !call->once;
	return call->status == 429 ||
	    (!call->once && is_passing(call->status));
}

static int64_t
draw(int64_t most)
{
	uint64_t	r;

	if (getrandom(&r, sizeof r, 0) != sizeof r)
		r = (uint64_t)clock_steady() * 0x9e3779b97f4a7c15;
	return (int64_t)(r % ((uint64_t)most + 1));
}

int64_t
http_pause(const struct http_call *call, int tries)
{
	int64_t	most;

	if (tries >= TRIES || !may_repeat(call) ||
	    !spend(&call->http->budget))
		return -1;
	if (call->retry_after > 0)
		return call->retry_after;
	most = (int64_t)FIRST << (tries < 0 ? 0 : tries);
	return draw(most < LONGEST ? most : LONGEST);
}

static bool
read_seconds(struct slice s, int64_t *seconds)
{
	size_t	i;

	*seconds = 0;
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		if (*seconds <= HOUR)
			*seconds = *seconds * 10 + s.ptr[i] - '0';
	}
	return s.len > 0;
}

/* -1: not a date. */
static int64_t
read_date(struct slice s)
{
	char	*text = mem_text(s.ptr, s.len);
	time_t	 t = curl_getdate(text, NULL);

	mem_free(text);
	return t;
}

/* Dates are the service's: its own Date tells how far off they are. */
static bool
read_moment(const struct http_call *call, struct slice s, int64_t *seconds)
{
	struct slice	date = http_header(call, "Date");
	int64_t		then = read_date(s), now = -1;

	if (date.ptr != NULL)
		now = read_date(date);
	if (now < 0)
		now = clock_now() / 1000000;
	*seconds = then - now;
	return then >= 0;
}

int64_t
http_retry_after(const struct http_call *call)
{
	struct slice	s = http_header(call, "Retry-After");
	int64_t		seconds;

	if (s.ptr == NULL || (!read_seconds(s, &seconds) &&
	    !read_moment(call, s, &seconds)))
		return -1;
	return (seconds < 0 ? 0 : seconds > HOUR ? HOUR : seconds) * 1000;
}
