/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "org_change.h"

/* Rows of a table as cells, one a field, and back. */

struct org_cell
org_cells_text(const char *text)
{
	return (struct org_cell){ .set = true, .kind = CELL_TEXT,
	    .s = slice_of(text) };
}

struct org_cell
org_cells_int(int64_t i)
{
	return (struct org_cell){ .set = true, .kind = CELL_INT, .i = i };
}

size_t
org_cells_index(const struct org_object *o, const char *name)
{
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->fields[i]->name, name) == 0)
			return i;
	return o->count;
}

void
org_cells_bind(struct sqlite3_stmt *stmt, int i, const struct org_cell *cell)
{
	switch (cell->kind) {
	case CELL_NULL:
		sqlite3_bind_null(stmt, i);
		break;
	case CELL_INT:
		sqlite3_bind_int64(stmt, i, cell->i);
		break;
	case CELL_REAL:
		sqlite3_bind_double(stmt, i, cell->r);
		break;
	case CELL_TEXT:
		sqlite3_bind_text64(stmt, i, cell->s.ptr, cell->s.len,
		    SQLITE_STATIC, SQLITE_UTF8);
		break;
	}
}

/* "Id", "Name", … of the fields that have columns */
static void
put_columns(struct text *sql, const struct org_object *o)
{
	bool	first = true;

	for (size_t i = 0; i < o->count; i++) {
		if (o->fields[i]->type == ORG_ADDRESS)
			continue;
		if (!first)
			text_char(sql, ',');
		org_put_name(sql, o->fields[i]->name);
		first = false;
	}
}

static sqlite3_stmt *
select_row(struct org *org, const struct org_object *o)
{
	sqlite3_stmt	*stmt;
	struct text	 sql;

	text_init(&sql, 1 << 20);
	text_string(&sql, "SELECT ");
	put_columns(&sql, o);
	text_string(&sql, " FROM ");
	org_put_name(&sql, o->name);
	text_string(&sql, " WHERE \"Id\" = ?1");
	stmt = org_sql(org, sql.ptr);
	text_free(&sql);
	return stmt;
}

static void
take_cell(sqlite3_stmt *stmt, int i, struct arena *arena,
    struct org_cell *cell)
{
	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_NULL:
		cell->kind = CELL_NULL;
		break;
	case SQLITE_INTEGER:
		cell->kind = CELL_INT;
		cell->i = sqlite3_column_int64(stmt, i);
		break;
	case SQLITE_FLOAT:
		cell->kind = CELL_REAL;
		cell->r = sqlite3_column_double(stmt, i);
		break;
	default:
		cell->kind = CELL_TEXT;
		cell->s = org_sql_slice(stmt, i);
		cell->s.ptr = arena_text(arena, cell->s);
	}
}

static enum org_found
state_of(const struct org_object *o, const struct org_cell *cells)
{
	return cells[org_cells_index(o, "IsDeleted")].i != 0 ? ORG_DELETED :
	    ORG_THERE;
}

enum org_found
org_cells_get(struct org *org, const struct org_object *o, const char *id,
    struct arena *arena, struct org_cell *cells)
{
	sqlite3_stmt	*stmt = select_row(org, o);
	int		 column = 0;
	bool		 found;

	org_sql_text(stmt, 1, slice_of(id));
	found = sqlite3_step(stmt) == SQLITE_ROW;
	for (size_t i = 0; found && i < o->count; i++)
		if (o->fields[i]->type != ORG_ADDRESS)
			take_cell(stmt, column++, arena, &cells[i]);
	sqlite3_reset(stmt);
	return found ? state_of(o, cells) : ORG_MISSING;
}

enum org_found
org_cells_look(struct org *org, const struct org_object *o, struct slice id)
{
	struct text	 sql;
	sqlite3_stmt	*stmt;
	enum org_found	 found = ORG_MISSING;

	text_init(&sql, 4096);
	text_string(&sql, "SELECT \"IsDeleted\" FROM ");
	org_put_name(&sql, o->name);
	text_string(&sql, " WHERE \"Id\" = ?1");
	stmt = org_sql(org, sql.ptr);
	text_free(&sql);
	org_sql_text(stmt, 1, id);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		found = sqlite3_column_int(stmt, 0) ? ORG_DELETED :
		    ORG_THERE;
	sqlite3_reset(stmt);
	return found;
}

static sqlite3_stmt *
replace_row(struct org *org, const struct org_object *o)
{
	sqlite3_stmt	*stmt;
	struct text	 sql;
	const char	*mark = ") VALUES (?";

	text_init(&sql, 1 << 20);
	text_string(&sql, "REPLACE INTO ");
	org_put_name(&sql, o->name);
	text_string(&sql, " (");
	put_columns(&sql, o);
	for (size_t i = 0; i < o->count; i++) {
		if (o->fields[i]->type == ORG_ADDRESS)
			continue;
		text_string(&sql, mark);
		mark = ",?";
	}
	text_char(&sql, ')');
	stmt = org_sql(org, sql.ptr);
	text_free(&sql);
	return stmt;
}

bool
org_cells_put(struct org *org, const struct org_object *o,
    const struct org_cell *cells)
{
	sqlite3_stmt	*stmt = replace_row(org, o);
	int		 column = 1, rc;

	for (size_t i = 0; i < o->count; i++)
		if (o->fields[i]->type != ORG_ADDRESS)
			org_cells_bind(stmt, column++, &cells[i]);
	rc = sqlite3_step(stmt);
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE;
}
