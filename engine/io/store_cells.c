/* SPDX-License-Identifier: MIT */
#include "store_cells.h"

/*
 * For every cell that is read: nothing is allocated but one piece of memory
 * a row, for the texts in it.
 */

void
store_cells_init(struct store_cells *c, size_t count)
{
	c->count = count;
	c->types = mem_array(count + 1, sizeof *c->types);
	c->plain = mem_array(count + 1, sizeof *c->plain);
	c->texts = mem_array(count + 1, sizeof *c->texts);
	c->numbers = mem_array(count + 1, sizeof *c->numbers);
	c->nulls = mem_array(count + 1, sizeof *c->nulls);
}

void
store_cells_type(struct store_cells *c, size_t i, struct type type,
    bool whole)
{
	c->types[i] = type;
	c->plain[i] = whole && store_class(type.kind) == STORE_INTEGER;
}

void
store_cells_free(struct store_cells *c)
{
	mem_free(c->types);
	mem_free(c->plain);
	mem_free(c->texts);
	mem_free(c->numbers);
	mem_free(c->nulls);
	*c = (struct store_cells){ 0 };
}

void
store_cells_begin(struct store_cells *c, struct arena *arena, size_t rows)
{
	c->arena = arena;
	for (size_t i = 0; i < c->count; i++) {
		if (!c->plain[i]) {
			c->texts[i] = arena_array(arena, rows + 1,
			    sizeof **c->texts);
			continue;
		}
		c->numbers[i] = arena_array(arena, rows + 1,
		    sizeof **c->numbers);
		c->nulls[i] = arena_raw(arena, rows + 1);
		memset(c->nulls[i], 1, rows);
	}
}

static void
take_number(struct store_cells *c, sqlite3_stmt *stmt, size_t i, size_t row)
{
	int64_t	n = sqlite3_column_int64(stmt, (int)i + 1);

	c->numbers[i][row] = n;
	c->nulls[i][row] = n == 0 &&
	    sqlite3_column_type(stmt, (int)i + 1) == SQLITE_NULL;
}

void
store_cells_take(struct store_cells *c, sqlite3_stmt *stmt, size_t row)
{
	size_t	 size = 0, i;
	char	*to;

	for (i = 0; i < c->count; i++) {
		if (c->plain[i])
			take_number(c, stmt, i, row);
		else {
			c->texts[i][row] = store_slice(stmt, (int)i + 1);
			size += c->texts[i][row].len;
		}
	}
	to = arena_raw(c->arena, size + 1);
	for (i = 0; i < c->count; i++) {
		struct slice	*s = c->plain[i] ? NULL : &c->texts[i][row];

		if (s == NULL || s->ptr == NULL)
			continue;
		memcpy(to, s->ptr, s->len);
		s->ptr = to;
		to += s->len;
	}
}

void
store_cells_repeat(struct store_cells *c, size_t from, size_t to)
{
	for (size_t i = 0; i < c->count; i++) {
		if (!c->plain[i]) {
			c->texts[i][to] = c->texts[i][from];
			continue;
		}
		c->numbers[i][to] = c->numbers[i][from];
		c->nulls[i][to] = c->nulls[i][from];
	}
}

static struct column *
plain_column(const struct store_cells *c, size_t i, const uint32_t *rows,
    size_t n)
{
	struct column	*to = column_make(c->arena, c->types[i].kind, n);
	uint8_t		*null = column_nulls(to, c->arena);

	for (size_t row = 0; row < n; row++) {
		size_t	from = rows == NULL ? row : rows[row];

		if (to->kind == KIND_BOOLEAN)
			to->b[row] = c->numbers[i][from] != 0;
		else
			to->i[row] = c->numbers[i][from];
		null[row] = c->nulls[i][from];
	}
	return to;
}

struct column *
store_cells_column(const struct store_cells *c, size_t i,
    const uint32_t *rows, size_t n, struct rejects *rejects)
{
	const struct slice	*texts = c->texts[i];
	struct slice		*picked;

	if (c->plain[i])
		return plain_column(c, i, rows, n);
	if (rows != NULL) {
		picked = arena_raw(c->arena, (n + 1) * sizeof *picked);
		for (size_t row = 0; row < n; row++)
			picked[row] = texts[rows[row]];
		texts = picked;
	}
	return column_read(&c->types[i], texts, n, c->arena, rejects);
}
