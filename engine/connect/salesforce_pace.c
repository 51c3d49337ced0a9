/* SPDX-License-Identifier: MIT */
#include "precept/clock.h"
#include "salesforce_session.h"
#include "salesforce_switch.h"

/*
 * How many calls at once the org bears: half as many when it says that it is
 * busy, locks rows or takes long, one more whenever all of them went well.
 */

#define SLOW 10000000		/* microseconds that an answer may take */
#define TOGETHER 500000		/* calls that began together fail together */

int
salesforce_pace(const struct salesforce *sf)
{
	return sf->connection->connections - sf->slower;
}

void
salesforce_pace_slower(struct salesforce *sf)
{
	int64_t	now = clock_steady();
	int	pace = salesforce_pace(sf);

	sf->good = 0;
	if (sf->slowed != 0 && now - sf->slowed < TOGETHER)
		return;
	sf->slowed = now;
	sf->slower += pace - (pace + 1) / 2;
}

void
salesforce_pace_good(struct salesforce *sf, int64_t took)
{
	if (took > SLOW) {
		salesforce_pace_slower(sf);
		return;
	}
	if (sf->slower == 0 || ++sf->good < salesforce_pace(sf))
		return;
	sf->good = 0;
	sf->slower--;
}

void
salesforce_pace_bad(struct salesforce *sf, const struct http_call *call,
    const struct salesforce_error *e)
{
	if (call->outcome == HTTP_WHOLE && (SALESFORCE_UNDONE(call->status) ||
	    salesforce_passing(e->code, e->text)))
		salesforce_pace_slower(sf);
}

void
salesforce_locked(struct salesforce *sf)
{
	pthread_mutex_lock(&sf->lock);
	salesforce_pace_slower(sf);
	pthread_mutex_unlock(&sf->lock);
}
