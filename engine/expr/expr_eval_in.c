/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "precept/hash.h"

/*
 * in, not in: one comparison a member, or one look into a table when the
 * list is long and constant. A null is in no list, and in no list a null.
 */

#define LONG 8		/* members from which a table is worth it */

struct table {
	struct slice	*keys;		/* len SIZE_MAX: free */
	size_t		 mask;
};

/* Equal values have equal bytes here, or there is no key. */
static bool
has_key(const struct column *a, const struct column *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == KIND_DECIMAL)
		return a->scale == b->scale;
	return kind_store(a->kind) == STORE_INT ||
	    kind_store(a->kind) == STORE_SLICE;
}

static struct slice
key_of(const struct column *c, size_t row)
{
	struct slice	s;

	if (c->kind == KIND_DECIMAL)
		return (struct slice){ (const char *)&c->d[row], 16 };
	if (kind_store(c->kind) == STORE_INT)
		return (struct slice){ (const char *)&c->i[row], 8 };
	s = c->s[row];
	if (c->kind == KIND_ID && s.len == 18)
		s.len = 15;	/* as good as widening the short one */
	return s;
}

static struct slice *
find(const struct table *t, struct slice key)
{
	size_t	at = hash_bytes(key.ptr, key.len) & t->mask;

	while (t->keys[at].len != SIZE_MAX && !slice_equal(t->keys[at], key))
		at = (at + 1) & t->mask;
	return &t->keys[at];
}

static struct table
make_table(const struct operand *list, size_t count, struct arena *arena)
{
	struct table	t = { NULL, 15 };
	struct slice	key;

	while (t.mask < count * 2)
		t.mask = t.mask * 2 + 1;
	t.keys = arena_raw(arena, (t.mask + 1) * sizeof *t.keys);
	for (size_t i = 0; i <= t.mask; i++)
		t.keys[i] = (struct slice){ NULL, SIZE_MAX };
	for (size_t i = 0; i < count; i++) {
		if (column_is_null(list[i].c, 0))
			continue;
		key = key_of(list[i].c, 0);
		*find(&t, key) = key;
	}
	return t;
}

static bool
can_table(struct operand v, const struct operand *list, size_t count)
{
	if (v.one || count <= LONG)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!list[i].one || !has_key(v.c, list[i].c))
			return false;
	return true;
}

static void
look_up(const struct column *v, const struct table *t, uint8_t *out)
{
	for (size_t i = 0; i < v->count; i++)
		out[i] = !column_is_null(v, i) &&
		    find(t, key_of(v, i))->len != SIZE_MAX;
}

static void
try_each(struct operand v, const struct operand *list, size_t count,
    uint8_t *out, struct expr_rows *rows)
{
	const struct column	*equal;

	memset(out, 0, rows->count);
	for (size_t k = 0; k < count; k++) {
		equal = expr_eval_order(EXPR_EQ, v, list[k], rows);
		for (size_t i = 0; i < rows->count; i++)
			out[i] |= equal->b[i];
	}
	for (size_t i = 0; i < rows->count; i++)
		out[i] &= !operand_null(v, i);
}

struct column *
expr_eval_in(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const size_t	 count = e->arg_count - 1;
	struct operand	 v = expr_eval_operand(e->args[0], rows, mask);
	struct operand	*list = arena_array(rows->arena, count, sizeof *list);
	struct column	*out = column_make(rows->arena, KIND_BOOLEAN,
			    rows->count);
	struct table	 table;

	for (size_t k = 0; k < count; k++)
		list[k] = expr_eval_operand(e->args[k + 1], rows, mask);
	if (can_table(v, list, count)) {
		table = make_table(list, count, rows->arena);
		look_up(v.c, &table, out->b);
	} else {
		try_each(v, list, count, out->b, rows);
	}
	if (e->op == EXPR_NOT_IN)
		for (size_t i = 0; i < rows->count; i++)
			out->b[i] ^= 1;
	return out;
}
