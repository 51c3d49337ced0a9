/* SPDX-License-Identifier: MIT */
#include "usage_pipe.h"

/* A pipeline put together, back to front, and run. */

#define OPERATORS_MAX 200

void
usage_pipe_end(struct usage_stage *s)
{
	if (s->end != NULL)
		s->end(s);
	if (s->next != NULL)
		usage_pipe_end(s->next);
}

static const struct usage_operator *
find(const char *name)
{
	static const struct usage_operator *const	tables[] = {
	    usage_pipe_rows, usage_pipe_wholes, usage_pipe_joins,
	    usage_pipe_looks };

	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct usage_operator *o = tables[i];
		    o->name != NULL; o++)
			if (strcmp(o->name, name) == 0)
				return o;
	return NULL;
}

/* {"filter": "…"}: one member. */
static const struct usage_field *
step_of(struct usage_run *run, struct usage_value v)
{
	if (v.kind == USAGE_OBJECT && v.object->count == 1)
		return v.object->fields;
	usage_fail(run, 422, "pipeline", "Each step is an object of one "
	    "operator");
	return NULL;
}

static struct usage_stage *
make(struct usage_run *run, struct usage_value step, struct usage_stage *next)
{
	const struct usage_field	*f = step_of(run, step);
	const struct usage_operator	*o = f == NULL ? NULL : find(f->name);
	struct usage_stage		*s;

	if (f == NULL)
		return NULL;
	if (o == NULL) {
		usage_fail(run, 422, "pipeline", "Unknown operator '%s'",
		    f->name);
		return NULL;
	}
	s = arena_alloc(run->arena, sizeof *s);
	s->run = run;
	s->next = next;
	return o->make(s, &f->value) ? s : NULL;
}

struct usage_stage *
usage_pipe_stages(struct usage_run *run, const struct usage_value *v,
    size_t from, struct usage_stage *next)
{
	if (v->kind != USAGE_LIST || v->list->count > OPERATORS_MAX) {
		usage_fail(run, 422, "pipeline", "A pipeline is a list of %d "
		    "steps at most", OPERATORS_MAX);
		return NULL;
	}
	for (size_t i = v->list->count; next != NULL && i-- > from;)
		next = make(run, v->list->items[i], next);
	return next;
}

static bool
run_first(struct usage_run *run, const struct usage_value *step,
    struct usage_stage *to)
{
	const struct usage_field	*f = step->kind == USAGE_OBJECT &&
					    step->object->count == 1 ?
					    step->object->fields : NULL;

	if (f != NULL && strcmp(f->name, "source") == 0)
		return usage_pipe_source(run, &f->value, to);
	if (f != NULL && strcmp(f->name, "spawn") == 0)
		return usage_pipe_spawn(run, &f->value, to);
	return usage_fail(run, 422, "pipeline", "The first step is a source");
}

bool
usage_pipe_run(struct usage_run *run, const struct usage_value *pipeline,
    struct usage_stage *sink)
{
	struct usage_stage	*first;

	if (pipeline == NULL || pipeline->kind != USAGE_LIST ||
	    pipeline->list->count == 0)
		return usage_fail(run, 422, "pipeline", "Required");
	first = usage_pipe_stages(run, pipeline, 1, sink);
	if (first == NULL || !run_first(run, &pipeline->list->items[0],
	    first))
		return false;
	usage_pipe_end(first);
	return run->status == 0;
}

bool
usage_pipe_path(struct usage_run *run, struct slice s, struct usage_out *out)
{
	size_t	len;

	for (out->depth = 0; out->depth < COUNT(out->path);) {
		const char	*dot = memchr(s.ptr, '.', s.len);

		len = dot == NULL ? s.len : (size_t)(dot - s.ptr);
		out->path[out->depth++] = usage_name(run, (struct slice){
		    s.ptr, len });
		if (dot == NULL)
			return true;
		s.ptr += len + 1;
		s.len -= len + 1;
	}
	return usage_fail(run, 422, "pipeline", "A field has more than 8 "
	    "parts");
}

bool
usage_pipe_outs(struct usage_run *run, const struct usage_value *v,
    const char *what, struct usage_outs *outs)
{
	if (v->kind != USAGE_OBJECT)
		return usage_fail(run, 422, "pipeline", "%s takes an object",
		    what);
	outs->count = v->object->count;
	outs->out = arena_array(run->arena, outs->count, sizeof *outs->out);
	for (size_t i = 0; i < outs->count; i++) {
		const struct usage_field	*f = &v->object->fields[i];

		if (f->value.kind != USAGE_TEXT)
			return usage_fail(run, 422, "pipeline", "%s takes "
			    "expressions: %s has none", what, f->name);
		outs->out[i].expr = usage_expr_parse(run, f->value.text,
		    what);
		if (outs->out[i].expr == NULL || !usage_pipe_path(run,
		    slice_of(f->name), &outs->out[i]))
			return false;
	}
	return true;
}
