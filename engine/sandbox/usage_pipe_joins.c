/* SPDX-License-Identifier: MIT */
#include "usage_json.h"
#include "usage_pipe.h"

/* Operators with pipelines inside them, and rows that become one. */

static bool
push_on(struct usage_stage *s, struct usage_row *row)
{
	return usage_pipe_push(s->own, row);
}

/* The end of a pipeline inside: rows go on behind the operator. */
static struct usage_stage *
make_way(struct usage_run *run, struct usage_stage *to)
{
	struct usage_stage	*way = arena_alloc(run->arena, sizeof *way);

	*way = (struct usage_stage){ .push = push_on, .run = run, .own = to };
	return way;
}

bool
usage_pipe_spawn(struct usage_run *run, const struct usage_value *v,
    struct usage_stage *to)
{
	if (v->kind != USAGE_LIST)
		return usage_fail(run, 422, "pipeline", "spawn takes a list "
		    "of pipelines");
	for (size_t i = 0; i < v->list->count; i++)
		if (!usage_pipe_run(run, &v->list->items[i], make_way(run,
		    to)))
			return false;
	return true;
}

struct fork {
	struct usage_stage	**branches;
	size_t			  count;
};

/* The same row goes to all: what one branch sets, the next one sees. */
static bool
push_fork(struct usage_stage *s, struct usage_row *row)
{
	struct fork	*f = s->own;
	bool		 more = false;

	for (size_t i = 0; i < f->count; i++)
		more = usage_pipe_push(f->branches[i], row) || more;
	return more;
}

static void
end_fork(struct usage_stage *s)
{
	struct fork	*f = s->own;

	for (size_t i = 0; i < f->count; i++)
		usage_pipe_end(f->branches[i]);
}

static bool
make_fork(struct usage_stage *s, const struct usage_value *v)
{
	struct fork	*f = arena_alloc(s->run->arena, sizeof *f);

	s->push = push_fork;
	s->end = end_fork;
	s->own = f;
	if (v->kind != USAGE_LIST)
		return usage_fail(s->run, 422, "pipeline", "fork takes a "
		    "list of lists of operators");
	f->branches = arena_array(s->run->arena, v->list->count,
	    sizeof *f->branches);
	for (; f->count < v->list->count; f->count++) {
		struct usage_stage	*branch;

		branch = usage_pipe_stages(s->run,
		    &v->list->items[f->count], 0, make_way(s->run, s->next));
		if (branch == NULL)
			return false;
		f->branches[f->count] = branch;
	}
	return true;
}

/* Rows by the values of some fields. */
struct table {
	struct usage_run	*run;
	const char		**fields;
	size_t			 width;
	struct map		 rows;	/* in the order they came */
};

static bool
read_fields(struct usage_stage *s, const struct usage_value *v,
    struct table *t, const char *what)
{
	const struct usage_value	*f = v->kind != USAGE_OBJECT ? NULL :
					    usage_row_named(v->object,
					    "fields");

	t->run = s->run;
	if (f == NULL || f->kind != USAGE_LIST)
		return usage_fail(s->run, 422, "pipeline", "%s takes a list "
		    "of fields, 'fields'", what);
	t->width = f->list->count;
	t->fields = arena_array(s->run->arena, t->width, sizeof *t->fields);
	for (size_t i = 0; i < t->width; i++) {
		if (f->list->items[i].kind != USAGE_TEXT)
			return usage_fail(s->run, 422, "pipeline", "%s takes "
			    "names of fields", what);
		t->fields[i] = usage_name(s->run, f->list->items[i].text);
	}
	return true;
}

static struct slice
key_of(struct table *t, const struct usage_row *row, struct text *key)
{
	text_init(key, (size_t)1 << 24);
	for (size_t i = 0; i < t->width; i++) {
		const struct usage_value	*v = usage_row_get(row,
						    t->fields[i]);

		usage_json_put(key, v == NULL ? USAGE_NONE : *v);
		text_char(key, ',');
	}
	return (struct slice){ key->len == 0 ? "" : key->ptr, key->len };
}

static struct usage_row *
find_row(struct table *t, const struct usage_row *row)
{
	struct text		 text;
	struct usage_row	*found = map_get(&t->rows, key_of(t, row,
				    &text));

	text_free(&text);
	return found;
}

/* The row's fields go to the one of its key. */
static void
add_row(struct table *t, const struct usage_row *row)
{
	struct arena		*a = t->run->arena;
	struct usage_row	*whole;
	struct text		 text;
	struct slice		 key = key_of(t, row, &text);

	whole = map_get(&t->rows, key);
	if (whole == NULL) {
		whole = usage_row_keep(row, a);
		key.ptr = arena_text(a, key);
		map_put(&t->rows, key, whole);
	} else {
		for (size_t i = 0; i < row->count; i++)
			usage_row_set(whole, row->fields[i].name,
			    usage_value_keep(row->fields[i].value, a), a);
	}
	text_free(&text);
}

static bool
push_table(struct usage_stage *s, struct usage_row *row)
{
	add_row(s->own, row);
	return true;
}

static void
end_join(struct usage_stage *s)
{
	struct table	*t = s->own;

	for (size_t i = 0; i < t->rows.count; i++) {
		if (!usage_pipe_push(s->next, t->rows.entries[i].value))
			break;
		arena_reset(s->run->scratch);
	}
}

static struct table *
new_table(struct usage_run *run)
{
	struct table	*t = arena_alloc(run->arena, sizeof *t);

	usage_run_owns(run, &t->rows);
	return t;
}

static bool
make_join(struct usage_stage *s, const struct usage_value *v)
{
	s->own = new_table(s->run);
	s->push = push_table;
	s->end = end_join;
	return read_fields(s, v, s->own, "join");
}

struct merge {
	struct table		*table;
	const struct usage_row	*mappings;	/* main to inner; NULL: all */
};

static bool
push_merge(struct usage_stage *s, struct usage_row *row)
{
	struct merge			*m = s->own;
	const struct usage_row		*inner = find_row(m->table, row);
	const struct usage_row		*from = m->mappings != NULL ?
					    m->mappings : inner;
	const struct usage_value	*v;

	for (size_t i = 0; inner != NULL && i < from->count; i++) {
		v = &from->fields[i].value;
		if (m->mappings != NULL)
			v = v->kind != USAGE_TEXT ? NULL : usage_row_get(
			    inner, usage_name(s->run, v->text));
		usage_row_set(row, from->fields[i].name, v == NULL ?
		    USAGE_NONE : *v, s->run->scratch);
	}
	return usage_pipe_push(s->next, row);
}

/* The pipeline inside runs first: its rows are kept, by the fields. */
static bool
make_merge(struct usage_stage *s, const struct usage_value *v)
{
	struct merge			*m = arena_alloc(s->run->arena,
					    sizeof *m);
	const struct usage_value	*mappings;
	struct usage_stage		 keep = { .push = push_table,
					    .run = s->run };

	s->own = m;
	s->push = push_merge;
	m->table = keep.own = new_table(s->run);
	if (!read_fields(s, v, m->table, "merge"))
		return false;
	mappings = usage_row_named(v->object, "mappings");
	if (mappings != NULL && mappings->kind == USAGE_OBJECT)
		m->mappings = mappings->object;
	return usage_pipe_run(s->run, usage_row_named(v->object, "pipeline"),
	    &keep);
}

const struct usage_operator usage_pipe_joins[] = {
	{ "fork", make_fork }, { "join", make_join }, { "merge", make_merge },
	{ 0 }
};
