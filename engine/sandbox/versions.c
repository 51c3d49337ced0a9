/* SPDX-License-Identifier: MIT */
#include "versions.h"

/* /services/data and /services/data/vNN.N: what there is. */

/* Three releases a year; v62.0 is Winter '25, v33.0 Spring '15. */
static void
put_label(struct text *out, int version)
{
	static const char *const	seasons[] = { "Spring", "Summer",
					    "Winter" };
	int				year;

	year = version % 3 == 1 ? 14 + (version - 31) / 3 :
	    version % 3 == 2 ? 15 + (version - 32) / 3 :
	    15 + (version - 33) / 3;
	text_printf(out, "%s '%d", seasons[version % 3], year);
}

static void
list_versions(struct request *r)
{
	for (int v = VERSIONS_OLDEST; v <= VERSIONS_NEWEST; v++) {
		text_string(&r->out, v == VERSIONS_OLDEST ? "[" : ",");
		text_string(&r->out, "{\"label\":\"");
		put_label(&r->out, v);
		text_printf(&r->out, "\",\"url\":\"/services/data/v%d.0\","
		    "\"version\":\"%d.0\"}", v, v);
	}
	text_char(&r->out, ']');
}

const struct route route_versions[] = {
	{ "GET", "services/data", list_versions },
	{ 0 }
};

bool
versions_check(struct request *r)
{
	int	version = (int)r->version;

	if (version >= VERSIONS_OLDEST && version <= VERSIONS_NEWEST)
		return true;
	if (version >= VERSIONS_RETIRED && version < VERSIONS_OLDEST)
		request_error(r, 410, "GONE", NULL,
		    "API version %d.0 is retired. Use version %d.0 or later.",
		    version, VERSIONS_OLDEST);
	else
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
	return false;
}
