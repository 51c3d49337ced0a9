/* SPDX-License-Identifier: MIT */
#include "precept/csv.h"
#include "precept/file.h"
#include "precept/hash.h"
#include "salesforce_bulk.h"

/*
 * Rows by Bulk 2.0 ingest: put down in a file for each operation, sent as
 * jobs, and known again in the results by their id, their key, or by all of
 * their columns; results come in any order.
 */

#define CLEARED "#N/A"
#define LINE_MAX_BYTES ((size_t)16 << 20)

struct salesforce_bulk *
salesforce_bulk_new(struct salesforce_target *t)
{
	struct salesforce_bulk *b = mem_alloc(sizeof *b);

	b->t = t;
	b->arena = arena_new();
	text_init(&b->texts, (size_t)1 << 30);
	return b;
}

void
salesforce_bulk_free(struct salesforce_bulk *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < COUNT(b->spools); i++)
		salesforce_spool_free(&b->spools[i]);
	mem_free(b->outcomes);
	text_free(&b->texts);
	map_clear(&b->jobs);
	arena_free(b->arena);
	mem_free(b);
}

enum salesforce_way
salesforce_bulk_way(const struct changes *c, size_t row)
{
	if (c->op[row] == CHANGE_DELETE)
		return SALESFORCE_DELETE;
	if (salesforce_upsert_key(c->action) != NULL)
		return SALESFORCE_UPSERT;
	return c->op[row] == CHANGE_UPDATE ? SALESFORCE_UPDATE :
	    SALESFORCE_INSERT;
}

size_t
salesforce_bulk_columns(const struct action *a, enum salesforce_way way,
    size_t *columns, bool *id)
{
	size_t n = 0;

	*id = way == SALESFORCE_UPDATE || way == SALESFORCE_DELETE;
	for (size_t f = 0; f < a->count && way != SALESFORCE_DELETE; f++) {
		const struct mapping *m = &a->maps[f];

		if ((m->field->flags & FIELD_ID) ||
		    (way == SALESFORCE_UPDATE && m->key))
			continue;
		columns[n++] = f;
	}
	return n;
}

struct slice
salesforce_bulk_cell(const struct changes *c, size_t row, size_t f,
    enum salesforce_way way, char room[COLUMN_ROOM])
{
	bool		key = way == SALESFORCE_UPSERT &&
			    c->action->maps[f].key;
	struct slice	s;

	if (c->op[row] == CHANGE_UPDATE && !key && !*changes_cell(c, row, f))
		return SLICE("");
	s = column_text(c->now[f], row, room);
	if (s.ptr != NULL && s.len > 0)
		return s;
	return c->op[row] == CHANGE_UPDATE ? SLICE(CLEARED) : SLICE("");
}

bool
salesforce_bulk_misreads(const struct changes *c, size_t row)
{
	char room[COLUMN_ROOM];

	for (size_t f = 0; f < c->width; f++)
		if (*changes_cell(c, row, f) && slice_is(column_text(
		    c->now[f], row, room), CLEARED))
			return true;
	return false;
}

uint64_t
salesforce_bulk_hash(const struct changes *c, size_t row,
    enum salesforce_way way)
{
	const struct action	*a = c->action;
	char			 room[COLUMN_ROOM];
	uint64_t		 hash = 0;

	if (way == SALESFORCE_UPDATE || way == SALESFORCE_DELETE)
		return hash_more(0, c->id[row].ptr, c->id[row].len);
	for (size_t f = 0; f < a->count; f++) {
		struct slice s;

		if ((a->maps[f].field->flags & FIELD_ID) ||
		    (way == SALESFORCE_UPSERT && !a->maps[f].key))
			continue;
		s = salesforce_bulk_cell(c, row, f, way, room);
		hash = hash_more(hash, s.ptr, s.len);
	}
	return hash;
}

/* Children of one parent get one number, ordered as their parents' ids. */
static uint64_t
order_of(const struct changes *c, size_t row)
{
	struct slice	s = c->id[row];
	uint64_t	order = 0;

	for (size_t f = 0; f < c->width; f++) {
		const struct field *field = c->action->maps[f].field;

		if (field->type.kind == KIND_ID && field->refers != NULL &&
		    !(field->flags & FIELD_ID) &&
		    !column_is_null(c->now[f], row)) {
			s = c->now[f]->s[row];
			break;
		}
	}
	for (size_t i = 0; i < 8; i++)
		order = order << 8 | (s.len > 7 + i ?
		    (unsigned char)s.ptr[7 + i] : 0);
	return order;
}

static const char *
folder(const struct salesforce_bulk *b, struct err *err)
{
	const char *dir = file_join(b->arena, b->t->connect->dir, "plans");

	return file_make_dir(dir, err) ? dir : NULL;
}

static void
put_line(struct text *line, const struct changes *c, size_t row,
    enum salesforce_way way)
{
	const struct action	*a = c->action;
	size_t			*columns = arena_array(c->arena, a->count + 1,
				    sizeof *columns), n;
	char			 room[COLUMN_ROOM];
	bool			 id;

	text_clear(line);
	n = salesforce_bulk_columns(a, way, columns, &id);
	if (id)
		csv_put(line, c->id[row], ',');
	for (size_t i = 0; i < n; i++) {
		struct slice s = salesforce_bulk_cell(c, row, columns[i], way,
		    room);

		if (i > 0 || id)
			text_char(line, ',');
		if (s.len > 0)
			csv_put(line, s, ',');
	}
	text_char(line, '\n');
}

bool
salesforce_bulk_put(struct salesforce_bulk *b, struct changes *c,
    struct err *err)
{
	const char	*dir = folder(b, err);
	struct text	 line;
	bool		 ok = dir != NULL;

	text_init(&line, LINE_MAX_BYTES);
	for (size_t row = 0; ok && row < c->count; row++) {
		enum salesforce_way way;

		if (!salesforce_is_sent(c, row) ||
		    salesforce_bulk_misreads(c, row))
			continue;
		way = salesforce_bulk_way(c, row);
		put_line(&line, c, row, way);
		ok = salesforce_spool_add(&b->spools[way], dir,
		    order_of(c, row), &line, err);
	}
	text_free(&line);
	c->queued = true;
	return ok;
}

static void
put_header(struct text *out, const struct action *a,
    enum salesforce_way way, struct arena *arena)
{
	size_t	*columns = arena_array(arena, a->count + 1, sizeof *columns);
	bool	 id;
	size_t	 n = salesforce_bulk_columns(a, way, columns, &id);

	if (id)
		text_string(out, "Id");
	for (size_t i = 0; i < n; i++) {
		if (i > 0 || id)
			text_char(out, ',');
		text_string(out, a->maps[columns[i]].field->name);
	}
	text_char(out, '\n');
}

static bool
send_spool(struct salesforce_bulk *b, enum salesforce_way way,
    struct err *err)
{
	struct salesforce_spool	*s = &b->spools[way];
	const char		*dir = folder(b, err);
	struct text		 header;
	size_t			 next = 0;
	bool			 ok = dir != NULL;

	text_init(&header, 1 << 20);
	put_header(&header, b->t->target.action, way, b->arena);
	while (ok && next < s->count) {
		struct slice csv;

		ok = salesforce_spool_map(s, dir, &header, &next, &csv, err);
		if (!ok)
			break;
		ok = salesforce_job_send(b, way, csv, err);
		salesforce_spool_unmap(csv);
	}
	text_free(&header);
	salesforce_spool_free(s);
	return ok;
}

/* All jobs work at once; then they are waited for. */
static bool
wait_for_jobs(struct salesforce_bulk *b, struct err *err)
{
	for (size_t i = 0; i < b->jobs.count; i++)
		if (!salesforce_job_wait(b, b->jobs.entries[i].key.ptr,
		    (enum salesforce_way)(uintptr_t)b->jobs.entries[i].value -
		    1, err))
			return false;
	map_clear(&b->jobs);
	return true;
}

static bool
send_spools(struct salesforce_bulk *b, struct err *err)
{
	for (int way = 0; way <= SALESFORCE_DELETE; way++)
		if (b->spools[way].count > 0 &&
		    !send_spool(b, (enum salesforce_way)way, err))
			return false;
	return true;
}

/* What the org has begun with is waited for, whatever the budget. */
bool
salesforce_bulk_flush(struct salesforce_bulk *b, struct err *err)
{
	struct err	later = { 0 };
	bool		ok, sent = send_spools(b, err);

	if (!sent && err->kind != ERR_LIMIT)
		return false;
	salesforce_settling(b->t->org, true);
	ok = wait_for_jobs(b, &later);
	salesforce_settling(b->t->org, false);
	if (!ok)
		*err = later;
	return sent && ok;
}

static bool
way_by_name(const char *operation, enum salesforce_way *way)
{
	static const char *const names[] = { [SALESFORCE_UPDATE] = "update",
		[SALESFORCE_UPSERT] = "upsert", [SALESFORCE_INSERT] = "insert",
		[SALESFORCE_DELETE] = "delete" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], operation) == 0) {
			*way = (enum salesforce_way)i;
			return true;
		}
	return false;
}

/* What was not closed was not begun: it goes, and its rows come again. */
bool
salesforce_bulk_resume(struct salesforce_bulk *b, const char *job,
    struct err *err)
{
	struct salesforce_job	now;
	enum salesforce_way	way;

	if (!salesforce_job_look(b, job, &now, err))
		return false;
	if (strcmp(now.state, "Open") == 0)
		return salesforce_job_state(b, job, "Aborted", err);
	if (!way_by_name(now.operation, &way))
		return true;
	map_put(&b->jobs, slice_of(arena_string(b->arena, job)),
	    (void *)(uintptr_t)(way + 1));
	return true;
}
