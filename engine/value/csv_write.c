/* SPDX-License-Identifier: MIT */
#include "precept/csv.h"
#include "scan_word.h"

/* CSV, quoted where it must be. */

static inline bool
is_special(char c, char delimiter)
{
	return c == delimiter || c == '"' || c == '\n' || c == '\r';
}

static inline bool
needs_quotes(struct slice s, char delimiter)
{
	size_t	i = 0;

	for (; i + 8 <= s.len; i += 8) {
		uint64_t w = scan_word(s.ptr + i);

		if ((scan_word_has(w, delimiter) | scan_word_has(w, '"') |
		    scan_word_has(w, '\n') | scan_word_has(w, '\r')) != 0)
			return true;
	}
	for (; i < s.len; i++)
		if (is_special(s.ptr[i], delimiter))
			return true;
	return s.len == 0;
}

static void
put_quoted(struct text *t, struct slice s)
{
	const char	*end = s.ptr + s.len, *quote;

	text_char(t, '"');
	while (s.len > 0 && (quote = memchr(s.ptr, '"', s.len)) != NULL) {
		text_add(t, s.ptr, (size_t)(quote - s.ptr) + 1);
		text_char(t, '"');
		s.ptr = quote + 1;
		s.len = (size_t)(end - s.ptr);
	}
	text_slice(t, s);
	text_char(t, '"');
}

static inline void
put_field(struct text *t, struct slice s, char delimiter)
{
	if (s.ptr == NULL)
		return;
	if (needs_quotes(s, delimiter))
		put_quoted(t, s);
	else
		text_slice(t, s);
}

void
csv_put(struct text *t, struct slice s, char delimiter)
{
	put_field(t, s, delimiter);
}

/* A spreadsheet would take it for a formula. */
static bool
is_formula(struct slice s)
{
	return s.len > 0 && strchr("=+-@\t", s.ptr[0]) != NULL &&
	    s.ptr[0] != '\0';
}

static void
put_guarded(struct text *t, struct slice s, char delimiter)
{
	struct text	safe;

	text_init(&safe, SIZE_MAX);
	text_char(&safe, '\'');
	text_slice(&safe, s);
	put_field(t, (struct slice){ safe.ptr, safe.len }, delimiter);
	text_free(&safe);
}

static inline void
put_value(struct text *t, const struct column *c, size_t row,
    const struct csv_row *form)
{
	char		room[COLUMN_ROOM];
	struct slice	s = column_text(c, row, room);

	if (form->guard && kind_is_text(c->kind) && is_formula(s))
		put_guarded(t, s, form->delimiter);
	else
		put_field(t, s, form->delimiter);
}

void
csv_put_value(struct text *t, const struct column *c, size_t row, bool guard)
{
	put_value(t, c, row, &(struct csv_row){ .delimiter = ',',
	    .guard = guard });
}

void
csv_put_rows(struct text *t, const struct csv_row *form,
    const uint32_t *rows, size_t n)
{
	for (size_t i = 0; i < n && !t->full; i++) {
		size_t row = rows == NULL ? i : rows[i];

		for (size_t f = 0; f < form->width; f++) {
			if (f > 0)
				text_char(t, form->delimiter);
			put_value(t, form->columns[f], row, form);
		}
		text_char(t, '\n');
	}
}
