/* SPDX-License-Identifier: MIT */
#include "usage_data.h"
#include "usage_json.h"
#include "usage_pipe.h"

/* Operators that look something up: objects, segments, cases. */

static const struct { const char *name; bool id; } kinds[] = {
	{ "account", false }, { "visitor", false }, { "page", true },
	{ "feature", true }, { "trackType", true }, { "guide", true }
};

/* {"out":{"account":"accountId"}} */
struct look {
	const char		*out;
	size_t			 kind;
	struct usage_expr	*id;
};

struct looks {
	size_t		 count;
	struct look	*look;
};

static struct usage_value
look_up(struct usage_run *run, const struct look *l,
    const struct usage_row *row)
{
	struct usage_value	 id = usage_expr_eval(run, l->id, row), v;
	struct slice		 doc;
	const char		*why;

	if (id.kind != USAGE_TEXT || !usage_data_get(run->usage,
	    kinds[l->kind].name, id.text, run->scratch, &doc) ||
	    !usage_json_read(run, run->scratch, doc, &v, &why) ||
	    v.kind != USAGE_OBJECT)
		return USAGE_NONE;
	if (kinds[l->kind].id)
		usage_row_set(v.object, usage_name(run, SLICE("id")), id,
		    run->scratch);
	return v;
}

static bool
push_looks(struct usage_stage *s, struct usage_row *row)
{
	const struct looks	*l = s->own;

	for (size_t i = 0; i < l->count; i++)
		usage_row_set(row, l->look[i].out, look_up(s->run,
		    &l->look[i], row), s->run->scratch);
	return usage_pipe_push(s->next, row);
}

static bool
read_look(struct usage_run *run, const struct usage_field *f, struct look *l)
{
	const struct usage_field	*what = f->value.kind == USAGE_OBJECT
					    && f->value.object->count == 1 ?
					    f->value.object->fields : NULL;

	for (l->kind = 0; what != NULL && l->kind < COUNT(kinds); l->kind++)
		if (strcmp(what->name, kinds[l->kind].name) == 0)
			break;
	if (what == NULL || l->kind == COUNT(kinds) ||
	    what->value.kind != USAGE_TEXT)
		return usage_fail(run, 422, "pipeline", "The field '%s' "
		    "takes account, visitor, page, feature, trackType or "
		    "guide, and an expression", f->name);
	l->out = f->name;
	l->id = usage_expr_parse(run, what->value.text, what->name);
	return l->id != NULL;
}

static bool
make_looks(struct usage_stage *s, const struct usage_value *v)
{
	struct looks	*l = arena_alloc(s->run->arena, sizeof *l);

	s->push = push_looks;
	s->own = l;
	if (v->kind != USAGE_OBJECT)
		return usage_fail(s->run, 422, "pipeline", "expand takes an "
		    "object");
	l->count = v->object->count;
	l->look = arena_array(s->run->arena, l->count, sizeof *l->look);
	for (size_t i = 0; i < l->count; i++)
		if (!read_look(s->run, &v->object->fields[i], &l->look[i]))
			return false;
	return true;
}

struct segment {
	struct map	 visitors;
	const char	*field;
	bool		 everyone;
};

static bool
push_segment(struct usage_stage *s, struct usage_row *row)
{
	const struct segment		*g = s->own;
	const struct usage_value	*id = usage_row_get(row, g->field);

	if (!g->everyone && (id == NULL || id->kind != USAGE_TEXT ||
	    map_get(&g->visitors, id->text) == NULL))
		return true;
	return usage_pipe_push(s->next, row);
}

static bool
fill_segment(struct usage_run *run, struct slice id, struct segment *g)
{
	const struct usage_value	*list;
	struct usage_value		 v;
	struct slice			 doc;
	const char			*why;

	if (!usage_data_get(run->usage, "segment", id, run->arena, &doc) ||
	    !usage_json_read(run, run->arena, doc, &v, &why) ||
	    v.kind != USAGE_OBJECT)
		return usage_fail(run, 422, "pipeline", "There is no segment "
		    "'%.*s'", (int)id.len, id.ptr);
	list = usage_row_named(v.object, "visitors");
	for (size_t i = 0; list != NULL && list->kind == USAGE_LIST &&
	    i < list->list->count; i++)
		if (list->list->items[i].kind == USAGE_TEXT)
			map_put(&g->visitors, list->list->items[i].text, g);
	return true;
}

static bool
make_segment(struct usage_stage *s, const struct usage_value *v)
{
	struct segment			*g = arena_alloc(s->run->arena,
					    sizeof *g);
	const struct usage_value	*id = v->kind != USAGE_OBJECT ? NULL :
					    usage_row_named(v->object, "id");

	s->push = push_segment;
	s->own = g;
	g->field = usage_name(s->run, SLICE("visitorId"));
	usage_run_owns(s->run, &g->visitors);
	if (id == NULL || id->kind != USAGE_TEXT)
		return usage_fail(s->run, 422, "pipeline", "segment takes an "
		    "object with an id");
	g->everyone = slice_is(id->text, "everyone");
	return g->everyone || fill_segment(s->run, id->text, g);
}

/* {"out":{"in":[{"value":"low","<":10},{"value":"high"}]}} */
struct choice {
	const char		*out;
	struct usage_expr	*in;
	const struct usage_list	*cases;
};

static const struct { const char *sign; int least, most; } tests[] = {
	{ "<", -1, -1 }, { "<=", -1, 0 }, { "==", 0, 0 }, { ">=", 0, 1 },
	{ ">", 1, 1 }
};

static bool
test_fits(const struct usage_field *f, struct usage_value v)
{
	int	order;

	for (size_t i = 0; i < COUNT(tests); i++) {
		if (strcmp(f->name, tests[i].sign) != 0)
			continue;
		if (f->value.kind != v.kind)
			return false;
		order = usage_value_compare(v, f->value);
		order = (order > 0) - (order < 0);
		return order >= tests[i].least && order <= tests[i].most;
	}
	return strcmp(f->name, "value") == 0;
}

static bool
push_switch(struct usage_stage *s, struct usage_row *row)
{
	const struct choice		*c = s->own;
	struct usage_value		 v = usage_expr_eval(s->run, c->in,
					    row);
	const struct usage_value	*out;

	for (size_t i = 0; i < c->cases->count; i++) {
		const struct usage_row	*one = c->cases->items[i].object;
		size_t			 k = 0;

		while (k < one->count && test_fits(&one->fields[k], v))
			k++;
		if (k < one->count)
			continue;
		out = usage_row_named(one, "value");
		usage_row_set(row, c->out, out == NULL ? USAGE_NONE : *out,
		    s->run->scratch);
		return usage_pipe_push(s->next, row);
	}
	return true;
}

static bool
make_switch(struct usage_stage *s, const struct usage_value *v)
{
	struct choice			*c = arena_alloc(s->run->arena,
					    sizeof *c);
	const struct usage_field	*out, *in = NULL;

	s->push = push_switch;
	s->own = c;
	out = v->kind == USAGE_OBJECT && v->object->count == 1 ?
	    v->object->fields : NULL;
	if (out != NULL && out->value.kind == USAGE_OBJECT &&
	    out->value.object->count == 1)
		in = out->value.object->fields;
	if (in == NULL || in->value.kind != USAGE_LIST)
		return usage_fail(s->run, 422, "pipeline", "switch takes one "
		    "field, and of it one field with a list of cases");
	for (size_t i = 0; i < in->value.list->count; i++)
		if (in->value.list->items[i].kind != USAGE_OBJECT)
			return usage_fail(s->run, 422, "pipeline", "A case "
			    "of switch is an object");
	c->out = out->name;
	c->cases = in->value.list;
	c->in = usage_expr_parse(s->run, slice_of(in->name), "switch");
	return c->in != NULL;
}

const struct usage_operator usage_pipe_looks[] = {
	{ "bulkExpand", make_looks }, { "expand", make_looks },
	{ "segment", make_segment }, { "switch", make_switch },
	{ 0 }
};
