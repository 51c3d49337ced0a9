/* SPDX-License-Identifier: MIT */
#include "org_private.h"
#include "org_write.h"

/* All records gone at once, as if they had never been. */

static bool
is_access(const struct org_object *o)
{
	const struct org_seed_object	*seed = org_seed_access;

	for (; seed->name != NULL; seed++)
		if (strcmp(seed->name, o->name) == 0)
			return true;
	return o->tooling;
}

static bool
clear(struct org *org, const struct org_object *o, struct err *err)
{
	struct text	sql;
	bool		done;

	text_init(&sql, 4096);
	text_printf(&sql, "DELETE FROM \"%s\"", o->name);
	done = org_sql_do(org, sql.ptr, err);
	text_free(&sql);
	return done;
}

bool
org_empty(struct org *org, struct err *err)
{
	bool	done = true;

	org_begin(org);
	for (size_t i = 0; done && i < org_count(org); i++)
		done = is_access(org_at(org, i)) ||
		    clear(org, org_at(org, i), err);
	if (done)
		org_keep(org);
	else
		org_drop(org);
	return done;
}
