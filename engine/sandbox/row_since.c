/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/date.h"
#include "row.h"

/* Only if it changed: dates in headers, to the second. */

#define SECOND 1000000

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char days[] = "MonTueWedThuFriSatSun";

/* "Tue, 10 Aug 2026 07:30:00 GMT" in seconds. */
static bool
read_date(const char *text, int64_t *seconds)
{
	char		 name[4];
	const char	*at;
	int		 d, y, h, m, s, month;

	if (sscanf(text, "%*3[A-Za-z], %d %3[A-Za-z] %d %d:%d:%d", &d, name,
	    &y, &h, &m, &s) != 6 || strlen(name) != 3)
		return false;
	at = strstr(months, name);
	if (at == NULL || (at - months) % 3 != 0)
		return false;
	month = (int)(at - months) / 3 + 1;
	if (!date_exists(y, month, d) || h < 0 || h > 23 || m < 0 ||
	    m > 59 || s < 0 || s > 60)
		return false;
	*seconds = date_days((struct civil){ y, month, d }) * 86400 +
	    h * 3600 + m * 60 + s;
	return true;
}

static void
say_changed(struct request *r, int64_t seconds)
{
	int64_t		day = seconds / 86400;
	int		second = (int)(seconds % 86400);
	struct civil	c = date_civil(day);

	request_answer_header(r, "Last-Modified", arena_printf(r->arena,
	    "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
	    days + 3 * (date_weekday(day) - 1), c.day,
	    months + 3 * (c.month - 1), c.year, second / 3600,
	    second / 60 % 60, second % 60));
}

bool
row_since(struct request *r, int64_t changed)
{
	const char	*since = request_header(r, "If-Modified-Since");
	const char	*until = request_header(r, "If-Unmodified-Since");
	int64_t		 at, seconds = changed / SECOND;

	say_changed(r, seconds);
	if (since != NULL && read_date(since, &at) && seconds <= at) {
		r->status = 304;
		return false;
	}
	if (until != NULL && read_date(until, &at) && seconds > at) {
		request_error(r, 412, "PRECONDITION_FAILED", NULL,
		    "The record or metadata was changed after %s", until);
		return false;
	}
	return true;
}
