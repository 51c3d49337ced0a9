/* SPDX-License-Identifier: MIT */
#include "org_private.h"

/* Fields that come, change and go while the org is up. */

static struct org_field *
copy(struct org *org, const struct org_field *f)
{
	struct arena		*scratch = arena_new();
	struct org_seed		 seed;
	struct org_field	*made;

	org_field_show(f, scratch, &seed);
	made = org_field_make(org, &seed);
	arena_free(scratch);
	return made;
}

/* What is kept of a field is what makes it again. */
static bool
keep(struct org *org, const struct org_object *o, const struct org_field *f,
    struct err *err)
{
	sqlite3_stmt	*stmt = org_sql(org, "REPLACE INTO org_field VALUES "
			    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	struct arena	*scratch = arena_new();
	struct org_seed	 s;
	int		 rc;

	org_field_show(f, scratch, &s);
	org_sql_text(stmt, 1, slice_of(o->name));
	org_sql_text(stmt, 2, slice_of(s.name));
	org_sql_text(stmt, 3, slice_of(s.type));
	org_sql_text(stmt, 4, slice_of(s.label));
	org_sql_text(stmt, 5, slice_of(s.flags));
	org_sql_text(stmt, 6, slice_of(s.more));
	org_sql_text(stmt, 7, slice_of(s.help));
	org_sql_text(stmt, 8, slice_of(s.id));
	rc = sqlite3_step(stmt);
	sqlite3_reset(stmt);
	arena_free(scratch);
	return rc == SQLITE_DONE || org_sql_fail(org, err);
}

bool
org_add_field(struct org *org, const struct org_object *o,
    const struct org_field *f, struct err *err)
{
	struct org_object	*object = org_schema_object(org, o->name);
	struct org_field	*made;

	if (org_field(o, slice_of(f->name)) != NULL)
		return err_set(err, ERR_DATA, "There is already a field "
		    "named %s on %s.", f->name, o->label);
	made = copy(org, f);
	if (!(made->flags & ORG_REQUIRED) || made->type == ORG_BOOLEAN)
		made->flags |= ORG_GUARDED;
	if (!org_table_add(org, o, made, err) || !keep(org, o, made, err))
		return false;
	org_schema_append(org, object, made);
	return true;
}

bool
org_change_field(struct org *org, const struct org_object *o,
    const struct org_field *f, struct err *err)
{
	struct org_field	*old = (struct org_field *)org_field(o,
				    slice_of(f->name));
	struct org_field	*made;

	if (old == NULL)
		return err_set(err, ERR_DATA, "There is no field named %s "
		    "on %s.", f->name, o->label);
	made = copy(org, f);
	if (!keep(org, o, made, err))
		return false;
	*old = *made;
	org_schema_touch(org, org_schema_object(org, o->name));
	return true;
}

static void
forget(struct org *org, const struct org_object *o, const char *name)
{
	sqlite3_stmt	*stmt = org_sql(org, "DELETE FROM org_field WHERE "
			    "object = ?1 AND name = ?2");

	org_sql_text(stmt, 1, slice_of(o->name));
	org_sql_text(stmt, 2, slice_of(name));
	sqlite3_step(stmt);
	sqlite3_reset(stmt);
}

static bool
drop_column(struct org *org, const struct org_object *o,
    const struct org_field *f, struct err *err)
{
	struct text	sql;
	bool		done;

	text_init(&sql, 4096);
	text_printf(&sql, "DROP INDEX IF EXISTS \"%s.%s\"; ALTER TABLE "
	    "\"%s\" DROP COLUMN \"%s\"", o->name, f->name, o->name, f->name);
	done = org_sql_do(org, sql.ptr, err);
	text_free(&sql);
	return done;
}

bool
org_drop_field(struct org *org, const struct org_object *o, const char *name,
    struct err *err)
{
	struct org_object	*object = org_schema_object(org, o->name);
	size_t			 i = 0;

	while (i < o->count && !slice_is_nocase(slice_of(name),
	    o->fields[i]->name))
		i++;
	if (i == o->count)
		return err_set(err, ERR_DATA, "There is no field named %s "
		    "on %s.", name, o->label);
	forget(org, o, o->fields[i]->name);
	org_sql_close(org);
	if (!drop_column(org, o, o->fields[i], err))
		return false;
	memmove(object->fields + i, object->fields + i + 1,
	    (o->count - i - 1) * sizeof(struct org_field *));
	object->count--;
	org_schema_touch(org, object);
	return true;
}
