/* SPDX-License-Identifier: MIT */
#include "precept/hash.h"
#include "usage_value.h"

/* Values: empty, equal, in order, kept. */

bool
usage_value_is_empty(struct usage_value v)
{
	switch (v.kind) {
	case USAGE_NULL:
		return true;
	case USAGE_TEXT:
		return v.text.len == 0;
	case USAGE_LIST:
		return v.list->count == 0;
	case USAGE_OBJECT:
		return v.object->count == 0;
	default:
		return false;
	}
}

static int
compare_lists(const struct usage_list *a, const struct usage_list *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		int	order = usage_value_compare(a->items[i], b->items[i]);

		if (order != 0)
			return order;
	}
	return (a->count > b->count) - (a->count < b->count);
}

/* Only equality has a meaning: member by member, in the order of `a`. */
static int
compare_objects(const struct usage_row *a, const struct usage_row *b)
{
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	for (size_t i = 0; i < a->count; i++) {
		const struct usage_value	*other;
		int				 order;

		other = usage_row_get(b, a->fields[i].name);
		if (other == NULL)
			return 1;
		order = usage_value_compare(a->fields[i].value, *other);
		if (order != 0)
			return order;
	}
	return 0;
}

int
usage_value_compare(struct usage_value a, struct usage_value b)
{
	if (a.kind != b.kind)
		return a.kind < b.kind ? -1 : 1;
	switch (a.kind) {
	case USAGE_BOOLEAN:
	case USAGE_NUMBER:
		return (a.number > b.number) - (a.number < b.number);
	case USAGE_TEXT:
		return slice_compare(a.text, b.text);
	case USAGE_LIST:
		return compare_lists(a.list, b.list);
	case USAGE_OBJECT:
		return compare_objects(a.object, b.object);
	default:
		return 0;
	}
}

bool
usage_value_equal(struct usage_value a, struct usage_value b)
{
	if (a.kind == USAGE_TEXT && b.kind == USAGE_TEXT)
		return slice_equal(a.text, b.text);
	return usage_value_compare(a, b) == 0;
}

/* Objects that are equal may have their members in another order. */
uint64_t
usage_value_hash(struct usage_value v, uint64_t seed)
{
	double	n = v.number == 0 ? 0 : v.number;	/* -0 is 0 */

	switch (v.kind) {
	case USAGE_BOOLEAN:
	case USAGE_NUMBER:
		return hash_more(seed + v.kind, &n, sizeof n);
	case USAGE_TEXT:
		return hash_more(seed + v.kind, v.text.ptr, v.text.len);
	case USAGE_LIST:
		for (size_t i = 0; i < v.list->count; i++)
			seed = usage_value_hash(v.list->items[i], seed + 1);
		return seed;
	case USAGE_OBJECT:
		return hash_more(seed + v.kind, &v.object->count,
		    sizeof v.object->count);
	default:
		return hash_more(seed, "", 0);
	}
}

struct usage_value
usage_value_keep(struct usage_value v, struct arena *arena)
{
	struct usage_value	copy;

	if (v.kind == USAGE_TEXT && !v.kept) {
		v.text.ptr = arena_text(arena, v.text);
	} else if (v.kind == USAGE_LIST) {
		copy = usage_value_list(arena, v.list->count);
		for (size_t i = 0; i < v.list->count; i++)
			usage_value_append(&copy, usage_value_keep(
			    v.list->items[i], arena), arena);
		return copy;
	} else if (v.kind == USAGE_OBJECT) {
		v.object = usage_row_keep(v.object, arena);
	}
	return v;
}

struct usage_value
usage_value_list(struct arena *arena, size_t cap)
{
	struct usage_value	v = { .kind = USAGE_LIST };

	v.list = arena_alloc(arena, sizeof *v.list);
	v.list->cap = cap;
	v.list->items = arena_array(arena, cap, sizeof *v.list->items);
	return v;
}

void
usage_value_append(struct usage_value *v, struct usage_value item,
    struct arena *arena)
{
	struct usage_list	*l = v->list;
	struct usage_value	*more;

	if (l->count == l->cap) {
		l->cap = 2 * l->cap + 4;
		more = arena_array(arena, l->cap, sizeof *more);
		if (l->count > 0)
			memcpy(more, l->items, l->count * sizeof *more);
		l->items = more;
	}
	l->items[l->count++] = item;
}

struct usage_value
usage_value_object(struct arena *arena, size_t cap)
{
	struct usage_value	v = { .kind = USAGE_OBJECT };

	v.object = usage_row_new(arena, cap);
	return v;
}
