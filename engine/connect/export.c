/* SPDX-License-Identifier: MIT */
#include "precept/connect.h"
#include "precept/csv.h"
#include "precept/file.h"
#include "precept/json.h"

/*
 * export_file: rows to a CSV or JSON lines file. Workers encode, each into
 * its own buffer; the file appears under its name when all of it is there.
 */

#define BATCH_MAX ((size_t)1 << 30)	/* bytes of one encoded batch */

struct export {
	struct target		 target;
	struct file_draft	*draft;		/* NULL: dry */
	struct text		*buffers;	/* one a worker */
	int			 workers;
	struct arena		*arena;
	struct slice		*names;		/* of the fields, as members */
	bool			 headed;
};

/* The rows that are written; NULL if that is all of them. */
static const uint32_t *
pick_rows(const struct changes *c, size_t *n)
{
	uint32_t *rows;

	*n = c->count;
	if (c->rejects.count == 0)
		return NULL;
	rows = arena_raw(c->arena, c->count * sizeof *rows + 1);
	*n = 0;
	for (size_t row = 0; row < c->count; row++) {
		rows[*n] = (uint32_t)row;
		*n += c->op[row] == CHANGE_CREATE;
	}
	return rows;
}

static bool
prepare(struct target *t, struct changes *c, struct err *err)
{
	struct export	*e = (struct export *)t;
	struct text	*out = &e->buffers[c->worker];
	size_t		 n;
	const uint32_t	*rows = pick_rows(c, &n);

	text_clear(out);
	if (t->action->format == EXPORT_CSV)
		csv_put_rows(out, &(struct csv_row){ c->now, c->width, ',',
		    t->action->guard_formulas }, rows, n);
	else
		json_put_rows(out, &(struct json_row){ e->names, c->now,
		    c->width }, rows, n);
	c->encoded = out;
	if (out->full)
		return err_set(err, ERR_LIMIT, "a batch for '%s' is larger "
		    "than 1 GiB", t->action->path);
	return true;
}

static bool
write_header(struct export *e, struct err *err)
{
	const struct action	*a = e->target.action;
	struct text		 head;
	bool			 ok;

	e->headed = true;
	if (a->format != EXPORT_CSV)
		return true;
	text_init(&head, BATCH_MAX);
	for (size_t f = 0; f < a->count; f++) {
		if (f > 0)
			text_char(&head, ',');
		csv_put(&head, slice_of(a->maps[f].target), ',');
	}
	text_char(&head, '\n');
	ok = file_draft_write(e->draft, head.ptr, head.len, err);
	text_free(&head);
	return ok;
}

static bool
write_batch(struct target *t, struct changes *c, struct err *err)
{
	struct export *e = (struct export *)t;

	if (e->draft == NULL)
		return true;
	if (!e->headed && !write_header(e, err))
		return false;
	return file_draft_write(e->draft, c->encoded->ptr, c->encoded->len,
	    err);
}

static bool
finish(struct target *t, bool keep, struct err *err)
{
	struct export		*e = (struct export *)t;
	struct file_draft	*draft = e->draft;

	e->draft = NULL;
	if (draft == NULL)
		return true;
	if (!keep) {
		file_draft_drop(draft);
		return true;
	}
	e->draft = draft;
	if (!e->headed && !write_header(e, err))
		return false;
	e->draft = NULL;
	return file_draft_keep(draft, err);
}

static void
close_export(struct target *t)
{
	struct export *e = (struct export *)t;

	if (e->draft != NULL)
		file_draft_drop(e->draft);
	for (int i = 0; i < e->workers; i++)
		text_free(&e->buffers[i]);
	arena_free(e->arena);
	mem_free(e->buffers);
	mem_free(e);
}

/* The folder is made if it is not there. */
static struct file_draft *
open_draft(struct export *e, const char *dir, struct err *err)
{
	char	*path = file_join(e->arena, dir, e->target.action->path);
	char	*slash = strrchr(path, '/');

	if (slash != NULL && slash != path &&
	    !file_make_dir(arena_text(e->arena, (struct slice){ path,
	    (size_t)(slash - path) }), err))
		return NULL;
	return file_draft_open(path, err);
}

struct target *
export_target(const struct connect *c, const struct action *a, bool dry,
    struct err *err)
{
	static const struct target_ops ops = { .prepare = prepare,
		.write = write_batch, .finish = finish,
		.close = close_export };
	struct export	*e = mem_alloc(sizeof *e);

	e->target = (struct target){ &ops, a };
	e->workers = c->workers;
	e->buffers = mem_array((size_t)c->workers, sizeof *e->buffers);
	for (int i = 0; i < c->workers; i++)
		text_init(&e->buffers[i], BATCH_MAX);
	e->arena = arena_new();
	e->names = arena_array(e->arena, a->count + 1, sizeof *e->names);
	for (size_t f = 0; f < a->count; f++)
		e->names[f] = json_member(e->arena, a->maps[f].target);
	if (dry)
		return &e->target;
	e->draft = open_draft(e, c->dir, err);
	if (e->draft != NULL)
		return &e->target;
	close_export(&e->target);
	return NULL;
}
