/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>

#include "org_query.h"
#include "precept/date.h"
#include "precept/json.h"
#include "soql_format.h"

static void
put_number(struct text *out, const char *digits)
{
	size_t	whole = strcspn(digits, ".");

	for (size_t i = 0; digits[i] != '\0'; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0 &&
		    digits[i - 1] != '-')
			text_char(out, ',');
		text_char(out, digits[i]);
	}
}

static void
put_amount(struct text *out, enum org_type type, double v)
{
	char	room[400];

	snprintf(room, sizeof room, type == ORG_CURRENCY ? "%.2f" : "%.15g",
	    fabs(v));
	text_string(out, v < 0 ? "-" : "");
	text_string(out, type == ORG_CURRENCY ? "$" : "");
	put_number(out, room);
	text_string(out, type == ORG_PERCENT ? "%" : "");
}

static void
put_day(struct text *out, int64_t day)
{
	struct civil	c = date_civil(day);

	text_printf(out, "%d/%d/%d", c.month, c.day, c.year);
}

static void
put_instant(struct text *out, int64_t micros)
{
	int64_t	minutes = micros / 60000000 - zone_date(NULL, micros) * 1440;

	put_day(out, zone_date(NULL, micros));
	text_printf(out, ", %d:%02d %s", (int)((minutes / 60 + 11) % 12 + 1),
	    (int)(minutes % 60), minutes < 720 ? "AM" : "PM");
}

void
soql_format(struct text *out, enum org_type type, struct sqlite3_stmt *rows,
    int i)
{
	int64_t	day;

	if (org_query_is_null(rows, i)) {
		text_string(out, "null");
		return;
	}
	if (!org_is_number(type) && type != ORG_INT && type != ORG_DATETIME &&
	    type != ORG_DATE) {
		json_put_string(out, org_query_text(rows, i));
		return;
	}
	text_char(out, '"');
	if (type == ORG_DATETIME)
		put_instant(out, org_query_int(rows, i) * 1000);
	else if (type != ORG_DATE)
		put_amount(out, type, org_query_double(rows, i));
	else if (date_parse(org_query_text(rows, i), &day))
		put_day(out, day);
	text_char(out, '"');
}
