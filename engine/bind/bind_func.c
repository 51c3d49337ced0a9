/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"

/*
 * The files of func { }. A state that was stopped is thrown away with its
 * functions; when one of them is called again, its file is run once more.
 * The same file gives the same functions in the same order.
 */

#define TEXT_MAX ((size_t)256 << 10)

void
bind_func_keep(struct bind *b, const char *file, struct slice text, int first)
{
	struct bind_file	*f;

	b->files = bind_token_grow(b->files, b->file_count, &b->file_cap,
	    sizeof *b->files);
	f = &b->files[b->file_count++];
	*f = (struct bind_file){ .first = first, .end = b->func_count,
		.epoch = b->epoch };
	f->name = mem_text(file, strlen(file));
	text_init(&f->text, TEXT_MAX);
	text_slice(&f->text, text);
}

static struct bind_file *
find_file(struct bind *b, int func)
{
	size_t	i;

	for (i = 0; i < b->file_count; i++)
		if (func >= b->files[i].first && func < b->files[i].end)
			return &b->files[i];
	return NULL;
}

static bool
run_again(struct bind *b, struct bind_file *f, struct err *err)
{
	struct arena	*arena = arena_new();
	int		 count = b->func_count;
	struct decl_top	*tops = NULL;
	struct diags	 ds;
	bool		 good;

	diags_init(&ds, arena);
	b->arena = arena;
	b->diags = &ds;
	b->func_count = f->first;
	bind_read(b, f->name, (struct slice){ f->text.ptr, f->text.len },
	    &tops);
	b->diags = NULL;
	good = b->func_count == f->end && b->seal.L != NULL;
	if (!good)
		err_set(err, ERR_LIMIT, "%s could not be read again: %s",
		    f->name, ds.first == NULL ? "it is not the same any more" :
		    ds.first->text);
	b->func_count = count;
	f->epoch = b->epoch;
	arena_free(arena);
	return good;
}

/* Afterwards the state has the function, at `func` + 1 of b->functions. */
bool
bind_func_find(struct bind *b, int func, const char **file, struct err *err)
{
	struct bind_file	*f = find_file(b, func);

	if (f == NULL)
		return err_set(err, ERR_RULE, "there is no such func");
	*file = f->name;
	if (b->seal.L != NULL && f->epoch == b->epoch)
		return true;
	if (!bind_state_open(b, err))
		return false;
	return run_again(b, f, err);
}
