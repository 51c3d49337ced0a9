/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/date.h"
#include "precept/id.h"
#include "store_order.h"

/*
 * SQLite orders text by its bytes and whole numbers by value; so do we. Ids
 * of one object begin alike, so that the bytes which tell rows apart come
 * after what all of them share.
 */

#define ID_LONG 18

struct slice
store_id_text(struct slice id, char room[ID_LONG])
{
	if (!id_valid(id))
		return id;
	id_widen(id, room);
	return (struct slice){ room, ID_LONG };
}

/* The text of a value that is not whole; a date is printed into `room`. */
static struct slice
part_text(const struct column *c, size_t row, char *room)
{
	switch (c->kind) {
	case KIND_ID:
		return store_id_text(c->s[row], room);
	case KIND_DATE:
		return (struct slice){ room, date_print(c->i[row], room) };
	case KIND_DATETIME:
		return (struct slice){ room, datetime_print(c->i[row],
		    room) };
	default:
		return c->s[row];
	}
}

static size_t
room_of(enum kind kind)
{
	return kind == KIND_ID ? ID_LONG :
	    kind == KIND_DATE || kind == KIND_DATETIME ? DATE_TEXT : 0;
}

static void
put_part(struct store_order *o, size_t part, const struct column *c,
    struct arena *arena)
{
	size_t			 size = room_of(c->kind);
	char			*room = arena_raw(arena, size * c->count + 1);
	struct store_part	*to = o->keys + part;

	o->whole[part] = store_class(c->kind) == STORE_INTEGER;
	for (size_t i = 0; i < c->count; i++, to += o->parts) {
		if (column_is_null(c, i))
			continue;
		if (c->kind == KIND_INTEGER)
			to->whole = c->i[i];
		else if (c->kind == KIND_BOOLEAN)
			to->whole = c->b[i];
		else if (!store_keys_by_value(c->kind))
			to->text = part_text(c, i, room + size * i);
	}
}

static bool
is_odd(const struct changes *c, size_t row)
{
	const struct action	*a = c->action;

	for (size_t i = 0; i < a->key_count; i++)
		if (column_is_null(c->now[a->keys[i]], row))
			return true;
	return false;
}

int
store_order_compare(const struct store_order *o, const struct store_part *a,
    const struct store_part *b)
{
	for (size_t i = 0; i < o->parts; i++) {
		int	by = o->whole[i] ? (a[i].whole > b[i].whole) -
		    (a[i].whole < b[i].whole) :
		    slice_compare(a[i].text, b[i].text);

		if (by != 0)
			return by;
	}
	return 0;
}

/* How many bytes the first parts of all rows begin with alike. */
static size_t
shared(const struct store_order *o)
{
	struct slice	first = store_order_key(o, o->rows[0].row)->text;
	size_t		len = first.len;

	for (size_t i = 1; i < o->count && len > 0; i++) {
		struct slice	s = store_order_key(o, o->rows[i].row)->text;
		size_t		n = 0;

		while (n < len && n < s.len && s.ptr[n] == first.ptr[n])
			n++;
		len = n;
	}
	return len;
}

static uint64_t
text_head(struct slice s, size_t skip)
{
	uint64_t	head = 0;
	size_t		len = s.len - skip < 8 ? s.len - skip : 8;

	memcpy(&head, s.ptr + skip, len);
	return __builtin_bswap64(head);
}

static void
put_heads(struct store_order *o)
{
	size_t	skip = o->count == 0 || o->whole[0] ? 0 : shared(o);

	for (size_t i = 0; i < o->count; i++) {
		const struct store_part	*k = store_order_key(o,
		    o->rows[i].row);

		o->rows[i].head = o->whole[0] ?
		    (uint64_t)k->whole ^ (1ULL << 63) :
		    text_head(k->text, skip);
	}
}

static int
by_key(const void *a, const void *b, void *order)
{
	const struct store_sorted	*x = a, *y = b;
	const struct store_order	*o = order;

	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return store_order_compare(o, store_order_key(o, x->row),
	    store_order_key(o, y->row));
}

/* Rows often come in the order in which they came the last time. */
static bool
is_sorted(struct store_order *o)
{
	for (size_t i = 1; i < o->count; i++)
		if (by_key(&o->rows[i - 1], &o->rows[i], o) > 0)
			return false;
	return true;
}

void
store_order_make(struct store_order *o, const struct changes *c,
    bool by_value)
{
	const struct action	*a = c->action;

	*o = (struct store_order){ .parts = a->key_count };
	o->whole = arena_array(c->arena, o->parts, sizeof *o->whole);
	o->keys = arena_array(c->arena, c->count * o->parts + 1,
	    sizeof *o->keys);
	o->rows = arena_raw(c->arena, (c->count + 1) * sizeof *o->rows);
	o->odd = arena_raw(c->arena, (c->count + 1) * sizeof *o->odd);
	for (size_t i = 0; i < o->parts; i++)
		put_part(o, i, c->now[a->keys[i]], c->arena);
	for (size_t row = 0; row < c->count; row++) {
		if (c->op[row] == CHANGE_REJECT)
			continue;
		if (by_value || is_odd(c, row))
			o->odd[o->odd_count++] = (uint32_t)row;
		else
			o->rows[o->count++].row = (uint32_t)row;
	}
	put_heads(o);
	if (!is_sorted(o))
		qsort_r(o->rows, o->count, sizeof *o->rows, by_key, o);
}
