/* SPDX-License-Identifier: MIT */
#include "faults.h"
#include "precept/date.h"
#include "success_answer.h"
#include "switches.h"

/* So many calls a minute and a day, in windows that begin with them. */

#define MINUTE ((int64_t)60000000)
#define MINUTE_CALLS 100
#define DAY_CALLS 50000
#define DAY_MORE 100000

bool
success_limit_count(struct request *r)
{
	struct success	*s = r->sandbox->success;
	int64_t		 now = sandbox_now(r->sandbox);
	uint64_t	 day_max = switches_on(r->sandbox,
			    SWITCH_GAINSIGHT_DAY_100000) ? DAY_MORE :
			    DAY_CALLS;
	bool		 over = faults_find(r, FAULT_DAILY) != NULL ||
			    faults_find(r, FAULT_CONCURRENT) != NULL;

	if (now / MINUTE != s->minute)
		s->minute_calls = 0;
	if (now / DATE_DAY != s->day)
		s->day_calls = 0;
	s->minute = now / MINUTE;
	s->day = now / DATE_DAY;
	if (!over && switches_on(r->sandbox, SWITCH_GAINSIGHT_LIMITS))
		over = s->minute_calls >= MINUTE_CALLS ||
		    s->day_calls >= day_max;
	if (over) {
		request_error(r, 429, "GU_2400", NULL, "Too many requests");
		return false;
	}
	s->minute_calls++;
	s->day_calls++;
	return true;
}
