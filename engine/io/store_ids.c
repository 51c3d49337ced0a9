/* SPDX-License-Identifier: MIT */
#include "precept/id.h"
#include "store_private.h"

/*
 * New record ids: the object's three-character prefix (a99 if it has none),
 * 000000, six base-62 digits of a counter, three of checksum. The counter is
 * kept with the object, in the same transaction as the records.
 */

#define DIGITS 6
#define PREFIX 3
#define SERIAL 9		/* where the digits begin */
#define MOST 56800235584	/* 62 to the sixth */
#define MIDDLE "000000"

static const char digits[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

struct store_counter {
	char	*connection, *object;
	char	 prefix[PREFIX];
	int64_t	 next;		/* 0: to be read again */
	bool	 used;		/* since the last commit */
	char	 name[];	/* the key in the map */
};

static void
set_prefix(struct store_counter *c, const char *prefix)
{
	char	whole[16];

	memcpy(c->prefix, "a99", PREFIX);
	if (prefix == NULL || strlen(prefix) != PREFIX)
		return;
	memcpy(whole, prefix, PREFIX);
	memcpy(whole + PREFIX, MIDDLE "000000", 12);
	if (id_valid((struct slice){ whole, 15 }))
		memcpy(c->prefix, prefix, PREFIX);
}

struct store_counter *
store_counter(struct store *s, const struct schema *schema)
{
	size_t			 head = strlen(schema->connection);
	size_t			 len = head + 1 + strlen(schema->object);
	struct store_counter	*c = mem_alloc(sizeof *c + len + 1);
	struct store_counter	*known;

	memcpy(c->name, schema->connection, head);
	c->name[head] = '.';
	memcpy(c->name + head + 1, schema->object, len - head);
	known = map_get(&s->counters, slice_of(c->name));
	if (known != NULL) {
		mem_free(c);
		return known;
	}
	c->connection = mem_text(c->name, head);
	c->object = mem_text(c->name + head + 1, len - head - 1);
	set_prefix(c, schema->prefix);
	map_put(&s->counters, slice_of(c->name), c);
	return c;
}

static bool
load(struct store *s, struct store_counter *c, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 row, ok;

	if (c->next > 0)
		return true;
	stmt = store_prepare(s, s->db, "SELECT next_id FROM object WHERE "
	    "connection = ? AND name = ?", err);
	if (stmt == NULL)
		return false;
	store_bind(stmt, 1, slice_of(c->connection));
	store_bind(stmt, 2, slice_of(c->object));
	ok = store_step(s, stmt, &row, err);
	c->next = ok && row ? sqlite3_column_int64(stmt, 0) : 1;
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_new_id(struct store *s, struct store_counter *c, char id[18],
    struct err *err)
{
	char	short_id[SERIAL + DIGITS];
	int64_t	n;

	if (!load(s, c, err))
		return false;
	if (c->next >= MOST)
		return err_set(err, ERR_LIMIT, "%s has used up its %lld "
		    "record ids", c->name, (long long)MOST);
	n = c->next++;
	c->used = true;
	memcpy(short_id, c->prefix, PREFIX);
	memcpy(short_id + PREFIX, MIDDLE, SERIAL - PREFIX);
	for (int i = SERIAL + DIGITS - 1; i >= SERIAL; i--, n /= 62)
		short_id[i] = digits[n % 62];
	id_widen((struct slice){ short_id, sizeof short_id }, id);
	return true;
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 10;
	return c - 'a' + 36;
}

/*
 * Ids of an export may look like ours. One from the upper half would leave
 * few: it is not counted from, and met again it is passed over.
 */
bool
store_saw_id(struct store *s, struct store_counter *c, const char id[18],
    struct err *err)
{
	int64_t	n = 0;

	if (memcmp(id, c->prefix, PREFIX) != 0 ||
	    memcmp(id + PREFIX, MIDDLE, SERIAL - PREFIX) != 0)
		return true;
	for (int i = SERIAL; i < SERIAL + DIGITS; i++)
		n = n * 62 + digit(id[i]);
	if (!load(s, c, err))
		return false;
	if (n < c->next || n >= MOST / 2)
		return true;
	c->next = n + 1;
	c->used = true;
	return true;
}

static bool
keep(struct store *s, struct store_counter *c, struct err *err)
{
	sqlite3_stmt	*stmt;
	bool		 ok;

	stmt = store_prepare(s, s->db, "UPDATE object SET next_id = ?3 "
	    "WHERE connection = ?1 AND name = ?2", err);
	if (stmt == NULL)
		return false;
	store_bind(stmt, 1, slice_of(c->connection));
	store_bind(stmt, 2, slice_of(c->object));
	sqlite3_bind_int64(stmt, 3, c->next);
	ok = store_do(s, stmt, err);
	sqlite3_finalize(stmt);
	c->used = !ok;
	return ok;
}

bool
store_counters_keep(struct store *s, struct err *err)
{
	for (size_t i = 0; i < s->counters.count; i++) {
		struct store_counter	*c = s->counters.entries[i].value;

		if (c->used && !keep(s, c, err))
			return false;
	}
	return true;
}

/* After a rollback the file knows better. */
void
store_counters_forget(struct store *s)
{
	for (size_t i = 0; i < s->counters.count; i++) {
		struct store_counter	*c = s->counters.entries[i].value;

		c->next = 0;
		c->used = false;
	}
}

void
store_counters_free(struct store *s)
{
	for (size_t i = 0; i < s->counters.count; i++) {
		struct store_counter	*c = s->counters.entries[i].value;

		mem_free(c->connection);
		mem_free(c->object);
		mem_free(c);
	}
	map_clear(&s->counters);
}
