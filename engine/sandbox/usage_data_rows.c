/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "usage_data_private.h"
#include "usage_data_rows.h"
#include "usage_json.h"
#include "usage_period.h"

/* Rows of CSV as events, as answers, as objects with their metadata. */

#define DOC_MAX ((size_t)1 << 24)

static bool
refuse(const struct usage_load *l, int64_t line, const char *what,
    struct err *err)
{
	return err_set(err, ERR_DATA, "%s: line %lld: %s", l->path,
	    (long long)line, what);
}

static bool
read_instant(struct usage *u, struct slice s, int64_t *ms)
{
	if (date_parse(s, ms))
		*ms = zone_midnight(u->zone, *ms) / 1000;
	else if (datetime_parse(s, ms))
		*ms /= 1000;
	else
		return false;
	return true;
}

/* 2026-03-01, an instant, or milliseconds. */
static bool
read_time(struct usage *u, struct slice s, int64_t *ms)
{
	char	*end;

	if (read_instant(u, s, ms))
		return true;
	*ms = strtoll(s.ptr == NULL ? "" : s.ptr, &end, 10);
	return s.len > 0 && *end == '\0';
}

/* The first column is a time, the others may be left out. */
static bool
read_numbers(struct usage_load *l, const struct slice *cells, int64_t line,
    int64_t *n, struct err *err)
{
	for (size_t i = 0; i < l->width; i++) {
		int	at = l->place[i];

		if (at >= l->shape->numbers || (at > 0 &&
		    cells[i].ptr == NULL))
			continue;
		if (!read_time(l->usage, cells[i], &n[at]))
			return refuse(l, line, at == 0 ? "the time is "
			    "neither a date as 2026-03-01, nor an instant, "
			    "nor milliseconds." : "a number is none.", err);
	}
	return true;
}

static bool
put_event(struct usage_load *l, const struct slice *cells, int64_t line,
    struct err *err)
{
	int64_t		n[USAGE_CELLS] = { 0, USAGE_APP, 1, 0, 0, 0 };
	struct slice	text[USAGE_CELLS] = { { 0 } };

	if (!read_numbers(l, cells, line, n, err))
		return false;
	n[0] = usage_period_start(l->usage->zone, USAGE_DAY, n[0]);
	n[4] = n[4] == 0 ? n[0] : n[4];
	n[5] = n[5] == 0 ? n[4] : n[5];
	for (size_t i = 0; i < l->width; i++)
		text[l->place[i]] = cells[i];
	usage_data_add(l->usage, &(struct usage_event){ n[0], n[1], n[2],
	    n[3], n[4], n[5], text[6], text[7], text[8], text[9],
	    text[10] });
	return true;
}

static bool
put_answer(struct usage_load *l, const struct slice *cells, int64_t line,
    struct err *err)
{
	int64_t	n[USAGE_CELLS] = { 0 };

	if (!read_numbers(l, cells, line, n, err))
		return false;
	if (l->insert == NULL)
		l->insert = usage_data_sql(l->usage, "INSERT INTO "
		    "usage_answer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	sqlite3_reset(l->insert);
	sqlite3_clear_bindings(l->insert);
	sqlite3_bind_int64(l->insert, 1, n[0]);
	for (size_t i = 0; i < l->width; i++)
		if (l->place[i] > 0)
			org_sql_text(l->insert, l->place[i] + 1, cells[i]);
	sqlite3_step(l->insert);
	return true;
}

static enum usage_guess
guess_of(struct usage_value v, bool time)
{
	if (time)
		return USAGE_TIMES;
	switch (v.kind) {
	case USAGE_NULL:
		return USAGE_NOTHING;
	case USAGE_BOOLEAN:
		return USAGE_FLAGS;
	case USAGE_NUMBER:
		return v.number == floor(v.number) ? USAGE_INTEGERS :
		    USAGE_FLOATS;
	default:
		return USAGE_STRINGS;
	}
}

static enum usage_guess
both(enum usage_guess a, enum usage_guess b)
{
	if (a == USAGE_NOTHING || a == b)
		return b;
	if (b == USAGE_NOTHING)
		return a;
	if ((a == USAGE_INTEGERS && b == USAGE_FLOATS) ||
	    (a == USAGE_FLOATS && b == USAGE_INTEGERS))
		return USAGE_FLOATS;
	return USAGE_STRINGS;
}

/* What reads as JSON is that; dates and instants are milliseconds. */
static struct usage_value
read_cell(struct usage_load *l, struct usage_run *run, struct slice cell,
    size_t column)
{
	struct usage_value	 v = USAGE_NONE;
	const char		*why;
	int64_t			 ms;
	bool			 time = false;

	if (cell.ptr == NULL)
		return v;
	if (!usage_json_read(run, run->arena, cell, &v, &why)) {
		time = read_instant(l->usage, cell, &ms);
		v = time ? usage_value_number((double)ms) :
		    usage_value_text(cell);
	}
	l->guess[column] = both(l->guess[column], guess_of(v, time));
	return v;
}

bool
usage_data_is_metadata(const struct usage_load *l)
{
	return strcmp(l->shape->kind, "visitor") == 0 ||
	    strcmp(l->shape->kind, "account") == 0;
}

/* Names of fields are kept in lower case. */
static const char *
lower(struct usage_run *run, struct slice name)
{
	char	*out = arena_text(run->arena, name);

	for (char *c = out; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 32);
	return usage_name(run, slice_of(out));
}

static void
put_cell(struct usage_load *l, struct usage_run *run, struct usage_row *row,
    size_t column, struct usage_value v)
{
	const char	*name = l->names[column], *path[2];
	const char	*dot = strchr(name, '.');

	if (!usage_data_is_metadata(l)) {
		usage_row_set(row, usage_name(run, slice_of(name)), v,
		    run->arena);
		return;
	}
	path[0] = lower(run, (struct slice){ name, (size_t)(dot - name) });
	path[1] = lower(run, slice_of(dot + 1));
	usage_row_set_path(row, path, 2, v, run->arena);
}

static bool
put_object(struct usage_load *l, const struct slice *cells, int64_t line,
    struct err *err)
{
	struct usage_run	*run;
	struct usage_row	*row;
	struct text		 doc;

	if (cells[0].len == 0)
		return refuse(l, line, "the id, in the first column, is "
		    "empty.", err);
	run = usage_run_new(l->usage);
	row = usage_row_new(run->arena, 4);
	for (size_t i = 1; i < l->width; i++)
		put_cell(l, run, row, i, read_cell(l, run, cells[i], i));
	text_init(&doc, DOC_MAX);
	usage_json_put_row(&doc, row);
	usage_data_put(l->usage, l->shape->kind, cells[0],
	    (struct slice){ doc.ptr, doc.len });
	text_free(&doc);
	usage_run_free(run);
	return true;
}

bool
usage_data_row(struct usage_load *l, const struct slice *cells, int64_t line,
    struct err *err)
{
	if (strcmp(l->shape->kind, "event") == 0)
		return put_event(l, cells, line, err);
	if (strcmp(l->shape->kind, "answer") == 0)
		return put_answer(l, cells, line, err);
	return put_object(l, cells, line, err);
}

void
usage_data_rows_end(struct usage_load *l)
{
	static const char *const	types[] = { "", "boolean", "integer",
					    "float", "time", "string" };
	struct usage_run		*run = usage_run_new(l->usage);

	for (size_t i = 1; i < l->width && usage_data_is_metadata(l); i++) {
		const char		*dot = strchr(l->names[i], '.');
		struct usage_meta	 m = { .display = slice_of(dot + 1) };

		m.group = slice_of(lower(run, (struct slice){ l->names[i],
		    (size_t)(dot - l->names[i]) }));
		m.name = slice_of(lower(run, slice_of(dot + 1)));
		m.type = slice_of(types[l->guess[i]]);
		if (!slice_is(m.group, "auto") && !slice_is(m.group, "pendo"))
			usage_data_set_field(l->usage, l->shape->kind, &m);
	}
	usage_run_free(run);
}
