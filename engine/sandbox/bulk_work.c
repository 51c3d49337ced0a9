/* SPDX-License-Identifier: MIT */
#include "bulk_row.h"

/*
 * A job gets on by a step whenever it is asked for: it is taken up, then a
 * quarter of its bytes is written, at least one batch. Results come in
 * another order than the rows, as they may.
 */

#define STEPS 4
#define RESULTS ((size_t)1 << 30)	/* bytes of a batch's results */

/* The lines of a batch that belong to one result. */
struct lines {
	struct text	 text;
	size_t		*ends;
	size_t		 count;
};

struct work {
	struct request		*r;
	struct bulk_job		*job;
	struct bulk_rows	 rows;
	struct bulk_csv		 csv;
	struct bulk_chunk	 chunk;
	struct lines		 good, bad;
	uint64_t		 dice;
};

static uint64_t
roll(struct work *w, uint64_t sides)
{
	w->dice = w->dice * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (w->dice >> 33) % sides;
}

/* One cycle through all lines: none stays in its place. */
static void
shuffle(struct work *w, size_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		size_t	k = (size_t)roll(w, i - 1), kept = order[i - 1];

		order[i - 1] = order[k];
		order[k] = kept;
	}
}

static void
flush(struct work *w, struct lines *l, enum bulk_part part)
{
	size_t		*order = mem_array(l->count + 1, sizeof *order);
	struct text	 out;

	text_init(&out, RESULTS);
	shuffle(w, order, l->count);
	for (size_t i = 0; i < l->count; i++) {
		size_t	from = order[i] == 0 ? 0 : l->ends[order[i] - 1];

		text_add(&out, l->text.ptr + from, l->ends[order[i]] - from);
	}
	bulk_store_put(w->r->sandbox, w->job, part,
	    (struct slice){ out.ptr, out.len });
	text_free(&out);
	mem_free(order);
	text_clear(&l->text);
	l->count = 0;
}

/* CODE:message:Field1,Field2 -- */
static void
put_error(struct work *w, const struct org_outcome *out)
{
	struct text	line;

	text_init(&line, RESULTS);
	for (size_t i = 0; i < out->error_count; i++) {
		const struct org_error	*e = &out->errors[i];

		text_printf(&line, "%s:%s:%s%s--", e->code, e->text,
		    e->fields == NULL ? "" : e->fields,
		    e->fields == NULL ? "" : " ");
	}
	text_string(&w->bad.text, "\"\"");
	text_char(&w->bad.text, bulk_ask_delimiter(w->job->delimiter));
	bulk_row_put_cell(&w->bad.text, (struct slice){ line.ptr, line.len });
	text_free(&line);
}

static void
put_success(struct work *w, const struct org_outcome *out)
{
	text_printf(&w->good.text, "\"%s\"%c\"%s\"", out->id,
	    bulk_ask_delimiter(w->job->delimiter),
	    out->created ? "true" : "false");
}

static void
write_row(struct work *w, size_t i)
{
	struct org_outcome	 out;
	bool			 done = bulk_row_write(&w->rows, &w->chunk, i,
				    &out);
	struct lines		*l = done ? &w->good : &w->bad;

	if (done)
		put_success(w, &out);
	else
		put_error(w, &out);
	bulk_row_put(&l->text, w->job, &w->chunk.records[i]);
	l->ends[l->count++] = l->text.len;
	w->job->processed++;
	w->job->failed += !done;
}

/* false: that was the last one, or the body is broken behind it. */
static bool
read_chunk(struct work *w)
{
	struct bulk_chunk	*chunk = &w->chunk;
	struct bulk_record	*record;

	arena_reset(chunk->arena);
	chunk->records = arena_array(chunk->arena, BULK_CHUNK,
	    sizeof *chunk->records);
	chunk->count = 0;
	chunk->row = w->job->processed + 1;
	while (chunk->count < BULK_CHUNK) {
		record = &chunk->records[chunk->count];
		if (!bulk_csv_next(&w->csv, chunk->arena, record))
			return false;
		if (record->count != w->rows.count) {
			w->csv.why = arena_printf(w->r->arena,
			    "ClientInputError : Row %lld of the data has %zu "
			    "values, its header has %zu.",
			    (long long)(chunk->row + (int64_t)chunk->count),
			    record->count, w->rows.count);
			return false;
		}
		chunk->count++;
		w->job->at = w->csv.at;
	}
	return true;
}

static bool
write_batch(struct work *w)
{
	bool	more = true;

	for (size_t n = 0; more && n < BULK_BATCH / BULK_CHUNK; n++) {
		more = read_chunk(w);
		for (size_t i = 0; i < w->chunk.count; i++)
			write_row(w, i);
	}
	w->dice = (uint64_t)w->job->number * 1000 +
	    (uint64_t)w->job->batches;
	flush(w, &w->good, BULK_SUCCESS);
	flush(w, &w->bad, BULK_FAILED);
	w->job->batches++;
	return more;
}

static void
fail(struct work *w, const char *why)
{
	w->job->state = "Failed";
	w->job->message = arena_string(w->r->arena, why);
}

static void
write_step(struct work *w)
{
	int64_t	until = w->job->at + w->job->size / STEPS;
	bool	more = true;

	while (more && (more = write_batch(w)) && w->job->at < until)
		;
	if (w->csv.why != NULL)
		fail(w, w->csv.why);
	else if (!more)
		w->job->state = "JobComplete";
}

/* The header, then where the last step ended. */
static bool
open_rows(struct work *w)
{
	struct bulk_record	 header;
	const char		*why;

	bulk_csv_open(&w->csv, w->r->sandbox, w->job, 0);
	if (!bulk_csv_next(&w->csv, w->r->arena, &header)) {
		fail(w, w->csv.why != NULL ? w->csv.why :
		    "InvalidBatch : There is no header row");
		return false;
	}
	why = bulk_row_header(&w->rows, &header);
	if (why != NULL) {
		fail(w, why);
		return false;
	}
	if (w->job->at > w->csv.at) {
		bulk_csv_close(&w->csv);
		bulk_csv_open(&w->csv, w->r->sandbox, w->job, w->job->at);
	}
	w->csv.record = w->job->processed + 1;
	return true;
}

static void
write_rows(struct work *w)
{
	struct org	*org = w->r->sandbox->org;

	text_init(&w->good.text, RESULTS);
	text_init(&w->bad.text, RESULTS);
	w->good.ends = mem_array(BULK_BATCH, sizeof(size_t));
	w->bad.ends = mem_array(BULK_BATCH, sizeof(size_t));
	w->chunk.arena = arena_new();
	org_begin(org);
	write_step(w);
	bulk_store_save(w->r->sandbox, w->job);
	org_keep(org);
	arena_free(w->chunk.arena);
	mem_free(w->good.ends);
	mem_free(w->bad.ends);
	text_free(&w->good.text);
	text_free(&w->bad.text);
}

void
bulk_work(struct request *r, struct bulk_job *job)
{
	struct work	w = { .r = r, .job = job };

	w.rows = (struct bulk_rows){ .r = r, .job = job,
	    .object = org_object(r->sandbox->org, slice_of(job->object)) };
	if (job->key != NULL)
		w.rows.key = org_field(w.rows.object, slice_of(job->key));
	if (open_rows(&w))
		write_rows(&w);
	bulk_csv_close(&w.csv);
	bulk_store_save(r->sandbox, job);
}
