/* SPDX-License-Identifier: MIT */
#include "faults.h"
#include "limit.h"
#include "precept/date.h"

/* The day's calls; the other limits are figures that never change. */

bool
limit_count(struct request *r)
{
	struct sandbox	*s = r->sandbox;
	int64_t		 day = sandbox_now(s) / DATE_DAY;
	bool		 fault = faults_find(r, FAULT_DAILY) != NULL;

	if (day != s->api_day)
		s->api_used = 0;
	s->api_day = day;
	if (fault || s->api_used >= s->api_max) {
		request_error(r, 403, "REQUEST_LIMIT_EXCEEDED", NULL,
		    "TotalRequests Limit exceeded.");
	} else {
		s->api_used++;
	}
	request_answer_header(r, "Sforce-Limit-Info",
	    arena_printf(r->arena, "api-usage=%llu/%llu",
	    (unsigned long long)(fault ? s->api_max : s->api_used),
	    (unsigned long long)s->api_max));
	return r->status == 0;
}

static const struct {
	const char	*name;
	uint64_t	 max;
} fixed[] = {
	{ "ConcurrentAsyncGetReportInstances", 200 },
	{ "DailyAsyncApexExecutions", 250000 },
	{ "DailyBulkApiBatches", 15000 },
	{ "DailyBulkV2QueryFileStorageMB", 976562 },
	{ "DailyBulkV2QueryJobs", 10000 },
	{ "DataStorageMB", 1024 },
	{ "FileStorageMB", 1024 },
	{ "HourlyODataCallout", 1000 },
	{ "MassEmail", 10 },
	{ "SingleEmail", 15 },
};

static void
show_limits(struct request *r)
{
	struct sandbox	*s = r->sandbox;

	text_printf(&r->out, "{\"DailyApiRequests\":{\"Max\":%llu,"
	    "\"Remaining\":%llu}", (unsigned long long)s->api_max,
	    (unsigned long long)(s->api_max - s->api_used));
	for (size_t i = 0; i < COUNT(fixed); i++)
		text_printf(&r->out, ",\"%s\":{\"Max\":%llu,"
		    "\"Remaining\":%llu}", fixed[i].name,
		    (unsigned long long)fixed[i].max,
		    (unsigned long long)fixed[i].max);
	text_char(&r->out, '}');
}

const struct route route_limits[] = {
	{ "GET", "limits", show_limits },
	{ 0 }
};
