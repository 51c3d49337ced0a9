/* SPDX-License-Identifier: MIT */
#include "bulk_csv.h"

/*
 * CSV out of the pieces of a body. A record that does not end in what was
 * read so far is read again with one piece more; BULK_ROW bounds it.
 */

#define WINDOW ((size_t)8 << 20)

/* What became of a cell or a record. */
enum end { MORE, CELL, RECORD, BAD };

void
bulk_csv_open(struct bulk_csv *csv, struct sandbox *sandbox,
    const struct bulk_job *job, int64_t at)
{
	*csv = (struct bulk_csv){ .sandbox = sandbox, .job = job, .at = at,
	    .delimiter = bulk_ask_delimiter(job->delimiter),
	    .crlf = strcmp(job->ending, "CRLF") == 0 };
	text_init(&csv->window, WINDOW);
	csv->piece = at / (int64_t)BULK_PIECE;
	csv->from = (size_t)(at % (int64_t)BULK_PIECE);
}

void
bulk_csv_close(struct bulk_csv *csv)
{
	text_free(&csv->window);
}

static void
fill(struct bulk_csv *csv)
{
	struct text	*w = &csv->window;

	if (csv->from > 0 && w->len >= csv->from) {
		memmove(w->ptr, w->ptr + csv->from, w->len - csv->from);
		w->len -= csv->from;
		csv->from = 0;
	}
	csv->all = !bulk_store_get(csv->sandbox, csv->job, BULK_BODY,
	    csv->piece++, w);
}

static enum end
fail(struct bulk_csv *csv, const char *what)
{
	csv->why = arena_printf(csv->arena, "ClientInputError : Row %lld of "
	    "the data cannot be read: %s.", (long long)csv->record, what);
	return BAD;
}

static enum end
wrong_ending(struct bulk_csv *csv)
{
	csv->why = arena_printf(csv->arena, "ClientInputError : LineEnding is "
	    "invalid on user data. Current LineEnding setting is %s",
	    csv->job->ending);
	return BAD;
}

static void
add_cell(struct bulk_csv *csv, struct bulk_record *record, struct slice cell)
{
	struct slice	*grown;

	if (record->count == csv->cap) {
		csv->cap = csv->cap == 0 ? 32 : csv->cap * 2;
		grown = arena_array(csv->arena, csv->cap, sizeof *grown);
		if (record->count > 0)
			memcpy(grown, record->cells,
			    record->count * sizeof *grown);
		record->cells = grown;
	}
	record->cells[record->count++] = (struct slice){
	    arena_text(csv->arena, cell), cell.len };
}

/* Behind a cell: the delimiter, the end of the line, or of all. */
static enum end
end_cell(struct bulk_csv *csv, const char **p, const char *end)
{
	if (*p == end)
		return csv->all ? RECORD : MORE;
	if (**p == csv->delimiter) {
		++*p;
		return CELL;
	}
	if (**p == '\n') {
		++*p;
		return csv->crlf ? wrong_ending(csv) : RECORD;
	}
	if (**p != '\r')
		return fail(csv, "text stands behind a closing quote");
	if (*p + 1 == end)
		return csv->all ? wrong_ending(csv) : MORE;
	if (!csv->crlf || (*p)[1] != '\n')
		return wrong_ending(csv);
	*p += 2;
	return RECORD;
}

/* `*p` is behind the opening quote. */
static enum end
read_quoted(struct bulk_csv *csv, struct bulk_record *record, const char **p,
    const char *end)
{
	const char	*from = *p, *at = from;
	size_t		 doubled = 0, n = 0;
	char		*plain;

	while ((at = memchr(at, '"', (size_t)(end - at))) != NULL &&
	    at + 1 < end && at[1] == '"') {
		doubled++;
		at += 2;
	}
	if (at == NULL || (at + 1 == end && !csv->all))
		return csv->all ? fail(csv, "a quote is never closed") : MORE;
	*p = at + 1;
	plain = arena_raw(csv->arena, (size_t)(at - from) + 1);
	for (const char *c = from; c < at; c++) {
		plain[n++] = *c;
		c += *c == '"';
	}
	plain[n] = '\0';
	add_cell(csv, record, (struct slice){ plain, n });
	return end_cell(csv, p, end);
}

static enum end
read_plain(struct bulk_csv *csv, struct bulk_record *record, const char **p,
    const char *end)
{
	const char	*from = *p, *at = from, *stop;

	while (at < end && *at != csv->delimiter && *at != '\n' &&
	    *at != '"')
		at++;
	if (at == end && !csv->all)
		return MORE;
	if (at < end && *at == '"')
		return fail(csv, "a quote stands inside a value that does "
		    "not begin with one");
	stop = at;
	if (at > from && at[-1] == '\r' && (at == end || *at == '\n'))
		stop--;
	add_cell(csv, record, (struct slice){ from, (size_t)(stop - from) });
	*p = stop;
	return end_cell(csv, p, end);
}

static enum end
read_record(struct bulk_csv *csv, struct bulk_record *record, const char **p,
    const char *end)
{
	enum end	got = CELL;

	csv->cap = 0;
	record->count = 0;
	while (got == CELL) {
		if (*p < end && **p == '"') {
			++*p;
			got = read_quoted(csv, record, p, end);
		} else
			got = read_plain(csv, record, p, end);
		if (record->count > BULK_COLUMNS)
			return fail(csv, "it has more than 5000 values");
	}
	return got;
}

/* The next record, blank ones too; false: the end, or `why`. */
static bool
next(struct bulk_csv *csv, struct bulk_record *record)
{
	const char	*p, *start;
	enum end	 got;

	do {
		while (csv->window.len <= csv->from && !csv->all)
			fill(csv);
		if (csv->window.len <= csv->from)
			return false;
		start = p = csv->window.ptr + csv->from;
		got = read_record(csv, record, &p,
		    csv->window.ptr + csv->window.len);
		if (got == MORE && csv->window.len > csv->from +
		    (size_t)BULK_ROW * 4)
			got = fail(csv, "it has more than 400000 characters");
		if (got == MORE)
			fill(csv);
	} while (got == MORE);
	if (got == BAD)
		return false;
	csv->from += (size_t)(p - start);
	csv->at += p - start;
	return true;
}

bool
bulk_csv_next(struct bulk_csv *csv, struct arena *arena,
    struct bulk_record *record)
{
	*record = (struct bulk_record){ .cells = NULL };
	csv->arena = arena;
	do {
		csv->record++;
		if (!next(csv, record))
			return false;
	} while (record->count == 1 && record->cells[0].len == 0);
	return true;
}
