/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "usage_aggregate.h"

/* Aggregators: what they keep of each row, and what comes of it. */

static const struct {
	const char		*name;
	enum usage_aggregator	 kind;
} names[] = {
	{ "count", USAGE_COUNT }, { "countIf", USAGE_COUNT_IF },
	{ "sum", USAGE_SUM }, { "min", USAGE_MIN }, { "max", USAGE_MAX },
	{ "avg", USAGE_AVG }, { "mean", USAGE_AVG },
	{ "median", USAGE_MEDIAN }, { "first", USAGE_FIRST },
	{ "list", USAGE_LISTED }
};

static bool
read_one(struct usage_run *run, const struct usage_field *f,
    struct usage_aggregate *a)
{
	const struct usage_field	*inner;
	size_t				 i;

	if (f->value.kind != USAGE_OBJECT || f->value.object->count != 1)
		return usage_fail(run, 422, "pipeline", "The field '%s' "
		    "takes one aggregator", f->name);
	inner = f->value.object->fields;
	for (i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].name, inner->name) == 0)
			break;
	if (i == COUNT(names))
		return usage_fail(run, 422, "pipeline", "Unknown aggregator "
		    "'%s'", inner->name);
	a->name = f->name;
	a->kind = names[i].kind;
	if (inner->value.kind == USAGE_NULL && a->kind == USAGE_COUNT)
		return true;
	if (inner->value.kind != USAGE_TEXT)
		return usage_fail(run, 422, "pipeline", "%s takes an "
		    "expression", inner->name);
	a->expr = usage_expr_parse(run, inner->value.text, inner->name);
	return a->expr != NULL;
}

static bool
read_fields(struct usage_run *run, const struct usage_value *v,
    struct usage_aggregate *a, size_t *count)
{
	if (v->kind != USAGE_OBJECT)
		return usage_fail(run, 422, "pipeline", "fields is an object");
	for (size_t i = 0; i < v->object->count; i++)
		if (!read_one(run, &v->object->fields[i], &a[(*count)++]))
			return false;
	return true;
}

bool
usage_aggregate_read(struct usage_run *run, const struct usage_value *v,
    struct usage_aggregate **out, size_t *count)
{
	size_t	room = 0;

	*count = 0;
	if (v->kind == USAGE_OBJECT)
		room = v->object->count;
	for (size_t i = 0; v->kind == USAGE_LIST && i < v->list->count; i++)
		if (v->list->items[i].kind == USAGE_OBJECT)
			room += v->list->items[i].object->count;
	*out = arena_array(run->arena, room, sizeof **out);
	if (v->kind != USAGE_LIST)
		return read_fields(run, v, *out, count);
	for (size_t i = 0; i < v->list->count; i++)
		if (!read_fields(run, &v->list->items[i], *out, count))
			return false;
	return true;
}

static struct usage_value *
slot_of(struct usage_seen *s, struct usage_value v)
{
	size_t	at = usage_value_hash(v, 0) & (s->cap - 1);

	while (s->slots[at].kind != USAGE_NULL &&
	    !usage_value_equal(s->slots[at], v))
		at = (at + 1) & (s->cap - 1);
	return &s->slots[at];
}

static void
see(struct usage_run *run, struct usage_seen *s, struct usage_value v)
{
	struct usage_seen	 more;
	struct usage_value	*slot;

	if (4 * s->count >= 3 * s->cap) {
		more = (struct usage_seen){ s->count, s->cap == 0 ? 4 :
		    2 * s->cap, NULL };
		more.slots = arena_array(run->arena, more.cap,
		    sizeof *more.slots);
		for (size_t i = 0; i < s->cap; i++)
			if (s->slots[i].kind != USAGE_NULL)
				*slot_of(&more, s->slots[i]) = s->slots[i];
		*s = more;
	}
	slot = slot_of(s, v);
	if (slot->kind != USAGE_NULL)
		return;
	*slot = usage_value_keep(v, run->arena);
	s->count++;
}

static void
add_extreme(struct usage_run *run, enum usage_aggregator kind,
    struct usage_state *s, struct usage_value v)
{
	int	order = s->count++ == 0 ? 1 : usage_value_compare(v,
		    s->value) * (kind == USAGE_MAX ? 1 : -1);

	if (order > 0)
		s->value = usage_value_keep(v, run->arena);
}

static void
add_list(struct usage_run *run, struct usage_state *s, struct usage_value v)
{
	if (s->count++ == 0)
		s->value = usage_value_list(run->arena, 4);
	usage_value_append(&s->value, usage_value_keep(v, run->arena),
	    run->arena);
}

/* Nulls count for nothing, but as rows. */
void
usage_aggregate_add(struct usage_run *run, const struct usage_aggregate *a,
    struct usage_state *s, const struct usage_row *row)
{
	struct usage_value	v;

	if (a->expr == NULL) {
		s->count++;
		return;
	}
	v = usage_expr_eval(run, a->expr, row);
	if (v.kind == USAGE_NULL)
		return;
	switch (a->kind) {
	case USAGE_COUNT:
		see(run, &s->seen, v);
		break;
	case USAGE_COUNT_IF:
		s->count += usage_value_is_true(v);
		break;
	case USAGE_SUM:
	case USAGE_AVG:
		if (v.kind == USAGE_NUMBER) {
			s->sum += v.number;
			s->count++;
		}
		break;
	case USAGE_MIN:
	case USAGE_MAX:
		add_extreme(run, a->kind, s, v);
		break;
	case USAGE_FIRST:
		if (s->count++ == 0)
			s->value = usage_value_keep(v, run->arena);
		break;
	case USAGE_MEDIAN:
	case USAGE_LISTED:
		if (a->kind == USAGE_LISTED || v.kind == USAGE_NUMBER)
			add_list(run, s, v);
		break;
	}
}

static int
by_order(const void *a, const void *b)
{
	return usage_value_compare(*(const struct usage_value *)a,
	    *(const struct usage_value *)b);
}

static struct usage_value
median(const struct usage_state *s)
{
	struct usage_value	*v;
	size_t			 half = s->count / 2;

	if (s->count == 0)
		return USAGE_NONE;
	v = s->value.list->items;
	qsort(v, s->count, sizeof *v, by_order);
	return s->count % 2 == 1 ? v[half] :
	    usage_value_number((v[half - 1].number + v[half].number) / 2);
}

struct usage_value
usage_aggregate_end(struct usage_run *run, const struct usage_aggregate *a,
    const struct usage_state *s)
{
	switch (a->kind) {
	case USAGE_COUNT:
		return usage_value_number((double)(a->expr == NULL ?
		    s->count : s->seen.count));
	case USAGE_COUNT_IF:
		return usage_value_number((double)s->count);
	case USAGE_SUM:
		return usage_value_number(s->sum);
	case USAGE_AVG:
		return s->count == 0 ? USAGE_NONE :
		    usage_value_number(s->sum / (double)s->count);
	case USAGE_MEDIAN:
		return median(s);
	case USAGE_LISTED:
		return s->count == 0 ? usage_value_list(run->arena, 0) :
		    s->value;
	default:
		return s->count == 0 ? USAGE_NONE : s->value;
	}
}
