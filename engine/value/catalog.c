/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/catalog.h"
#include "precept/file.h"
#include "precept/hash.h"
#include "precept/stdlib.h"

/*
 * Every object there is. They are some dozens or hundreds, looked up once
 * a rule: a list is enough.
 */

#define SCHEMA_FILE_MAX (16 << 20)
#define SHIPPED "schema/"
#define ENDING ".json"

struct catalog {
	struct arena	 *arena;
	struct schema	**items;
	size_t		  count, cap;
};

struct catalog *
catalog_make(struct arena *arena)
{
	struct catalog	*c = arena_alloc(arena, sizeof *c);

	c->arena = arena;
	return c;
}

static void
grow(struct catalog *c)
{
	struct schema	**items;

	c->cap = c->cap == 0 ? 16 : c->cap * 2;
	items = arena_array(c->arena, c->cap, sizeof(struct schema *));
	if (c->count > 0)
		memcpy(items, c->items, c->count * sizeof(struct schema *));
	c->items = items;
}

void
catalog_add(struct catalog *c, struct schema *s)
{
	for (size_t i = 0; i < c->count; i++) {
		if (strcmp(c->items[i]->connection, s->connection) == 0 &&
		    strcmp(c->items[i]->object, s->object) == 0) {
			c->items[i] = s;
			return;
		}
	}
	if (c->count == c->cap)
		grow(c);
	c->items[c->count++] = s;
}

/* "salesforce.Account.json": the connection, and the object it must hold. */
static bool
split_name(const char *name, struct arena *arena, const char **connection,
    const char **object)
{
	const char	*dot = strchr(name, '.');
	size_t		 len = strlen(name), end = strlen(ENDING);

	if (dot == NULL || dot == name || len <= end ||
	    (size_t)(dot + 1 - name) >= len - end)
		return false;
	*connection = arena_text(arena, (struct slice){ name,
	    (size_t)(dot - name) });
	*object = arena_text(arena, (struct slice){ dot + 1,
	    len - end - (size_t)(dot + 1 - name) });
	return true;
}

/* `name` is that of the file alone, `path` is for messages. */
static bool
add_file(struct catalog *c, const char *name, const char *path,
    struct slice text, struct err *err)
{
	const char	*connection, *object;
	struct schema	*s;

	if (!split_name(name, c->arena, &connection, &object))
		return err_set(err, ERR_RULE, "%s: a schema's file is named "
		    "<connection>.<Object>.json", path);
	if (!schema_parse(text, connection, path, c->arena, &s, err))
		return false;
	if (strcmp(s->object, object) != 0)
		return err_set(err, ERR_RULE, "%s: the object in it is '%s', "
		    "by its name it should be '%s'", path, s->object, object);
	catalog_add(c, s);
	return true;
}

bool
catalog_add_shipped(struct catalog *c, struct err *err)
{
	size_t	skip = strlen(SHIPPED);

	for (size_t i = 0; i < stdlib_count; i++) {
		const struct stdlib_file	*f = &stdlib_files[i];

		if (strncmp(f->name, SHIPPED, skip) != 0)
			continue;
		if (!add_file(c, f->name + skip, f->name,
		    (struct slice){ f->ptr, f->len }, err))
			return false;
	}
	return true;
}

bool
catalog_add_folder(struct catalog *c, const char *dir, struct err *err)
{
	char		**names;
	size_t		  count;

	if (!file_exists(dir))
		return true;
	if (!file_list(dir, ENDING, c->arena, &names, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const char	*path = file_join(c->arena, dir, names[i]);
		struct slice	 text;

		if (!file_read(path, SCHEMA_FILE_MAX, c->arena, &text, err) ||
		    !add_file(c, names[i], path, text, err))
			return false;
	}
	return true;
}

static bool
has_alias(const struct schema *s, struct slice name)
{
	for (size_t i = 0; s->aliases[i] != NULL; i++)
		if (slice_is(name, s->aliases[i]))
			return true;
	return false;
}

/* conn.ptr NULL: any. A name counts before an alias. */
static const struct schema *
find(const struct catalog *c, struct slice conn, struct slice object)
{
	const struct schema	*by_alias = NULL;

	for (size_t i = 0; i < c->count; i++) {
		const struct schema	*s = c->items[i];

		if (conn.ptr != NULL && !slice_is(conn, s->connection))
			continue;
		if (slice_is(object, s->object))
			return s;
		if (by_alias == NULL && has_alias(s, object))
			by_alias = s;
	}
	return by_alias;
}

const struct schema *
catalog_find(const struct catalog *c, struct slice conn, struct slice object)
{
	return conn.ptr == NULL ? NULL : find(c, conn, object);
}

const struct schema *
catalog_refer(const struct catalog *c, const struct schema *from,
    const char *object)
{
	const struct schema	*s = find(c, slice_of(from->connection),
				    slice_of(object));

	return s != NULL ? s : find(c, (struct slice){ NULL, 0 },
	    slice_of(object));
}

bool
catalog_has_connection(const struct catalog *c, struct slice conn)
{
	for (size_t i = 0; i < c->count; i++)
		if (slice_is(conn, c->items[i]->connection))
			return true;
	return false;
}

size_t
catalog_count(const struct catalog *c)
{
	return c->count;
}

const struct schema *
catalog_at(const struct catalog *c, size_t i)
{
	return c->items[i];
}

static int
order(const void *a, const void *b)
{
	const struct schema	*x = *(struct schema *const *)a;
	const struct schema	*y = *(struct schema *const *)b;
	int			 n = strcmp(x->connection, y->connection);

	return n != 0 ? n : strcmp(x->object, y->object);
}

/* In the order of their names: the order of adding is nobody's business. */
void
catalog_hash(const struct catalog *c, char hex[65])
{
	struct hash_sum	 *sum = hash_begin();
	struct schema	**sorted = mem_array(c->count + 1, sizeof *sorted);
	struct text	  out;

	if (c->count > 0)
		memcpy(sorted, c->items, c->count * sizeof(struct schema *));
	qsort(sorted, c->count, sizeof *sorted, order);
	text_init(&out, SIZE_MAX / 4);
	for (size_t i = 0; i < c->count; i++) {
		text_clear(&out);
		schema_show(sorted[i], &out);
		hash_add(sum, sorted[i]->connection,
		    strlen(sorted[i]->connection));
		hash_add(sum, out.ptr, out.len);
	}
	text_free(&out);
	mem_free(sorted);
	hash_end(sum, hex);
}
