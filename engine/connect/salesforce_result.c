/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "precept/csv.h"
#include "precept/file.h"
#include "precept/hash.h"
#include "salesforce_bulk.h"

/*
 * Results of a job: CSV with the columns that were sent behind sf__Id and
 * sf__Created or sf__Error, in any order of rows.
 */

#define TRIES 3
#define RESULT_MAX ((size_t)1 << 30)	/* Salesforce's own for one file */

struct result {
	struct salesforce_bulk	*b;
	struct scan_field	*fields;	/* id, error, then what rows
						   are known by */
	size_t			 count;
	bool			 failed, left;
	FILE			*file;
};

static bool
save(struct http_call *call, const char *ptr, size_t len)
{
	struct result *r = call->own;

	if (call->status != 200) {
		text_add(&call->answer, ptr, len);
		return true;
	}
	return fwrite(ptr, 1, len, r->file) == len;
}

/* The answer into the file at `path`, which is made anew. */
static bool
fetch(struct result *r, const char *url, const char *path, bool *cut,
    struct err *err)
{
	struct http_call	 call = { .method = "GET", .sink = save,
		.own = r, .max_bytes = RESULT_MAX, .timeout = 3600000,
		.url = url };
	bool			 ok;

	r->file = fopen(path, "we");
	if (r->file == NULL)
		return err_errno(err, "results cannot be kept in '%s'", path);
	ok = salesforce_call(r->b->t->org, &call, err);
	*cut = call.outcome == HTTP_UNKNOWN;
	http_call_clear(&call);
	if (fclose(r->file) != 0 && ok)
		ok = err_errno(err, "results cannot be kept in '%s'", path);
	return ok;
}

/* The name of the file, in the bulk's arena. What breaks off begins again:
 * nothing but this knows which rows are written. */
static const char *
download(struct result *r, const char *job, const char *kind,
    struct err *err)
{
	struct arena	*a = r->b->arena;
	const char	*path, *url;
	bool		 cut;

	url = arena_printf(a, "/jobs/ingest/%s/%s", job, kind);
	path = arena_printf(a, "%s/plans/%s.%s.csv", r->b->t->connect->dir,
	    job, kind);
	for (int i = 0; i < TRIES; i++) {
		*err = (struct err){ 0 };
		if (fetch(r, url, path, &cut, err))
			return path;
		if (!cut)
			break;
	}
	unlink(path);
	return NULL;
}

static void
add_field(struct result *r, const char *name)
{
	r->fields[r->count++] = (struct scan_field){ name,
		{ .kind = KIND_TEXT } };
}

static void
list_fields(struct result *r, enum salesforce_way way)
{
	const struct action *a = r->b->t->target.action;

	r->fields = arena_array(r->b->arena, a->count + 3, sizeof *r->fields);
	if (!r->left) {
		add_field(r, "sf__Id");
		add_field(r, r->failed ? "sf__Error" : "sf__Created");
	}
	if (way == SALESFORCE_UPDATE || way == SALESFORCE_DELETE) {
		add_field(r, "Id");
		return;
	}
	for (size_t f = 0; f < a->count; f++)
		if (!(a->maps[f].field->flags & FIELD_ID) &&
		    (way == SALESFORCE_INSERT || a->maps[f].key))
			add_field(r, a->maps[f].field->name);
}

static struct slice
cell(const struct column *c, size_t row)
{
	return column_is_null(c, row) ? SLICE("") : c->s[row];
}

/* Zeroed; its texts begin at the end of those that are there. */
static struct salesforce_outcome *
add_outcome(struct salesforce_bulk *b)
{
	struct salesforce_outcome *o;

	if (b->count == b->cap) {
		b->cap = b->cap == 0 ? 4096 : b->cap * 2;
		b->outcomes = mem_resize(b->outcomes, b->cap,
		    sizeof *b->outcomes);
	}
	o = &b->outcomes[b->count++];
	*o = (struct salesforce_outcome){ .error = b->texts.len };
	return o;
}

static void
add_row(struct result *r, struct column **cols, size_t row)
{
	struct salesforce_outcome	*o = add_outcome(r->b);
	struct slice			 s;

	for (size_t f = r->left ? 0 : 2; f < r->count; f++) {
		s = cell(cols[f], row);
		o->hash = hash_more(o->hash, s.ptr, s.len);
	}
	o->left = r->left;
	if (r->failed) {
		text_slice(&r->b->texts, cell(cols[1], row));
		text_char(&r->b->texts, '\0');
	} else if (!r->left) {
		s = cell(cols[0], row);
		snprintf(o->id, sizeof o->id, "%.*s", (int)s.len, s.ptr);
	}
}

static void
add_rows(struct result *r, struct scan *scan, struct slab *slab)
{
	struct column	**cols = arena_array(slab->arena, r->count,
			    sizeof *cols);
	struct rejects	  ignored;

	rejects_init(&ignored, slab->arena, slab->count + 1);
	for (size_t f = 0; f < r->count; f++)
		cols[f] = scan_column(scan, slab, (int)f, NULL, slab->count,
		    &ignored);
	for (size_t row = 0; row < slab->count; row++)
		add_row(r, cols, row);
}

static bool
read_rows(struct result *r, const char *path, struct err *err)
{
	struct slab	 slab = { .arena = arena_new() };
	struct scan	*scan = csv_open(path, ',', r->fields, r->count, err);

	while (scan != NULL && scan_next(scan, &slab, err)) {
		add_rows(r, scan, &slab);
		arena_reset(slab.arena);
	}
	if (scan != NULL)
		scan_slab_close(scan, &slab);
	scan_close(scan);
	arena_free(slab.arena);
	return err->kind == ERR_NONE;
}

/* Salesforce gives an empty file where there are no rows. */
static bool
is_empty(const char *path)
{
	FILE	*f = fopen(path, "re");
	int	 c = f == NULL ? EOF : getc(f);

	if (f != NULL)
		fclose(f);
	return c == EOF || c == '\n';
}

bool
salesforce_result_read(struct salesforce_bulk *b, const char *job,
    enum salesforce_way way, const char *kind, struct err *err)
{
	struct result	 r = { .b = b };
	const char	*path = download(&r, job, kind, err);
	bool		 ok;

	if (path == NULL)
		return err_in(err, "the results of job %s", job);
	r.failed = strcmp(kind, "failedResults") == 0;
	r.left = strcmp(kind, "unprocessedrecords") == 0;
	list_fields(&r, way);
	ok = is_empty(path) || read_rows(&r, path, err);
	unlink(path);
	b->sorted = false;
	return ok || err_in(err, "the results of job %s", job);
}

static int
compare(const void *a, const void *b)
{
	const struct salesforce_outcome *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

struct salesforce_outcome *
salesforce_result_find(struct salesforce_bulk *b, uint64_t hash)
{
	size_t low = 0, high = b->count;

	if (!b->sorted && b->count > 0)
		qsort(b->outcomes, b->count, sizeof *b->outcomes, compare);
	b->sorted = true;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (b->outcomes[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	while (low < b->count && b->outcomes[low].hash == hash &&
	    b->outcomes[low].taken)
		low++;
	if (low == b->count || b->outcomes[low].hash != hash)
		return NULL;
	b->outcomes[low].taken = true;
	return &b->outcomes[low];
}
