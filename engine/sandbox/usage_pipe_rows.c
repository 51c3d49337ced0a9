/* SPDX-License-Identifier: MIT */
#include "usage_pipe.h"

/* Operators that look at one row at a time. */

static bool
push_filter(struct usage_stage *s, struct usage_row *row)
{
	return !usage_value_is_true(usage_expr_eval(s->run, s->own, row)) ||
	    usage_pipe_push(s->next, row);
}

static bool
make_filter(struct usage_stage *s, const struct usage_value *v)
{
	s->push = push_filter;
	if (v->kind != USAGE_TEXT)
		return usage_fail(s->run, 422, "pipeline", "filter takes an "
		    "expression");
	s->own = usage_expr_parse(s->run, v->text, "filter");
	return s->own != NULL;
}

/* "!visitorId" keeps those who are not known by name. */
static bool
make_identified(struct usage_stage *s, const struct usage_value *v)
{
	bool	not = v->kind == USAGE_TEXT && v->text.len > 0 &&
		    *v->text.ptr == '!';
	char	*text;

	s->push = push_filter;
	if (v->kind != USAGE_TEXT)
		return usage_fail(s->run, 422, "pipeline", "identified takes "
		    "a field");
	text = arena_printf(s->run->arena, "%sidentified(%.*s)",
	    not ? "!" : "", (int)v->text.len - not, v->text.ptr + not);
	s->own = usage_expr_parse(s->run, slice_of(text), "identified");
	return s->own != NULL;
}

static void
set_outs(struct usage_stage *s, const struct usage_row *from,
    struct usage_row *to)
{
	const struct usage_outs	*outs = s->own;

	for (size_t i = 0; i < outs->count; i++)
		usage_row_set_path(to, outs->out[i].path, outs->out[i].depth,
		    usage_expr_eval(s->run, outs->out[i].expr, from),
		    s->run->scratch);
}

static bool
push_select(struct usage_stage *s, struct usage_row *row)
{
	struct usage_row	*only = usage_row_new(s->run->scratch, 8);

	set_outs(s, row, only);
	return usage_pipe_push(s->next, only);
}

static bool
push_eval(struct usage_stage *s, struct usage_row *row)
{
	set_outs(s, row, row);
	return usage_pipe_push(s->next, row);
}

static bool
make_select(struct usage_stage *s, const struct usage_value *v)
{
	s->push = push_select;
	s->own = arena_alloc(s->run->arena, sizeof(struct usage_outs));
	return usage_pipe_outs(s->run, v, "select", s->own);
}

static bool
make_eval(struct usage_stage *s, const struct usage_value *v)
{
	s->push = push_eval;
	s->own = arena_alloc(s->run->arena, sizeof(struct usage_outs));
	if (v->kind == USAGE_OBJECT && usage_row_named(v->object, "day") !=
	    NULL)
		return usage_fail(s->run, 422, "pipeline", "The field 'day' "
		    "is read-only");
	return usage_pipe_outs(s->run, v, "eval", s->own);
}

static bool
push_set(struct usage_stage *s, struct usage_row *row)
{
	const struct usage_value	*v = s->own;

	for (size_t i = 0; i < v->object->count; i++)
		usage_row_set(row, v->object->fields[i].name,
		    v->object->fields[i].value, s->run->scratch);
	return usage_pipe_push(s->next, row);
}

static bool
make_set(struct usage_stage *s, const struct usage_value *v)
{
	s->push = push_set;
	s->own = arena_alloc(s->run->arena, sizeof *v);
	*(struct usage_value *)s->own = *v;
	return v->kind == USAGE_OBJECT || usage_fail(s->run, 422, "pipeline",
	    "set takes an object");
}

/* How many rows are still to pass, or to be passed over. */
static bool
push_limit(struct usage_stage *s, struct usage_row *row)
{
	double	*left = s->own;

	return *left >= 1 && usage_pipe_push(s->next, row) && --*left >= 1;
}

static bool
push_skip(struct usage_stage *s, struct usage_row *row)
{
	double	*left = s->own;

	if (*left >= 1) {
		--*left;
		return true;
	}
	return usage_pipe_push(s->next, row);
}

static bool
take_number(struct usage_stage *s, const struct usage_value *v,
    const char *what)
{
	double	*left = arena_alloc(s->run->arena, sizeof *left);

	if (v->kind != USAGE_NUMBER || v->number < 0)
		return usage_fail(s->run, 422, "pipeline", "%s takes a "
		    "number", what);
	*left = v->number;
	s->own = left;
	return true;
}

static bool
make_limit(struct usage_stage *s, const struct usage_value *v)
{
	s->push = push_limit;
	return take_number(s, v, "limit");
}

static bool
make_skip(struct usage_stage *s, const struct usage_value *v)
{
	s->push = push_skip;
	return take_number(s, v, "skip");
}

static bool
push_on(struct usage_stage *s, struct usage_row *row)
{
	return usage_pipe_push(s->next, row);
}

static bool
make_cat(struct usage_stage *s, const struct usage_value *v)
{
	(void)v;
	s->push = push_on;
	return true;
}

struct unwind {
	const char	*field, *index;
	bool		 keep_empty;
};

static bool
push_unwind(struct usage_stage *s, struct usage_row *row)
{
	const struct unwind		*u = s->own;
	const struct usage_value	*v = usage_row_get(row, u->field);
	const struct usage_list		*list;
	struct arena			*a = s->run->scratch;

	if (v == NULL || v->kind != USAGE_LIST || v->list->count == 0) {
		if (!u->keep_empty)
			return true;
		usage_row_set(row, u->field, USAGE_NONE, a);
		return usage_pipe_push(s->next, row);
	}
	list = v->list;
	for (size_t i = 0; i < list->count; i++) {
		struct usage_row	*one = usage_row_keep(row, a);

		usage_row_set(one, u->field, list->items[i], a);
		if (u->index != NULL)
			usage_row_set(one, u->index,
			    usage_value_number((double)i), a);
		if (!usage_pipe_push(s->next, one))
			return false;
	}
	return true;
}

static const char *
name_in(struct usage_run *run, const struct usage_value *v, const char *name)
{
	const struct usage_value	*text = usage_row_named(v->object,
					    name);

	return text == NULL || text->kind != USAGE_TEXT ? NULL :
	    usage_name(run, text->text);
}

static bool
make_unwind(struct usage_stage *s, const struct usage_value *v)
{
	struct unwind			*u = arena_alloc(s->run->arena,
					    sizeof *u);
	const struct usage_value	*keep;

	s->push = push_unwind;
	s->own = u;
	if (v->kind == USAGE_OBJECT) {
		u->field = name_in(s->run, v, "field");
		u->index = name_in(s->run, v, "index");
		keep = usage_row_named(v->object, "keepEmpty");
		u->keep_empty = keep != NULL && usage_value_is_true(*keep);
	}
	return u->field != NULL || usage_fail(s->run, 422, "pipeline",
	    "unwind takes an object with a field");
}

const struct usage_operator usage_pipe_rows[] = {
	{ "filter", make_filter }, { "identified", make_identified },
	{ "select", make_select }, { "eval", make_eval },
	{ "set", make_set }, { "limit", make_limit }, { "skip", make_skip },
	{ "cat", make_cat }, { "unwind", make_unwind },
	{ 0 }
};
