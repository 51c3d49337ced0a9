/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "expr_case.h"
#include "support.h"

void
expr_case_findings(struct diags *ds, struct text *out)
{
	const struct diag	*d;
	const struct diag_note	*n;

	diags_sort(ds);
	for (d = ds->first; d != NULL; d = d->next) {
		text_printf(out, "%s%s %d+%d: %s\n", d->code,
		    d->level == DIAG_WARNING ? " warning" : "", d->at.col,
		    d->at.len, d->text);
		if (d->label != NULL)
			text_printf(out, "  %s\n", d->label);
		for (n = d->notes; n != NULL; n = n->next)
			text_printf(out, "  %s: %s\n", n->head, n->text);
	}
}

struct block {
	struct text	in, want;
};

/* The next block; false at the end of the file. */
static bool
next_block(FILE *f, struct block *b)
{
	char	line[4096];

	text_clear(&b->in);
	text_clear(&b->want);
	while (fgets(line, sizeof line, f) != NULL) {
		if (line[0] == '#')
			continue;
		if (line[0] == '\n') {
			if (b->in.len > 0)
				return true;
			continue;
		}
		if (line[0] != '>') {
			text_string(&b->want, line);
			continue;
		}
		if (b->in.len > 0)
			text_char(&b->in, '\n');
		line[strcspn(line, "\n")] = '\0';
		text_string(&b->in, line[1] == ' ' ? line + 2 : line + 1);
	}
	return b->in.len > 0;
}

static void
add_wrong(const struct block *b, const struct text *got, struct text *wrong)
{
	text_string(wrong, "> ");
	for (size_t i = 0; i < b->in.len; i++) {
		text_char(wrong, b->in.ptr[i]);
		if (b->in.ptr[i] == '\n')
			text_string(wrong, "> ");
	}
	text_printf(wrong, "\n%.*s\n", (int)got->len,
	    got->len == 0 ? "" : got->ptr);
}

static bool
is_same(const struct text *a, const struct text *b)
{
	return slice_equal((struct slice){ a->ptr, a->len },
	    (struct slice){ b->ptr, b->len });
}

void
expr_case_run(const char *path, size_t at_least,
    void (*answer)(struct slice, struct text *))
{
	FILE		*f = fopen(path, "r");
	struct block	 b;
	struct text	 got, wrong;
	size_t		 count = 0;

	ck_assert_msg(f != NULL, "%s cannot be opened", path);
	text_init(&b.in, 1 << 16);
	text_init(&b.want, 1 << 16);
	text_init(&got, 1 << 16);
	text_init(&wrong, 1 << 20);
	for (; next_block(f, &b); count++) {
		text_clear(&got);
		answer((struct slice){ b.in.ptr, b.in.len }, &got);
		if (!is_same(&got, &b.want))
			add_wrong(&b, &got, &wrong);
	}
	fclose(f);
	if (wrong.len > 0)
		fprintf(stderr, "%s: these come out:\n%s", path, wrong.ptr);
	ck_assert_uint_eq(wrong.len, 0);
	ck_assert_uint_ge(count, at_least);
	text_free(&b.in);
	text_free(&b.want);
	text_free(&got);
	text_free(&wrong);
}
