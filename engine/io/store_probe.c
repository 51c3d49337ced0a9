/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "store_match.h"

/*
 * Keys that have a null, or a decimal: looked up one by one. A null finds
 * null, but a key of nulls alone finds nothing. Decimals are found near their
 * approximate value, then compared exactly.
 */

#define NEAR 1e-15	/* more than reading a decimal as a double may be off */

static const struct column *
key_column(const struct store_match *m, const struct changes *c, size_t i)
{
	return c->now[m->action->keys[i]];
}

static uint64_t
nulls_of(const struct store_match *m, const struct changes *c, uint32_t row)
{
	uint64_t	bits = 0;

	for (size_t i = 0; i < m->action->key_count; i++)
		if (column_is_null(key_column(m, c, i), row))
			bits |= 1ULL << (i & 63);
	return bits;
}

static bool
is_by_value(const struct store_match *m, size_t i)
{
	return store_keys_by_value(
	    m->action->maps[m->action->keys[i]].field->type.kind);
}

/* Part i is parameters 2i + 1 and 2i + 2. */
static void
put_condition(const struct store_match *m, size_t i, bool null,
    struct text *sql)
{
	int	first = 2 * (int)i + 1;

	text_string(sql, i == 0 ? " WHERE " : " AND ");
	store_keys_put(sql, m->action, i, store_match_alias(m));
	if (null)
		text_string(sql, " IS NULL");
	else if (!is_by_value(m, i))
		text_printf(sql, " = ?%d", first);
	else
		text_printf(sql, " BETWEEN ?%d AND ?%d", first, first + 1);
}

static bool
prepare(struct store_match *m, uint64_t nulls, struct err *err)
{
	struct text	sql;

	if (m->probe != NULL && m->probe_nulls == nulls)
		return true;
	sqlite3_finalize(m->probe);
	text_init(&sql, STORE_TEXT_MAX);
	store_match_select(m, &sql);
	for (size_t i = 0; i < m->action->key_count; i++)
		put_condition(m, i, nulls >> (i & 63) & 1, &sql);
	m->probe = store_prepare(m->store, m->db, sql.ptr, err);
	m->probe_nulls = nulls;
	text_free(&sql);
	return m->probe != NULL;
}

static double
number(const struct column *c, uint32_t row)
{
	return c->kind == KIND_NUMBER ? c->f[row] :
	    decimal_double(c->d[row], c->scale);
}

static void
bind(struct store_match *m, const struct changes *c, uint32_t row)
{
	const struct store_part	*key = store_order_key(&m->order, row);

	for (size_t i = 0; i < m->order.parts; i++) {
		const struct column	*col = key_column(m, c, i);
		int			 at = 2 * (int)i + 1;
		double			 v;

		if (column_is_null(col, row))
			continue;
		if (is_by_value(m, i)) {
			v = number(col, row);
			sqlite3_bind_double(m->probe, at,
			    v - fabs(v) * NEAR);
			sqlite3_bind_double(m->probe, at + 1,
			    v + fabs(v) * NEAR);
		} else if (m->order.whole[i])
			sqlite3_bind_int64(m->probe, at, key[i].whole);
		else
			store_bind(m->probe, at, key[i].text);
	}
}

static bool
same_value(const struct column *c, uint32_t row, struct slice text)
{
	struct decimal	d;

	if (c->kind == KIND_NUMBER)
		return strtod(text.ptr, NULL) == c->f[row];
	return decimal_parse(text, &d) == DECIMAL_OK && decimal_compare(d,
	    (struct decimal){ c->d[row], c->scale }) == 0;
}

static bool
is_same(const struct store_match *m, const struct changes *c, uint32_t row)
{
	for (size_t i = 0; i < m->action->key_count; i++) {
		const struct column	*col = key_column(m, c, i);

		if (is_by_value(m, i) && !column_is_null(col, row) &&
		    !same_value(col, row, store_slice(m->probe,
		    1 + (int)m->action->keys[i])))
			return false;
	}
	return true;
}

bool
store_probe(struct store_match *m, struct changes *c, uint32_t row,
    struct err *err)
{
	uint64_t	nulls = nulls_of(m, c, row);
	size_t		parts = m->action->key_count;
	bool		found, ok;

	if (nulls == (parts < 64 ? (1ULL << parts) - 1 : ~0ULL))
		return true;
	if (!prepare(m, nulls, err))
		return false;
	bind(m, c, row);
	while ((ok = store_step(m->store, m->probe, &found, err)) && found &&
	    c->matches[row] < 2)
		if (is_same(m, c, row))
			store_match_found(m, m->probe, c, row);
	sqlite3_reset(m->probe);
	return ok;
}
