/* SPDX-License-Identifier: MIT */
#include "store_match.h"

/*
 * A batch's keys, sorted, and the file's keys, which the index has sorted,
 * are walked side by side: where the next key is near the walk goes on, else
 * it starts again there. A second record with the key makes it ambiguous.
 */

#define NEAR 8		/* steps that are cheaper than a new start */

const char *
store_match_alias(const struct store_match *m)
{
	return m->copied ? "k." : "t.";
}

static void
put_fields(const struct store_match *m, const char *table, struct text *sql)
{
	const struct action	*a = m->action;

	text_string(sql, "SELECT t.");
	store_put_name(sql, store_id_column(a->schema));
	for (size_t i = 0; i < a->count; i++) {
		const char	*name = a->maps[i].field->name;

		text_string(sql, ", ");
		if (store_has(m->db, table, name) == STORE_ABSENT) {
			text_string(sql, "NULL");
			continue;
		}
		text_string(sql, "t.");
		store_put_name(sql, name);
	}
}

void
store_match_select(const struct store_match *m, struct text *sql)
{
	char	*table = store_table(m->action->schema);
	char	*index = store_keys_name(m->action);

	put_fields(m, table, sql);
	if (m->copied)
		text_string(sql, " FROM temp.keys AS k INDEXED BY keys_index "
		    "CROSS JOIN main.");
	else
		text_string(sql, " FROM main.");
	store_put_name(sql, table);
	text_string(sql, " AS t");
	if (m->copied)
		text_string(sql, " ON t.\"" STORE_ROW "\" = k.\"" STORE_ROW
		    "\"");
	else {
		text_string(sql, " INDEXED BY ");
		store_put_name(sql, index);
	}
	mem_free(index);
	mem_free(table);
}

/* (a, b) */
static void
put_keys(const struct store_match *m, struct text *sql)
{
	for (size_t i = 0; i < m->action->key_count; i++) {
		text_string(sql, i == 0 ? "" : ", ");
		store_keys_put(sql, m->action, i, store_match_alias(m));
	}
}

static bool
prepare_walk(struct store_match *m, struct err *err)
{
	struct text	sql;

	text_init(&sql, STORE_TEXT_MAX);
	store_match_select(m, &sql);
	text_string(&sql, " WHERE (");
	put_keys(m, &sql);
	text_string(&sql, ") >= (?");
	for (size_t i = 1; i < m->action->key_count; i++)
		text_string(&sql, ", ?");
	text_string(&sql, ") ORDER BY ");
	put_keys(m, &sql);
	m->walk = store_prepare(m->store, m->db, sql.ptr, err);
	text_free(&sql);
	return m->walk != NULL;
}

/* What the file has of the fields; a key it lacks is no record's. */
static bool
look_at_fields(struct store_match *m, struct err *err)
{
	const struct action	*a = m->action;
	char			*table = store_table(a->schema);
	bool			 ok = true;

	m->nothing = store_has(m->db, table, store_id_column(a->schema)) ==
	    STORE_ABSENT;
	for (size_t i = 0; ok && i < a->count; i++) {
		const struct field	*f = a->maps[i].field;
		enum store_class	 has = store_has(m->db, table,
		    f->name);

		store_cells_type(&m->cells, i, f->type,
		    has == STORE_INTEGER);
		ok = store_fits(a->schema, f, has, err);
	}
	for (size_t i = 0; i < a->key_count; i++) {
		const struct field	*f = a->maps[a->keys[i]].field;

		m->by_value |= store_keys_by_value(f->type.kind);
		m->nothing |= store_has(m->db, table, f->name) ==
		    STORE_ABSENT;
	}
	mem_free(table);
	return ok;
}

static bool
open_match(struct store_match *m, struct err *err)
{
	m->db = store_reader(m->store, err);
	if (m->db == NULL) {
		m->nothing = true;
		return err->kind == ERR_NONE;
	}
	if (!look_at_fields(m, err))
		return false;
	if (m->nothing)
		return true;
	m->copied = !store_keys_there(m->db, m->action);
	if (m->copied && !store_keys_copy(m->store, m->db, m->action, err))
		return false;
	return m->by_value || prepare_walk(m, err);
}

struct store_match *
store_match_new(const struct store *s, const struct action *a,
    struct err *err)
{
	struct store_match	*m = mem_alloc(sizeof *m);

	m->store = s;
	m->action = a;
	m->at = mem_array(a->key_count + 1, sizeof *m->at);
	m->null = mem_array(a->key_count + 1, sizeof *m->null);
	store_cells_init(&m->cells, a->count);
	if (open_match(m, err))
		return m;
	store_match_free(m);
	return NULL;
}

void
store_match_free(struct store_match *m)
{
	if (m == NULL)
		return;
	sqlite3_finalize(m->walk);
	sqlite3_finalize(m->probe);
	sqlite3_close(m->db);
	store_cells_free(&m->cells);
	mem_free(m->at);
	mem_free(m->null);
	mem_free(m);
}

/* A record that SQLite numbers has a whole number for an id. */
static struct slice
take_id(sqlite3_stmt *stmt, struct arena *arena)
{
	char		room[DECIMAL_TEXT];
	struct slice	id;

	if (sqlite3_column_type(stmt, 0) == SQLITE_INTEGER)
		id = (struct slice){ room, decimal_print(
		    sqlite3_column_int64(stmt, 0), 0, room) };
	else
		id = store_slice(stmt, 0);
	id.ptr = arena_text(arena, id);
	return id;
}

void
store_match_found(struct store_match *m, sqlite3_stmt *stmt,
    struct changes *c, uint32_t row)
{
	if (c->matches[row]++ > 0)
		return;
	c->id[row] = take_id(stmt, c->arena);
	store_cells_take(&m->cells, stmt, row);
}

/* The key of the record where the walk stands now: it is compared with
 * several rows' keys, and asking SQLite is dear. */
static void
look_at_key(struct store_match *m)
{
	for (size_t i = 0; i < m->order.parts; i++) {
		int	column = 1 + (int)m->action->keys[i];

		m->null[i] = sqlite3_column_type(m->walk, column) ==
		    SQLITE_NULL;
		if (m->order.whole[i])
			m->at[i].whole = sqlite3_column_int64(m->walk,
			    column);
		else
			m->at[i].text = store_slice(m->walk, column);
	}
}

/* The walk stands at a record, before or after the key. */
static int
compare(const struct store_match *m, const struct store_part *key)
{
	for (size_t i = 0; i < m->order.parts; i++) {
		const struct store_part	*at = &m->at[i];
		int			 by;

		if (m->null[i])
			return -1;
		by = m->order.whole[i] ? (at->whole > key[i].whole) -
		    (at->whole < key[i].whole) :
		    slice_compare(at->text, key[i].text);
		if (by != 0)
			return by;
	}
	return 0;
}

static bool
step(struct store_match *m, bool *more, struct err *err)
{
	if (!store_step(m->store, m->walk, more, err))
		return false;
	if (*more)
		look_at_key(m);
	return true;
}

static bool
start_at(struct store_match *m, const struct store_part *key, bool *more,
    struct err *err)
{
	sqlite3_reset(m->walk);
	for (size_t i = 0; i < m->order.parts; i++) {
		if (m->order.whole[i])
			sqlite3_bind_int64(m->walk, (int)i + 1,
			    key[i].whole);
		else
			store_bind(m->walk, (int)i + 1, key[i].text);
	}
	return step(m, more, err);
}

/* To the first record that is not before the key. */
static bool
go_to(struct store_match *m, const struct store_part *key, bool *more,
    int *by, struct err *err)
{
	for (int steps = 0; *more; steps++) {
		*by = compare(m, key);
		if (*by >= 0)
			return true;
		if (!(steps < NEAR ? step(m, more, err) :
		    start_at(m, key, more, err)))
			return false;
	}
	return true;
}

static void
repeat(struct store_match *m, struct changes *c, uint32_t from, uint32_t to)
{
	c->matches[to] = c->matches[from];
	if (c->matches[from] > 0)
		c->id[to] = c->id[from];
	store_cells_repeat(&m->cells, from, to);
}

static bool
walk_rows(struct store_match *m, struct changes *c, struct err *err)
{
	const struct store_part	*key = NULL, *last;
	bool			 more = false;
	int			 by = -1;

	for (size_t i = 0; i < m->order.count; i++) {
		uint32_t	row = m->order.rows[i].row;

		last = key;
		key = store_order_key(&m->order, row);
		if (last != NULL && store_order_compare(&m->order, last,
		    key) == 0) {
			repeat(m, c, m->order.rows[i - 1].row, row);
			continue;
		}
		if (last == NULL && !start_at(m, key, &more, err))
			return false;
		if (!more)
			continue;
		if (!go_to(m, key, &more, &by, err))
			return false;
		while (more && c->matches[row] < 2 && compare(m, key) == 0) {
			store_match_found(m, m->walk, c, row);
			if (!step(m, &more, err))
				return false;
		}
	}
	return true;
}

/* A value in the file that is no longer one of its field's is null. */
static void
make_columns(struct store_match *m, struct changes *c)
{
	struct rejects	bad;

	c->was = arena_array(c->arena, c->width + 1, sizeof *c->was);
	rejects_init(&bad, c->arena, c->count);
	for (size_t i = 0; i < c->width; i++)
		c->was[i] = store_cells_column(&m->cells, i, NULL, c->count,
		    &bad);
}

bool
store_match_batch(struct store_match *m, struct changes *c, struct err *err)
{
	bool	ok = true;

	memset(c->matches, 0, c->count);
	store_cells_begin(&m->cells, c->arena, c->count);
	if (!m->nothing) {
		store_order_make(&m->order, c, m->by_value);
		ok = m->by_value || walk_rows(m, c, err);
		if (m->walk != NULL)
			sqlite3_reset(m->walk);
		for (size_t i = 0; ok && i < m->order.odd_count; i++)
			ok = store_probe(m, c, m->order.odd[i], err);
	}
	make_columns(m, c);
	return ok;
}
