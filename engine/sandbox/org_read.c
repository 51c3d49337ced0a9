/* SPDX-License-Identifier: MIT */
#include "org_private.h"
#include "precept/date.h"
#include "precept/json.h"

/* Records as the REST API shows them. */

static const char *const part_names[ORG_PARTS] = { "City", "Country",
	"GeocodeAccuracy", "Latitude", "Longitude", "PostalCode", "State",
	"Street" };

/* "BillingAddress" without its last word is what all parts begin with. */
static size_t
stem(const struct org_field *address)
{
	return strlen(address->name) - strlen("Address");
}

size_t
org_parts(const struct org_object *o, const struct org_field *address,
    const struct org_field **parts)
{
	char	name[256];
	size_t	len = stem(address), n = 0;

	for (size_t i = 0; i < ORG_PARTS && len < 200; i++) {
		memcpy(name, address->name, len);
		memcpy(name + len, part_names[i], strlen(part_names[i]) + 1);
		parts[n] = org_field(o, slice_of(name));
		n += parts[n] != NULL;
	}
	return n;
}

void
org_put_address(struct text *out, const struct org_object *o,
    const struct org_field *address, struct sqlite3_stmt *stmt, int i)
{
	const struct org_field	*parts[ORG_PARTS];
	size_t			 n = org_parts(o, address, parts), k = 0;

	while (k < n && sqlite3_column_type(stmt, i + (int)k) == SQLITE_NULL)
		k++;
	if (k == n) {
		text_string(out, "null");
		return;
	}
	for (k = 0; k < n; k++) {
		const char	*name = parts[k]->name + stem(address);

		text_printf(out, "%c\"%c%s\":", k == 0 ? '{' : ',',
		    *name | 32, name + 1);
		org_put_json(out, parts[k], stmt, i + (int)k);
	}
	text_char(out, '}');
}

static void
put_columns(struct text *sql, const struct org_view *v)
{
	const struct org_field	*parts[ORG_PARTS];

	for (size_t i = 0; i < v->count; i++) {
		size_t	n = 1;

		parts[0] = v->fields[i];
		if (parts[0]->type == ORG_ADDRESS)
			n = org_parts(v->object, parts[0], parts);
		for (size_t k = 0; k < n; k++) {
			text_char(sql, ',');
			org_put_name(sql, parts[k]->name);
		}
	}
}

static sqlite3_stmt *
select_row(struct org *org, const struct org_view *v, const char *id)
{
	sqlite3_stmt	*stmt;
	struct text	 sql;

	text_init(&sql, 1 << 20);
	text_string(&sql, "SELECT \"IsDeleted\"");
	put_columns(&sql, v);
	text_string(&sql, " FROM ");
	org_put_name(&sql, v->object->name);
	text_string(&sql, " WHERE \"Id\" = ?1");
	stmt = org_sql(org, sql.ptr);
	text_free(&sql);
	org_sql_text(stmt, 1, slice_of(id));
	return stmt;
}

static void
put_fields(struct text *out, const struct org_view *v, sqlite3_stmt *stmt)
{
	const struct org_field	*parts[ORG_PARTS];
	int			 column = 1;

	for (size_t i = 0; i < v->count; i++) {
		const struct org_field	*f = v->fields[i];

		text_printf(out, ",\"%s\":", f->name);
		if (f->type != ORG_ADDRESS) {
			org_put_json(out, f, stmt, column++);
			continue;
		}
		org_put_address(out, v->object, f, stmt, column);
		column += (int)org_parts(v->object, f, parts);
	}
}

enum org_found
org_put_record(struct text *out, struct org *org, const struct org_view *v,
    const char *id)
{
	sqlite3_stmt	*stmt = select_row(org, v, id);
	enum org_found	 found = ORG_MISSING;

	if (sqlite3_step(stmt) == SQLITE_ROW) {
		found = sqlite3_column_int(stmt, 0) ? ORG_DELETED :
		    ORG_THERE;
		text_printf(out, "{\"attributes\":{\"type\":\"%s\",\"url\":"
		    "\"/services/data/v%.1f/%ssobjects/%s/%s\"}",
		    v->object->name, v->version, v->object->tooling ?
		    "tooling/" : "", v->object->name, id);
		put_fields(out, v, stmt);
		text_char(out, '}');
	}
	sqlite3_reset(stmt);
	return found;
}

int64_t
org_modified(struct org *org, const struct org_object *o, const char *id)
{
	sqlite3_stmt	*stmt;
	struct text	 sql;
	int64_t		 at = 0;

	text_init(&sql, 4096);
	text_string(&sql, "SELECT \"LastModifiedDate\" FROM ");
	org_put_name(&sql, o->name);
	text_string(&sql, " WHERE \"Id\" = ?1");
	stmt = org_sql(org, sql.ptr);
	text_free(&sql);
	org_sql_text(stmt, 1, slice_of(id));
	if (sqlite3_step(stmt) == SQLITE_ROW)
		at = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return at;
}

static void
put_deleted(struct text *out, sqlite3_stmt *stmt)
{
	char	room[DATE_TEXT];

	text_string(out, "{\"id\":");
	json_put_string(out, org_sql_slice(stmt, 0));
	text_string(out, ",\"deletedDate\":\"");
	text_add(out, room, datetime_print_sf(
	    sqlite3_column_int64(stmt, 1) * 1000, room));
	text_string(out, "\"}");
}

void
org_put_changes(struct text *out, struct org *org,
    const struct org_object *o, bool deleted, const int64_t span[2])
{
	sqlite3_stmt	*stmt;
	struct text	 sql;

	text_init(&sql, 4096);
	text_string(&sql, "SELECT \"Id\", \"SystemModstamp\" FROM ");
	org_put_name(&sql, o->name);
	text_string(&sql, " WHERE \"IsDeleted\" = ?1 AND \"SystemModstamp\" "
	    ">= ?2 AND \"SystemModstamp\" < ?3 ORDER BY \"SystemModstamp\", "
	    "\"Id\"");
	stmt = org_sql(org, sql.ptr);
	text_free(&sql);
	sqlite3_bind_int(stmt, 1, deleted);
	sqlite3_bind_int64(stmt, 2, span[0]);
	sqlite3_bind_int64(stmt, 3, span[1]);
	for (bool more = false; sqlite3_step(stmt) == SQLITE_ROW;
	    more = true) {
		if (more)
			text_char(out, ',');
		if (deleted)
			put_deleted(out, stmt);
		else
			json_put_string(out, org_sql_slice(stmt, 0));
	}
	sqlite3_reset(stmt);
}
