/* SPDX-License-Identifier: MIT */
#include "http_private.h"
#include "precept/clock.h"
#include "precept/http.h"

/*
 * How many calls at once: half as many when it was too much, one more when
 * it went well for a while. Answers to calls that began before the last
 * halving say nothing about what it did.
 */

#define STEP 10			/* good answers for one more call at once */
#define HOLD_MAX 60000		/* ms */

void
http_pace_init(struct http_pace *pace, int most)
{
	*pace = (struct http_pace){ .now = most, .most = most };
}

bool
http_pace_allows(const struct http_pace *pace, int under_way)
{
	return under_way < pace->now &&
	    (pace->hold == 0 || clock_steady() >= pace->hold);
}

/* Salesforce answers 403 when a day's calls are used up, and then too. */
static bool
says_too_many(const struct http_call *call)
{
	return call->status == 403 && call->answer.ptr != NULL &&
	    strstr(call->answer.ptr, "REQUEST_LIMIT_EXCEEDED") != NULL &&
	    strstr(call->answer.ptr, "oncurrent") != NULL;
}

static void
slow_down(struct http_pace *pace, const struct http_call *call, int epoch)
{
	int64_t	hold = call->retry_after;

	if (hold > 0)
		pace->hold = clock_steady() +
		    (hold < HOLD_MAX ? hold : HOLD_MAX) * 1000;
	pace->good = 0;
	if (epoch != pace->epoch)
		return;
	pace->epoch++;
	pace->now = pace->now / 2 < 1 ? 1 : pace->now / 2;
}

void
http_pace_learn(struct http_pace *pace, const struct http_call *call,
    int epoch)
{
	if (call->outcome != HTTP_WHOLE)
		return;
	if (call->status == 429 || call->status == 503 ||
	    says_too_many(call)) {
		slow_down(pace, call, epoch);
	} else if (call->status < 500 && ++pace->good >= STEP) {
		pace->good = 0;
		if (pace->now < pace->most)
			pace->now++;
	}
}
