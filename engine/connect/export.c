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
	const char		**names;	/* of the fields */
	bool			 headed;
};

static void
encode_csv(const struct action *a, const struct changes *c, size_t row,
    struct text *out)
{
	for (size_t f = 0; f < c->width; f++) {
		if (f > 0)
			text_char(out, ',');
		csv_put_value(out, c->now[f], row, a->guard_formulas);
	}
	text_char(out, '\n');
}

static void
encode_json(const struct export *e, const struct changes *c, size_t row,
    struct text *out)
{
	for (size_t f = 0; f < c->width; f++) {
		text_char(out, f > 0 ? ',' : '{');
		text_string(out, e->names[f]);
		json_put_value(out, c->now[f], row);
	}
	text_add(out, "}\n", 2);
}

static bool
prepare(struct target *t, struct changes *c, struct err *err)
{
	struct export	*e = (struct export *)t;
	struct text	*out = &e->buffers[c->worker];

	text_clear(out);
	for (size_t row = 0; row < c->count; row++) {
		if (c->op[row] != CHANGE_CREATE)
			continue;
		if (t->action->format == EXPORT_CSV)
			encode_csv(t->action, c, row, out);
		else
			encode_json(e, c, row, out);
	}
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
	for (size_t f = 0; f < t->action->count; f++)
		mem_free((char *)e->names[f]);
	mem_free(e->names);
	mem_free(e->buffers);
	mem_free(e);
}

/* "Name":, made once. */
static char *
member_name(const char *name)
{
	struct text t;

	text_init(&t, BATCH_MAX);
	json_put_string(&t, slice_of(name));
	text_char(&t, ':');
	return text_take(&t);
}

struct target *
export_target(const struct connect *c, const struct action *a, bool dry,
    struct err *err)
{
	static const struct target_ops ops = { NULL, prepare, write_batch,
		finish, close_export };
	struct export	*e = mem_alloc(sizeof *e);
	struct arena	*scratch;

	e->target = (struct target){ &ops, a };
	e->workers = c->workers;
	e->buffers = mem_array((size_t)c->workers, sizeof *e->buffers);
	for (int i = 0; i < c->workers; i++)
		text_init(&e->buffers[i], BATCH_MAX);
	e->names = mem_array(a->count + 1, sizeof *e->names);
	for (size_t f = 0; f < a->count; f++)
		e->names[f] = member_name(a->maps[f].target);
	if (dry)
		return &e->target;
	scratch = arena_new();
	e->draft = file_draft_open(file_join(scratch, c->dir, a->path), err);
	arena_free(scratch);
	if (e->draft != NULL)
		return &e->target;
	close_export(&e->target);
	return NULL;
}
