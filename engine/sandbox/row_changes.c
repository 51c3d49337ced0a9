/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "row.h"

/* Ids of what changed or was deleted in a span of time, to the minute. */

#define MINUTE ((int64_t)60 * 1000)
#define SPAN ((int64_t)30 * 24 * 60 * MINUTE)

static bool
read_instant(struct request *r, const char *name, int64_t *ms)
{
	const char	*text = request_param(r, name);
	int64_t		 micros;

	if (text == NULL) {
		request_error(r, 400, "MISSING_ARGUMENT", NULL,
		    "Required parameter '%s' is missing", name);
		return false;
	}
	if (strlen(text) < 11 || !datetime_parse(slice_of(text), &micros)) {
		request_error(r, 400, "INVALID_REPLICATION_DATE", NULL,
		    "%s is not a valid date: %s", name, text);
		return false;
	}
	*ms = micros / 1000 / MINUTE * MINUTE;
	return true;
}

static bool
read_span(struct request *r, int64_t span[2])
{
	const char	*why = NULL;

	if (!read_instant(r, "start", &span[0]) ||
	    !read_instant(r, "end", &span[1]))
		return false;
	if (span[0] < sandbox_now(r->sandbox) / 1000 - SPAN)
		why = "startDate before org replication enabled date or more "
		    "than 30 days ago";
	else if (span[1] - span[0] < MINUTE)
		why = "endDate must be at least one minute greater than the "
		    "startDate";
	if (why != NULL)
		request_error(r, 400, "INVALID_REPLICATION_DATE", NULL, "%s",
		    why);
	return why == NULL;
}

static void
put_instant(struct text *out, const char *name, int64_t ms)
{
	char	room[DATE_TEXT];

	text_printf(out, ",\"%s\":\"", name);
	text_add(out, room, datetime_print_sf(ms * 1000, room));
	text_char(out, '"');
}

void
row_changes(struct request *r)
{
	const struct org_object	*o = row_object(r, r->part[1]);
	bool			 deleted = strcmp(r->part[2],
				    "deleted") == 0;
	int64_t			 span[2];

	if (o == NULL || !read_span(r, span))
		return;
	text_string(&r->out, deleted ? "{\"deletedRecords\":[" :
	    "{\"ids\":[");
	org_put_changes(&r->out, r->sandbox->org, o, deleted, span);
	text_char(&r->out, ']');
	if (deleted)
		put_instant(&r->out, "earliestDateAvailable",
		    sandbox_now(r->sandbox) / 1000 - SPAN);
	put_instant(&r->out, "latestDateCovered", span[1]);
	text_char(&r->out, '}');
}
