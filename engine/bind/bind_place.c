/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "bind_place.h"

/*
 * One pass over the tokens with a stack of what is open: brackets, and the
 * blocks that end in `end`, since the commas of a function are not those of
 * the table around it. What Lua would refuse anyway may come out wrong.
 */

#define CODE_MAX ((size_t)16 << 20)
#define TWICE_MAX 100		/* such findings of one file */

struct frame {
	uint32_t	open;		/* token; '{' has the rest */
	uint32_t	braces;
	size_t		spots;		/* in `open` when it began */
	uint32_t	from;		/* of the entry at hand */
	uint32_t	key;
	bool		begun;		/* the entry has a token */
};

static bool
is(const struct source *s, uint32_t i, const char *text)
{
	return bind_token_is(&s->tokens, i, text);
}

static bool
is_kind(const struct source *s, uint32_t i, enum token_kind kind)
{
	return i < s->tokens.count && s->tokens.items[i].kind == kind;
}

static struct frame *
top(struct source *s)
{
	return s->depth == 0 ? NULL : &s->frames[s->depth - 1];
}

static struct frame *
push(struct source *s, uint32_t open)
{
	struct frame	*f;

	s->frames = bind_token_grow(s->frames, s->depth, &s->frame_cap,
	    sizeof *s->frames);
	f = &s->frames[s->depth++];
	*f = (struct frame){ .open = open, .braces = NO_TOKEN,
		.from = NO_TOKEN, .key = NO_TOKEN };
	return f;
}

/* `a.b.word`: from where the dots begin. */
static uint32_t
word_start(const struct source *s, uint32_t i)
{
	while (i >= 2 && is(s, i - 1, ".") && is_kind(s, i - 2, TOKEN_NAME))
		i -= 2;
	return i;
}

static void
set_word(const struct source *s, struct braces *b, uint32_t i)
{
	if (!is_kind(s, i, TOKEN_NAME))
		return;
	b->word = word_start(s, i);
	b->word_end = i;
}

/* word {   word "name" {   word({   word("name") {   word("name", { */
static void
find_word(const struct source *s, struct braces *b)
{
	uint32_t	i = b->open - 1, name_end = NO_TOKEN, open;

	if (b->open == 0)
		return;
	if (is_kind(s, i, TOKEN_NAME)) {
		set_word(s, b, i);
	} else if (is_kind(s, i, TOKEN_TEXT) && i > 0) {
		b->name = b->name_end = i;
		set_word(s, b, i - 1);
	} else if (is(s, i, "(") && i > 0) {
		set_word(s, b, i - 1);
	} else if (is(s, i, ")")) {
		name_end = i - 1;
		open = s->tokens.items[i].mate;
		if (open != NO_TOKEN && open > 0 && open < name_end) {
			b->name = open + 1;
			b->name_end = name_end;
			set_word(s, b, open - 1);
		}
	}
	if (b->word == NO_TOKEN)
		b->name = b->name_end = NO_TOKEN;
}

static void
open_braces(struct source *s, uint32_t i)
{
	struct frame	*f = push(s, i);
	struct braces	*b;

	s->braces = bind_token_grow(s->braces, s->count, &s->cap,
	    sizeof *s->braces);
	b = &s->braces[s->count];
	*b = (struct braces){ .open = i, .close = NO_TOKEN, .word = NO_TOKEN,
		.name = NO_TOKEN, .name_end = NO_TOKEN };
	find_word(s, b);
	f->braces = (uint32_t)s->count++;
	f->spots = s->open_count;
}

/* What stands in front of the value, if there is a value yet. */
static void
begin_entry(struct source *s, struct frame *f, uint32_t i)
{
	f->begun = true;
	f->from = i;
	f->key = NO_TOKEN;
	if (is_kind(s, i, TOKEN_NAME) && is(s, i + 1, "=")) {
		f->key = i;
		f->from = i + 2;
	} else if (is(s, i, "[") && is(s, i + 2, "]") && is(s, i + 3, "=")) {
		f->key = i + 1;
		f->from = i + 4;
	}
}

static void
end_entry(struct source *s, struct frame *f, uint32_t i)
{
	struct spot	*spot;

	if (f->begun && f->from < i) {
		s->open = bind_token_grow(s->open, s->open_count, &s->open_cap,
		    sizeof *s->open);
		spot = &s->open[s->open_count++];
		*spot = (struct spot){ f->key, f->from, i - 1 };
	}
	f->begun = false;
}

struct slice
bind_place_name(const struct source *s, uint32_t i)
{
	const struct token	*t = &s->tokens.items[i];

	if (t->kind != TOKEN_TEXT)
		return bind_token_text(&s->tokens, i);
	if (!t->plain)
		return (struct slice){ NULL, 0 };
	return (struct slice){ s->tokens.text.ptr + t->inner, t->inner_len };
}

/* Numbers apart from names; the same key by its place. */
static int
compare_spots(const void *a, const void *b, void *arg)
{
	const struct source	*s = arg;
	uint32_t		 i = ((const struct spot *)a)->key;
	uint32_t		 j = ((const struct spot *)b)->key;
	int			 order;

	order = is_kind(s, i, TOKEN_NUMBER) - is_kind(s, j, TOKEN_NUMBER);
	if (order == 0)
		order = slice_compare(bind_place_name(s, i),
		    bind_place_name(s, j));
	return order != 0 ? order : (i > j) - (i < j);
}

static void
report_twice(struct source *s, struct spot *keys, size_t n, struct diags *ds)
{
	size_t	i;

	for (i = 1; i < n; i++) {
		struct slice name = bind_place_name(s, keys[i].key);
		struct slice before = bind_place_name(s, keys[i - 1].key);
		struct diag *d;

		if (name.ptr == NULL || !slice_equal(name, before) ||
		    is_kind(s, keys[i].key, TOKEN_NUMBER) !=
		    is_kind(s, keys[i - 1].key, TOKEN_NUMBER))
			continue;
		if (s->twice++ >= TWICE_MAX)
			return;
		d = diag_add(ds, DIAG_ERROR, "P017", bind_token_place(
		    &s->tokens, keys[i].key, keys[i].key),
		    "'%.*s' is given twice in one table", (int)name.len,
		    name.ptr);
		diag_label(ds, d, "only one of them can count");
		diag_note(ds, d, "note", "the first is in line %u",
		    s->tokens.items[keys[i - 1].key].line);
	}
}

static void
add_spot(struct source *s, struct spot spot)
{
	s->spots = bind_token_grow(s->spots, s->spot_count, &s->spot_cap,
	    sizeof *s->spots);
	s->spots[s->spot_count++] = spot;
}

/* The spots since the `{`: items in order, then keys by name. */
static void
close_braces(struct source *s, uint32_t i, struct diags *ds)
{
	struct frame	*f = top(s);
	struct braces	*b = &s->braces[f->braces];
	size_t		 n;

	end_entry(s, f, i);
	b->close = i;
	b->first = (uint32_t)s->spot_count;
	for (n = f->spots; n < s->open_count; n++)
		if (s->open[n].key == NO_TOKEN)
			add_spot(s, s->open[n]);
	b->items = (uint32_t)s->spot_count - b->first;
	for (n = f->spots; n < s->open_count; n++)
		if (s->open[n].key != NO_TOKEN)
			add_spot(s, s->open[n]);
	b->keys = (uint32_t)s->spot_count - b->first - b->items;
	s->open_count = f->spots;
	if (b->keys > 1) {
		struct spot *keys = &s->spots[b->first + b->items];

		qsort_r(keys, b->keys, sizeof *keys, compare_spots, s);
		report_twice(s, keys, b->keys, ds);
	}
}

/* Does this token close what is open? */
static bool
closes(const struct source *s, uint32_t open, uint32_t i)
{
	switch (s->tokens.text.ptr[s->tokens.items[i].at]) {
	case '}':
		return is(s, open, "{");
	case ')':
		return is(s, open, "(");
	case ']':
		return is(s, open, "[");
	case 'u':
		return is(s, open, "repeat");
	default:
		return is(s, open, "function") || is(s, open, "do") ||
		    is(s, open, "if");
	}
}

static bool
close_one(struct source *s, uint32_t i, struct diags *ds)
{
	struct frame	*f = top(s);

	if (f == NULL || !closes(s, f->open, i))
		return false;
	s->tokens.items[i].mate = f->open;
	if (f->braces != NO_TOKEN)
		close_braces(s, i, ds);
	s->depth--;
	return true;
}

static bool
take_mark(struct source *s, uint32_t i, struct diags *ds)
{
	switch (s->tokens.text.ptr[s->tokens.items[i].at]) {
	case '{':
		open_braces(s, i);
		return true;
	case '(':
	case '[':
		push(s, i);
		return true;
	case '}':
	case ')':
	case ']':
		return close_one(s, i, ds);
	default:
		return true;
	}
}

static bool
take_keyword(struct source *s, uint32_t i, struct diags *ds)
{
	if (is(s, i, "function") || is(s, i, "do") || is(s, i, "if") ||
	    is(s, i, "repeat"))
		push(s, i);
	else if (is(s, i, "end") || is(s, i, "until"))
		return close_one(s, i, ds);
	return true;
}

/* False when the nesting makes no sense: Lua will say so. */
static bool
take(struct source *s, uint32_t i, struct diags *ds)
{
	struct frame	*f = top(s);

	if (f != NULL && f->braces != NO_TOKEN) {
		if (is(s, i, ",") || is(s, i, ";")) {
			end_entry(s, f, i);
			return true;
		}
		if (!f->begun && !is(s, i, "}"))
			begin_entry(s, f, i);
	}
	if (is_kind(s, i, TOKEN_MARK))
		return take_mark(s, i, ds);
	if (is_kind(s, i, TOKEN_KEYWORD))
		return take_keyword(s, i, ds);
	return true;
}

static void
write_code(struct source *s)
{
	const char	*at = s->tokens.text.ptr;
	const char	*end = at + s->tokens.text.len;
	size_t		 i;

	if (end - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	for (i = 0; i < s->count; i++) {
		const struct token *t = &s->tokens.items[s->braces[i].open];
		const char *here = s->tokens.text.ptr + t->at + 1;

		text_add(&s->code, at, (size_t)(here - at));
		text_printf(&s->code, "[\"\\0\"]=%zu,", i);
		at = here;
	}
	text_add(&s->code, at, (size_t)(end - at));
}

void
bind_place_read(struct source *s, const char *file, struct slice text,
    struct diags *ds)
{
	uint32_t	i;

	bind_token_scan(&s->tokens, file, text);
	s->count = s->spot_count = s->open_count = s->depth = 0;
	s->twice = 0;
	for (i = 0; i + 1 < s->tokens.count; i++)
		if (!take(s, i, ds))
			break;
	if (s->code.max == 0)
		text_init(&s->code, CODE_MAX);
	text_clear(&s->code);
	write_code(s);
}

void
bind_place_clear(struct source *s)
{
	bind_token_clear(&s->tokens);
	mem_free(s->braces);
	mem_free(s->spots);
	mem_free(s->open);
	mem_free(s->frames);
	text_free(&s->code);
	*s = (struct source){ 0 };
}

uint32_t
bind_place_unclosed(const struct source *s)
{
	return s->depth == 0 ? NO_TOKEN : s->frames[s->depth - 1].open;
}
