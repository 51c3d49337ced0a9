/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "precept/utf8.h"

/*
 * like: the pattern falls apart at each %; the first piece stands at the
 * beginning, the last at the end, and what is between is looked for from
 * left to right, never twice.
 */

#define NOWHERE SIZE_MAX

struct piece {
	char	*text;
	uint8_t	*any;		/* 1: a _, any character */
	size_t	 len;
	size_t	 chars;
	size_t	 lead;		/* bytes before the first _ */
	bool	 wild;		/* has a _ */
};

struct like {
	struct piece	*pieces;
	size_t		 count;
};

static void
add_byte(struct piece *p, char c, bool any)
{
	p->text[p->len] = c;
	p->any[p->len++] = any;
	p->wild |= any;
	p->lead += !p->wild;
	p->chars += (c & 0xc0) != 0x80;
}

static struct piece *
next_piece(struct like *l, const struct piece *before)
{
	struct piece	*p = &l->pieces[l->count++];

	p->text = before->text + before->len;
	p->any = before->any + before->len;
	return p;
}

static struct like
compile(struct slice pattern, struct arena *arena)
{
	struct like	 l = { NULL, 1 };
	struct piece	*p;
	size_t		 i, signs = 0;
	char		 c;

	for (i = 0; i < pattern.len; i++)
		signs += pattern.ptr[i] == '%';
	p = l.pieces = arena_array(arena, signs + 1, sizeof *p);
	p->text = arena_raw(arena, pattern.len + 1);
	p->any = arena_raw(arena, pattern.len + 1);
	for (i = 0; i < pattern.len; i++) {
		c = pattern.ptr[i];
		if (c == '\\' && i + 1 < pattern.len)
			add_byte(p, pattern.ptr[++i], false);
		else if (c == '%')
			p = next_piece(&l, p);
		else
			add_byte(p, c, c == '_');
	}
	return l;
}

/* Where the piece ends that begins at byte `at`, or NOWHERE. */
static size_t
match_at(const struct piece *p, struct slice s, size_t at)
{
	if (!p->wild)
		return s.len - at >= p->len &&
		    memcmp(s.ptr + at, p->text, p->len) == 0 ?
		    at + p->len : NOWHERE;
	for (size_t i = 0; i < p->len; i++) {
		if (at == s.len)
			return NOWHERE;
		if (p->any[i])
			utf8_next(s, &at);
		else if (s.ptr[at++] != p->text[i])
			return NOWHERE;
	}
	return at;
}

/* The same at or after byte `at`. */
static size_t
search(const struct piece *p, struct slice s, size_t at)
{
	const char	*found;
	size_t		 end;

	for (;;) {
		found = memmem(s.ptr + at, s.len - at, p->text, p->lead);
		if (found == NULL)
			return NOWHERE;
		at = (size_t)(found - s.ptr);
		end = p->wild ? match_at(p, s, at) : at + p->len;
		if (end != NOWHERE || at == s.len)
			return end;
		utf8_next(s, &at);
	}
}

/* Where the piece would begin at the end of the text. */
static size_t
begin_at_end(const struct piece *p, struct slice s)
{
	size_t	at = s.len;

	if (!p->wild)
		return s.len < p->len ? NOWHERE : s.len - p->len;
	for (size_t n = p->chars; n > 0; n--) {
		if (at == 0)
			return NOWHERE;
		while (--at > 0 && (s.ptr[at] & 0xc0) == 0x80)
			;
	}
	return at;
}

static bool
matches(const struct like *l, struct slice s)
{
	const struct piece	*last = &l->pieces[l->count - 1];
	size_t			 at, end;

	if (s.len == 0)
		s.ptr = "";
	at = match_at(&l->pieces[0], s, 0);
	if (at == NOWHERE || l->count == 1)
		return at == s.len;
	for (size_t k = 1; k + 1 < l->count; k++) {
		at = search(&l->pieces[k], s, at);
		if (at == NOWHERE)
			return false;
	}
	end = begin_at_end(last, s);
	return end != NOWHERE && end >= at &&
	    match_at(last, s, end) == s.len;
}

struct column *
expr_eval_like(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct column	*c = expr_eval(e->args[0], rows, mask);
	struct operand		 pattern = expr_eval_operand(e->args[1], rows,
				    mask);
	struct column		*out = column_make(rows->arena, KIND_BOOLEAN,
				    rows->count);
	struct slice		 p, before = { NULL, SIZE_MAX };
	struct like		 like = { 0 };

	for (size_t i = 0; i < rows->count; i++) {
		out->b[i] = 0;
		if (column_is_null(c, i) || operand_null(pattern, i))
			continue;
		p = pattern.c->s[operand_row(pattern, i)];
		if (p.len != before.len || !slice_equal(p, before))
			like = compile(p, rows->arena);
		before = p;
		out->b[i] = matches(&like, c->s[i]);
	}
	return out;
}
