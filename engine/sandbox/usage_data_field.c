/* SPDX-License-Identifier: MIT */
#include "usage_data_private.h"

/* The fields of metadata that were made or came with files. */

#define FIELDS "SELECT grp, name, type, display, deleted FROM usage_field " \
	"WHERE kind = ?1"

static struct usage_meta
read_field(sqlite3_stmt *s)
{
	return (struct usage_meta){ org_sql_slice(s, 0),
	    org_sql_slice(s, 1), org_sql_slice(s, 2),
	    org_sql_slice(s, 3), sqlite3_column_int(s, 4) != 0 };
}

void
usage_data_fields(struct usage *u, const char *kind,
    void (*take)(void *, const struct usage_meta *), void *own)
{
	sqlite3_stmt		*s = usage_data_sql(u, FIELDS
				    " ORDER BY grp, name");
	struct usage_meta	 m;

	org_sql_text(s, 1, slice_of(kind));
	while (sqlite3_step(s) == SQLITE_ROW) {
		m = read_field(s);
		take(own, &m);
	}
	sqlite3_finalize(s);
}

bool
usage_data_field(struct usage *u, const char *kind, struct slice group,
    struct slice name, struct arena *arena, struct usage_meta *m)
{
	sqlite3_stmt	*s = usage_data_sql(u, FIELDS
			    " AND grp = ?2 AND name = ?3");
	bool		 found;

	org_sql_text(s, 1, slice_of(kind));
	org_sql_text(s, 2, group);
	org_sql_text(s, 3, name);
	found = sqlite3_step(s) == SQLITE_ROW;
	if (found) {
		*m = read_field(s);
		m->group = group;
		m->name = name;
		m->type = slice_of(arena_text(arena, m->type));
		m->display = slice_of(arena_text(arena, m->display));
	}
	sqlite3_finalize(s);
	return found;
}

void
usage_data_set_field(struct usage *u, const char *kind,
    const struct usage_meta *m)
{
	const struct slice	 cells[] = { slice_of(kind), m->group,
				    m->name, m->type, m->display };
	sqlite3_stmt		*s = usage_data_sql(u, "INSERT OR REPLACE "
				    "INTO usage_field VALUES (?1, ?2, ?3, "
				    "?4, ?5, ?6)");

	for (int i = 0; i < (int)COUNT(cells); i++)
		org_sql_text(s, i + 1, cells[i]);
	sqlite3_bind_int(s, 6, m->deleted);
	sqlite3_step(s);
	sqlite3_finalize(s);
}
