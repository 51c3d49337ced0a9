/* SPDX-License-Identifier: MIT */
#include "store_write.h"

/*
 * A value on its way into the file. Numbers keep the digits of the source,
 * except where they must be unique: there 12.0 and 12 have to be one text.
 */

/* Without the zeros after the point that say nothing. */
static struct slice
plain_number(const struct column *c, size_t row, char *room)
{
	struct column	 bare = *c;
	struct slice	 s;

	bare.raw = NULL;
	s = column_text(&bare, row, room);
	if (c->kind != KIND_DECIMAL || memchr(s.ptr, '.', s.len) == NULL)
		return s;
	while (s.ptr[s.len - 1] == '0')
		s.len--;
	s.len -= s.ptr[s.len - 1] == '.';
	return s;
}

void
store_value_bind(sqlite3_stmt *stmt, int at, const struct field *f,
    const struct column *c, size_t row, char room[COLUMN_ROOM])
{
	struct slice	s;

	if (column_is_null(c, row)) {
		sqlite3_bind_null(stmt, at);
		return;
	}
	switch (c->kind) {
	case KIND_INTEGER:
		sqlite3_bind_int64(stmt, at, c->i[row]);
		return;
	case KIND_BOOLEAN:
		sqlite3_bind_int(stmt, at, c->b[row] != 0);
		return;
	case KIND_ID:
		s = store_id_text(c->s[row], room);
		break;
	case KIND_DECIMAL:
	case KIND_NUMBER:
		s = f->flags & FIELD_UNIQUE ? plain_number(c, row, room) :
		    column_text(c, row, room);
		break;
	default:
		s = column_text(c, row, room);
	}
	store_bind(stmt, at, s);
}
