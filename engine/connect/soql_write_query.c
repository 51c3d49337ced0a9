/* SPDX-License-Identifier: MIT */
#include "soql_write_parts.h"

/* The query of a rule, put together from its fields and conditions. */

static void
mark_names(const struct expr *e, bool *marks)
{
	if (e == NULL)
		return;
	if (e->op == EXPR_NAME)
		marks[e->slot] = true;
	for (size_t i = 0; i < e->arg_count; i++)
		mark_names(e->args[i], marks);
}

static void
mark_phrases(const struct phrase *list, size_t count, bool *marks)
{
	for (size_t i = 0; i < count; i++)
		mark_names(list[i].expr, marks);
}

static const bool *
find_needs(const struct rule *r, struct arena *arena)
{
	bool	*shows = arena_alloc(arena, r->show_count + 1);
	bool	*fields = arena_alloc(arena, r->source.count + 1);

	mark_phrases(r->filters, r->filter_count, shows);
	for (size_t a = 0; a < r->action_count; a++) {
		const struct action	*action = &r->actions[a];

		mark_phrases(action->filters, action->filter_count, shows);
		for (size_t i = 0; i < action->count; i++) {
			mark_names(action->maps[i].value.expr, shows);
			mark_names(action->maps[i].fallback.expr, shows);
		}
	}
	for (size_t i = 0; i < r->show_count; i++)
		if (shows[i])
			mark_names(r->shows[i].value.expr, fields);
	/* Without Show columns the source's fields are all that is asked. */
	if (r->show_count == 0)
		memset(fields, true, r->source.count);
	return fields;
}

static size_t
count_tests(const struct expr *e)
{
	return e == NULL ? 0 : e->op == EXPR_AND ? e->arg_count : 1;
}

/* What all must hold, one by one. */
static void
list_tests(struct soql_write *q, struct arena *arena)
{
	const struct rule	*r = q->rule;
	size_t			 count = 0;

	for (size_t i = 0; i < r->filter_count; i++)
		count += count_tests(r->filters[i].expr);
	q->tests = arena_array(arena, count + 1, sizeof *q->tests);
	q->count = 0;
	for (size_t i = 0; i < r->filter_count; i++) {
		struct expr	*e = r->filters[i].expr;

		for (size_t k = 0; k < count_tests(e); k++)
			q->tests[q->count++].expr = e->op == EXPR_AND ?
			    e->args[k] : e;
	}
}

static void
add_test(struct text *where, const char *test)
{
	if (where->len > 0)
		text_string(where, " AND ");
	text_string(where, test);
}

static void
add_since(struct soql_writer *w, struct text *where)
{
	const int64_t	 second = 1000000, at = w->query->since;
	const char	*text = soql_write_instant(w, at / second -
			    (at % second < 0));

	if (text != NULL)
		text_printf(where, "SystemModstamp >= %s", text);
}

void
soql_write_where(struct soql_write *q, struct arena *arena)
{
	struct soql_writer	w = { q, arena };
	struct text		where;

	text_init(&where, (size_t)SOQL_WRITE_MAX * 2);
	if (q->changed)
		add_since(&w, &where);
	list_tests(q, arena);
	for (size_t i = 0; i < q->count; i++) {
		const char	*test = soql_write_test(&w,
		    (struct soql_node){ q->tests[i].expr, false }, false);

		if (test == NULL ||
		    where.len + strlen(test) > SOQL_WRITE_MAX)
			continue;
		add_test(&where, test);
		q->tests[i].text = test;
	}
	q->where = where.len == 0 ? NULL : arena_text(arena,
	    (struct slice){ where.ptr, where.len });
	text_free(&where);
}

static const char *
finish(const struct soql_write *q, const char *what, const char *order,
    struct arena *arena)
{
	const char	*above = q->above == NULL ? "" : arena_printf(arena,
			    "%s Id > '%s'", q->where == NULL ? " WHERE" :
			    " AND", q->above);

	return arena_printf(arena, "SELECT %s FROM %s%s%s%s%s", what,
	    q->rule->source.schema->object, q->where == NULL ? "" :
	    " WHERE ", q->where == NULL ? "" : q->where, above, order);
}

const char *
soql_write_query(const struct soql_write *q, const char *const *fields,
    size_t count, struct arena *arena)
{
	struct text	 list;
	const char	*out;

	text_init(&list, (size_t)1 << 20);
	for (size_t i = 0; i < count; i++)
		text_printf(&list, "%s%s", i > 0 ? ", " : "", fields[i]);
	out = finish(q, list.ptr, q->unordered ? "" : " ORDER BY Id", arena);
	text_free(&list);
	return out;
}

const char *
soql_write_count(const struct soql_write *q, struct arena *arena)
{
	return finish(q, "COUNT()", "", arena);
}

const char **
soql_write_fields(const struct rule *r, struct arena *arena, size_t *count,
    int *slots)
{
	const bool	 *needed = find_needs(r, arena);
	const char	**out = arena_array(arena, r->source.count + 1,
			      sizeof *out);

	out[0] = "Id";
	*count = 1;
	for (size_t i = 0; i < r->source.count; i++) {
		slots[i] = needed[i] ? 0 : -1;
		if (!needed[i] || strcmp(r->source.fields[i].path, "Id") == 0)
			continue;
		slots[i] = (int)*count;
		out[(*count)++] = r->source.fields[i].path;
	}
	return out;
}

void
soql_write_explain(struct soql_write *q, struct text *out)
{
	struct arena	 *arena = arena_new();
	const char	**fields;
	size_t		  count;

	fields = soql_write_fields(q->rule, arena, &count,
	    arena_array(arena, q->rule->source.count + 1, sizeof(int)));
	soql_write_where(q, arena);
	text_printf(out, "        asks %s: %s\n", q->rule->source.connection,
	    soql_write_query(q, fields, count, arena));
	for (size_t i = 0; i < q->count; i++) {
		if (q->tests[i].text != NULL)
			continue;
		text_string(out, "        checked here only: ");
		expr_show(q->tests[i].expr, out);
		text_char(out, '\n');
	}
	q->tests = NULL;
	q->count = 0;
	q->where = NULL;
	arena_free(arena);
}
