/* SPDX-License-Identifier: MIT */
#include "connect_service.h"
#include "salesforce_describe.h"
#include "salesforce_scan.h"
#include "salesforce_target.h"

/* Salesforce, as one of the services. */

static void *
open_org(const struct connection *c, const char *dir, struct err *err)
{
	return salesforce_open(c, dir, err);
}

static void
close_org(void *session)
{
	salesforce_close(session);
}

static bool
verify(void *session, struct err *err)
{
	return salesforce_sign_in(session, err);
}

static bool
describe(void *session, const struct connect_object *o, struct arena *a,
    struct schema **out, struct err *err)
{
	struct salesforce_describe	d = { .session = session,
					    .connection = o->connection,
					    .object = o->object };

	if (!salesforce_describe(&d, a, err))
		return false;
	*out = d.schema;
	return true;
}

static struct scan *
open_scan(const struct connect *c, void *session, const struct rule *rule,
    const struct rule_day *day, struct err *err)
{
	struct salesforce_scan	by = { .session = session, .rule = rule,
				    .catalog = c->catalog, .day = day };

	return salesforce_scan_open(&by, err);
}

static struct target *
open_target(const struct connect *c, void *session, const struct action *a,
    struct err *err)
{
	(void)err;
	return salesforce_target(c, session, a);
}

static struct connect_usage
usage(const void *session)
{
	const struct salesforce_usage	*u = salesforce_usage(session);

	return (struct connect_usage){ u->calls, u->bytes_out + u->bytes_in,
		u->day_used, u->day_max };
}

static void
keep_to(void *session, const struct budget *rule)
{
	salesforce_budget(session, rule);
}

static bool
allows(void *session, uint64_t more, struct err *err)
{
	return salesforce_budget_allows(session, more, err);
}

const struct connect_service salesforce_service = {
	"salesforce", open_org, close_org, verify, describe, open_scan,
	open_target, usage, keep_to, allows
};
