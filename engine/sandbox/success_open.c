/* SPDX-License-Identifier: MIT */
#include "org_query.h"
#include "org_write.h"
#include "success_schema.h"
#include "success_store.h"
#include "success_token.h"

/* The tenant opened, emptied, closed. */

static const char *
first_user(struct success *s, const struct success_object *users)
{
	const struct success_matches	 all = { .count = 0 };
	const char			*gsid[1];

	return success_store_find(s, users, &all, s->arena, gsid, 1) == 0 ?
	    NULL : gsid[0];
}

/* Who writes, and owns, when nobody is named. */
static void
add_admin(struct success *s)
{
	struct success_object	*users = success_object(s, SLICE("gsuser"));
	struct success_cell	*cells;
	char			*gsid;

	s->admin = first_user(s, users);
	if (s->admin != NULL)
		return;
	gsid = arena_alloc(s->arena, SUCCESS_GSID_LEN + 1);
	cells = arena_array(s->arena, users->count, sizeof *cells);
	*success_store_at(users, cells, "Name") =
	    success_value_text("Sandbox Admin");
	*success_store_at(users, cells, "Email") =
	    success_value_text(SANDBOX_USER);
	*success_store_at(users, cells, "IsActiveUser") =
	    success_value_int(1);
	success_store_insert(s, users, cells, gsid);
	s->admin = gsid;
}

static bool
fill(struct success *s, const struct sandbox_options *options,
    struct err *err)
{
	s->key = arena_string(s->arena, options->access_key == NULL ?
	    SANDBOX_ACCESS_KEY : options->access_key);
	if (!success_schema_load(s, options->schemas, err))
		return false;
	org_begin(s->sandbox->org);
	for (size_t i = 0; i < s->count; i++)
		success_store_make(s, s->objects[i]);
	add_admin(s);
	org_keep(s->sandbox->org);
	return true;
}

struct success *
success_open(struct sandbox *sandbox, const struct sandbox_options *options,
    struct err *err)
{
	struct success	*s = mem_alloc(sizeof *s);

	s->sandbox = sandbox;
	s->arena = arena_new();
	if (fill(s, options, err))
		return s;
	success_close(s);
	return NULL;
}

void
success_close(struct success *s)
{
	if (s == NULL)
		return;
	success_token_clear(s);
	arena_free(s->arena);
	mem_free(s);
}

void
success_clear(struct success *s)
{
	struct sqlite3_stmt	*rows;
	struct text		 sql;

	if (s == NULL)
		return;
	text_init(&sql, 4096);
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->objects[i]->name, "gsuser") == 0)
			continue;
		text_clear(&sql);
		text_string(&sql, "DELETE FROM ");
		success_store_put_table(&sql, s->objects[i]);
		rows = success_store_rows(s, sql.ptr);
		org_query_next(rows);
		org_query_end(rows);
	}
	text_free(&sql);
}
