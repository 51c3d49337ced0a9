/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "org_query.h"
#include "row.h"
#include "tooling.h"

/* Records of CustomField, one for each custom field of the org. */

static const struct org_object *
table(struct request *r)
{
	return org_tooling(r->sandbox->org, SLICE("CustomField"));
}

static struct org_value
text_of(const char *name, const char *text)
{
	return (struct org_value){ .name = slice_of(name),
	    .shape = text == NULL ? ORG_NULL : ORG_TEXT,
	    .text = slice_of(text == NULL ? "" : text) };
}

static struct org_value
number_of(struct request *r, const char *name, long long n)
{
	return text_of(name, n == 0 ? NULL :
	    arena_printf(r->arena, "%lld", n));
}

static bool
insert(struct request *r, const struct tooling_field *f,
    struct org_outcome *out)
{
	const struct org_field	*g = &f->field;
	bool			 number = org_is_number(g->type);
	struct org_value	 values[] = {
		text_of("DeveloperName", f->developer),
		text_of("TableEnumOrId", f->object->name),
		text_of("FullName", arena_printf(r->arena, "%s.%s",
		    f->object->name, g->name)),
		text_of("InlineHelpText", g->help),
		number_of(r, "Length", org_is_text(g->type) ? g->length : 0),
		number_of(r, "Precision", number ? g->precision : 0),
		number_of(r, "Scale", number ? g->scale : 0),
	};
	struct org_write	 w = { .object = table(r), .user = r->user,
				    .door = ORG_LOAD, .values = values,
				    .count = COUNT(values) };

	return org_insert(r->sandbox->org, &w, r->arena, out);
}

bool
tooling_rows_add(struct request *r, const struct tooling_field *f,
    char id[19])
{
	struct org_outcome	out;

	if (!insert(r, f, &out)) {
		row_refuse(r, &out);
		return false;
	}
	memcpy(id, out.id, 19);
	return true;
}

/* The id of the one row of this SQL; "" if there is none. */
static void
one_id(struct request *r, const char *sql, char id[19])
{
	struct sqlite3_stmt	*rows = org_query(r->sandbox->org, sql);

	*id = '\0';
	if (rows != NULL && org_query_next(rows))
		snprintf(id, 19, "%.18s", org_query_text(rows, 0).ptr);
	org_query_end(rows);
}

static bool
has_row(struct request *r, const struct org_object *o, const char *developer)
{
	char	id[19];

	one_id(r, arena_printf(r->arena, "SELECT \"Id\" FROM \"CustomField\" "
	    "WHERE \"TableEnumOrId\" = '%s' AND \"DeveloperName\" = '%s' "
	    "AND NOT \"IsDeleted\"", o->name, developer), id);
	return *id != '\0';
}

static void
fill_object(struct request *r, const struct org_object *o)
{
	struct tooling_field	f = { .object = o };
	struct org_outcome	out;

	for (size_t i = 0; i < o->count; i++) {
		const char	*name = o->fields[i]->name;

		if (!(o->fields[i]->flags & ORG_CUSTOM))
			continue;
		f.field = *o->fields[i];
		f.developer = arena_text(r->arena, (struct slice){ name,
		    strlen(name) - 3 });
		if (!has_row(r, o, f.developer))
			insert(r, &f, &out);
	}
}

/* Fields that came with schemas: what is made here has its record. */
void
tooling_rows_fill(struct request *r)
{
	struct org	*org = r->sandbox->org;

	if (r->sandbox->tooling_filled)
		return;
	org_begin(org);
	for (size_t i = 0; i < org_count(org); i++)
		fill_object(r, org_at(org, i));
	org_keep(org);
	r->sandbox->tooling_filled = true;
}

static const struct org_field *
field_of(struct request *r, const char *id, const struct org_object **o)
{
	struct sqlite3_stmt	*rows = org_query(r->sandbox->org,
				    arena_printf(r->arena, "SELECT "
				    "\"TableEnumOrId\", \"DeveloperName\" "
				    "|| '__c' FROM \"CustomField\" WHERE "
				    "\"Id\" = '%s' AND NOT \"IsDeleted\"",
				    id));
	const struct org_field	*f = NULL;

	if (rows != NULL && org_query_next(rows)) {
		*o = org_object(r->sandbox->org, org_query_text(rows, 0));
		if (*o != NULL)
			f = org_field(*o, org_query_text(rows, 1));
	}
	org_query_end(rows);
	return f;
}

const struct org_field *
tooling_rows_find(struct request *r, const char *id,
    const struct org_object **o)
{
	const struct org_field	*f = NULL;
	char			 wide[19];

	if (org_id_wide(slice_of(id), wide))
		f = field_of(r, wide, o);
	if (f == NULL)
		request_error(r, 404, "NOT_FOUND", NULL,
		    "The requested resource does not exist");
	return f;
}

void
tooling_rows_drop(struct request *r, const char *id, const char *object,
    const char *field)
{
	struct org		*org = r->sandbox->org;
	struct org_write	 w = { .object = table(r), .user = r->user };
	struct org_outcome	 out;
	char			 grant[19];
	const char		*sql = arena_printf(r->arena,
				    "SELECT \"Id\" FROM \"FieldPermissions\" "
				    "WHERE \"Field\" = '%s.%s' COLLATE "
				    "SALESFORCE AND NOT \"IsDeleted\"",
				    object, field);

	org_delete(org, &w, slice_of(id), r->arena, &out);
	w.object = org_object(org, SLICE("FieldPermissions"));
	for (one_id(r, sql, grant); *grant != '\0'; one_id(r, sql, grant))
		if (!org_delete(org, &w, slice_of(grant), r->arena, &out))
			break;
}
