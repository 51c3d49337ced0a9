/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/diag.h"

/* Collecting findings, and putting them in order. */

void
diags_init(struct diags *ds, struct arena *arena)
{
	*ds = (struct diags){ .arena = arena };
}

void
diags_source(struct diags *ds, const char *file, struct slice text)
{
	struct diag_source	*s = arena_alloc(ds->arena, sizeof *s);

	s->file = file;
	s->text = text;
	s->next = ds->sources;
	ds->sources = s;
}

static char *
format_in(struct arena *arena, const char *format, va_list ap)
{
	va_list	 again;
	char	*out;
	int	 len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	out = arena_raw(arena, (size_t)(len < 0 ? 0 : len) + 1);
	out[0] = '\0';
	if (len > 0)
		vsnprintf(out, (size_t)len + 1, format, ap);
	return out;
}

struct diag *
diag_add(struct diags *ds, enum diag_level level, const char *code,
    struct place at, const char *format, ...)
{
	struct diag	*d = arena_alloc(ds->arena, sizeof *d);
	va_list		 ap;

	d->level = level;
	d->code = code;
	d->at = at;
	va_start(ap, format);
	d->text = format_in(ds->arena, format, ap);
	va_end(ap);
	if (ds->last == NULL)
		ds->first = d;
	else
		ds->last->next = d;
	ds->last = d;
	if (level == DIAG_ERROR)
		ds->errors++;
	else
		ds->warnings++;
	return d;
}

void
diag_label(struct diags *ds, struct diag *d, const char *format, ...)
{
	va_list	ap;

	va_start(ap, format);
	d->label = format_in(ds->arena, format, ap);
	va_end(ap);
}

void
diag_note(struct diags *ds, struct diag *d, const char *head,
    const char *format, ...)
{
	struct diag_note	**end = &d->notes;
	va_list			  ap;

	while (*end != NULL)
		end = &(*end)->next;
	*end = arena_alloc(ds->arena, sizeof **end);
	(*end)->head = head;
	va_start(ap, format);
	(*end)->text = format_in(ds->arena, format, ap);
	va_end(ap);
}

struct place
diag_inside(struct place text, size_t at, size_t len)
{
	if (!text.exact || text.col == 0)
		return text;
	text.col += (int)at;
	text.len = (int)len;
	return text;
}

static int
compare_places(const struct place *a, const struct place *b)
{
	int	order = 0;

	if (a->file != b->file)
		order = a->file == NULL ? -1 : b->file == NULL ? 1 :
		    strcmp(a->file, b->file);
	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	if (order == 0)
		order = (a->col > b->col) - (a->col < b->col);
	return order;
}

/* Of equal places the one that was found first stays first. */
static struct diag *
merge(struct diag *a, struct diag *b)
{
	struct diag	*first, **end = &first;

	while (a != NULL && b != NULL) {
		struct diag **from = compare_places(&a->at, &b->at) <= 0 ?
		    &a : &b;

		*end = *from;
		*from = (*from)->next;
		end = &(*end)->next;
	}
	*end = a != NULL ? a : b;
	return first;
}

static struct diag *
sort(struct diag *list)
{
	struct diag	*slow = list, *fast, *half;

	if (list == NULL || list->next == NULL)
		return list;
	for (fast = list->next; fast != NULL && fast->next != NULL;
	    fast = fast->next->next)
		slow = slow->next;
	half = slow->next;
	slow->next = NULL;
	return merge(sort(list), sort(half));
}

static bool
say_the_same(const struct diag *a, const struct diag *b)
{
	return strcmp(a->code, b->code) == 0 && strcmp(a->text, b->text) == 0;
}

/* Is there one that says the same, among those of its place before it? */
static bool
is_repeated(const struct diag *first, const struct diag *d)
{
	for (; first != d; first = first->next) {
		if (compare_places(&first->at, &d->at) == 0 &&
		    say_the_same(first, d))
			return true;
	}
	return false;
}

void
diags_sort(struct diags *ds)
{
	struct diag	*group, **at;

	ds->first = group = sort(ds->first);
	ds->last = NULL;
	for (at = &ds->first; *at != NULL;) {
		struct diag *d = *at;

		if (compare_places(&group->at, &d->at) != 0)
			group = d;
		if (is_repeated(group, d)) {
			*at = d->next;
			if (d->level == DIAG_ERROR)
				ds->errors--;
			else
				ds->warnings--;
			continue;
		}
		ds->last = d;
		at = &d->next;
	}
}
