/* SPDX-License-Identifier: MIT */
#include "precept/prepare.h"
#include "precept/pull.h"
#include "pull_list.h"
#include "salesforce_prepare.h"

/* Made, shown, waited for, written into schema/. */

static void
settle(struct prepare *o)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->fields[i].how != PREPARE_NOT)
			o->fields[i].how = PREPARE_KNOW;
}

/* Nothing is asked for again: the schema is the one just described. */
static bool
write_schema(struct workspace *w, const struct prepare *o, struct err *err)
{
	char		*word = arena_printf(w->arena, "%s.%s",
			    o->connection, o->object);
	struct pull	*list;
	size_t		 count;

	if (!pull_list(w, &word, 1, &list, &count, err))
		return false;
	list[0].now = o->now;
	list[0].since = o->since;
	if (list[0].was != NULL)
		o->now->aliases = list[0].was->aliases;
	return pull_write(w, list, 1, err);
}

static bool
do_object(struct workspace *w, struct prepare *o, struct err *err)
{
	struct salesforce_prepare	p = { .arena = w->arena,
					    .object = o };
	bool				hidden;

	p.session = connect_salesforce(&w->connect, o->connection, err);
	if (p.session == NULL || !salesforce_prepare_make(&p, err))
		return false;
	hidden = prepare_count(o, 1, PREPARE_SHOW) > 0;
	if (hidden && (!salesforce_prepare_grant(&p, err) ||
	    !salesforce_prepare_wait(&p, err)))
		return false;
	if (hidden || prepare_count(o, 1, PREPARE_KNOW) > 0)
		if (!write_schema(w, o, err))
			return false;
	settle(o);
	return true;
}

bool
prepare_do(struct workspace *w, struct prepare *list, size_t count,
    struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!do_object(w, &list[i], err))
			return false;
	return true;
}
