/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"

/*
 * Lua's errors in an admin's words. Lua says `rule:7: '}' expected (to close
 * '{' at line 2) near 'filters'`; the admin forgot a comma.
 */

struct fault {
	struct bind	*b;
	struct slice	 text;		/* without line and near */
	int		 line;
	uint32_t	 token;		/* Lua stumbled here, or NO_TOKEN */
	struct slice	 near;		/* as Lua wrote it */
};

static bool
begins(struct slice s, const char *with)
{
	return s.len >= strlen(with) &&
	    memcmp(s.ptr, with, strlen(with)) == 0;
}

/* Takes ` near 'x'` off the end. */
static struct slice
take_near(struct slice *s)
{
	static const char	 mark[] = " near ";
	const char		*at = NULL, *next = s->ptr;
	struct slice		 near = { "", 0 };

	while ((next = memmem(next, (size_t)(s->ptr + s->len - next), mark,
	    strlen(mark))) != NULL)
		at = next++;
	if (at == NULL)
		return near;
	near.ptr = at + strlen(mark);
	near.len = (size_t)(s->ptr + s->len - near.ptr);
	s->len = (size_t)(at - s->ptr);
	if (near.len >= 2 && near.ptr[0] == '\'') {
		near.ptr++;
		near.len -= 2;
	}
	return near;
}

/* Does a value end here, so that no other can begin behind it? */
static bool
ends_value(const struct tokens *ts, uint32_t i)
{
	static const char *const words[] = { "nil", "true", "false", "end",
		"}", ")", "]", "..." };
	enum token_kind	kind = ts->items[i].kind;
	size_t		n;

	if (kind == TOKEN_NAME || kind == TOKEN_NUMBER || kind == TOKEN_TEXT)
		return true;
	for (n = 0; n < COUNT(words); n++)
		if (bind_token_is(ts, i, words[n]))
			return true;
	return false;
}

static bool
begins_value(const struct tokens *ts, uint32_t i)
{
	static const char *const words[] = { "nil", "true", "false", "{", "[",
		"function", "not" };
	enum token_kind	kind = ts->items[i].kind;
	size_t		n;

	if (kind == TOKEN_NAME || kind == TOKEN_NUMBER || kind == TOKEN_TEXT)
		return true;
	for (n = 0; n < COUNT(words); n++)
		if (bind_token_is(ts, i, words[n]))
			return true;
	return false;
}

/* Is this what Lua cannot have meant by the other ones on the line? */
static bool
is_wrong(const struct tokens *ts, uint32_t i)
{
	if (bind_token_is(ts, i, "}") || bind_token_is(ts, i, ")") ||
	    bind_token_is(ts, i, "]"))
		return ts->items[i].mate == NO_TOKEN ||
		    (i > 0 && !ends_value(ts, i - 1) &&
		    ts->items[i].mate != i - 1 &&
		    !bind_token_is(ts, i - 1, ","));
	return i > 0 && ends_value(ts, i - 1) == begins_value(ts, i);
}

static uint32_t
find_token(const struct tokens *ts, int line, struct slice near)
{
	uint32_t	i, first = bind_token_on(ts, line, near);

	for (i = first; i < ts->count && (int)ts->items[i].line == line; i++)
		if (slice_equal(bind_token_text(ts, i), near) &&
		    is_wrong(ts, i))
			return i;
	return first;
}

static struct place
place_of(const struct fault *f)
{
	const struct tokens	*ts = &f->b->source.tokens;
	struct place		 at;

	if (f->token == NO_TOKEN)
		return bind_find_line(f->b, f->line);
	at = bind_token_place(ts, f->token, f->token);
	if (ts->items[f->token].kind == TOKEN_TEXT)
		at = (struct place){ at.file, at.line,
		    (int)ts->items[f->token].col, at.len, false };
	return at;
}

/* `filters = visitors is not null`: words in a row in a table. */
static bool
report_phrase(const struct fault *f)
{
	const struct tokens	*ts = &f->b->source.tokens;
	const struct spot	*spot;
	struct text		 quoted;
	struct diag		*d;

	if (f->token == NO_TOKEN || f->token == 0)
		return false;
	spot = bind_place_around(&f->b->source, f->token);
	if (spot == NULL || f->token == spot->from ||
	    ts->items[spot->from].kind != TOKEN_NAME ||
	    ts->items[f->token].line != ts->items[spot->from].line ||
	    !bind_find_quoted(f->b, f->token, &quoted))
		return false;
	d = diag_add(f->b->diags, DIAG_ERROR, "P014",
	    bind_token_place(ts, spot->from, spot->to),
	    "conditions are text: put quotes around it");
	diag_note(f->b->diags, d, "try", "%s", quoted.ptr);
	text_free(&quoted);
	return true;
}

static bool
report_comma(const struct fault *f)
{
	const struct tokens	*ts = &f->b->source.tokens;
	struct diag		*d;
	struct place		 at;

	if (!begins(f->text, "'}' expected") || f->token == NO_TOKEN ||
	    f->token == 0 || !ends_value(ts, f->token - 1) ||
	    !begins_value(ts, f->token))
		return false;
	at = bind_token_place(ts, f->token - 1, f->token - 1);
	at.col = (int)(ts->items[f->token - 1].col +
	    ts->items[f->token - 1].len);
	at.len = 0;
	d = diag_add(f->b->diags, DIAG_ERROR, "P001", at,
	    "a comma is missing here, before '%s'",
	    bind_find_clean(f->b->arena, bind_token_text(ts, f->token)));
	diag_label(f->b->diags, d, "a comma");
	return true;
}

/* What is open closes with this. */
static const char *
closer(const struct tokens *ts, uint32_t open)
{
	static const char *const pairs[][2] = { { "{", "}" }, { "(", ")" },
		{ "[", "]" }, { "repeat", "until" } };
	size_t	i;

	for (i = 0; i < COUNT(pairs); i++)
		if (bind_token_is(ts, open, pairs[i][0]))
			return pairs[i][1];
	return "end";
}

static bool
report_end(const struct fault *f)
{
	const struct tokens	*ts = &f->b->source.tokens;
	uint32_t		 open = bind_place_unclosed(&f->b->source);
	struct slice		 name;
	struct diag		*d;

	if (!slice_is(f->near, "<eof>") || open == NO_TOKEN || ts->broken)
		return false;
	name = bind_token_text(ts, open);
	d = diag_add(f->b->diags, DIAG_ERROR, "P001",
	    bind_token_place(ts, open, open),
	    "this '%.*s' is never closed: the file ends first",
	    (int)name.len, name.ptr);
	diag_label(f->b->diags, d, "its '%s' is missing", closer(ts, open));
	return true;
}

static bool
report_unfinished(const struct fault *f)
{
	const struct tokens	*ts = &f->b->source.tokens;

	if (!begins(f->text, "unfinished") || !ts->broken)
		return false;
	diag_add(f->b->diags, DIAG_ERROR, "P001", ts->broken_at,
	    begins(f->text, "unfinished long comment") ?
	    "this comment never ends" :
	    begins(f->text, "unfinished long") ?
	    "this text never ends: its ']]' is missing" :
	    "this text never ends: its last quote is missing");
	return true;
}

static void
report_other(const struct fault *f)
{
	const char	*near = bind_find_clean(f->b->arena, f->near);
	const char	*text = bind_find_clean(f->b->arena, f->text);
	struct place	 at = place_of(f);

	if (f->line == 0 || begins(f->text, "C stack overflow"))
		diag_add(f->b->diags, DIAG_ERROR, "P001", at,
		    "this is nested too deep, or has too many parts: %s",
		    text);
	else if (begins(f->text, "unexpected symbol") ||
	    begins(f->text, "syntax error"))
		diag_add(f->b->diags, DIAG_ERROR, "P001", at, slice_is(f->near,
		    "<eof>") ? "the file ends in the middle of something" :
		    "'%s' cannot stand here", near);
	else if (f->near.len > 0)
		diag_add(f->b->diags, DIAG_ERROR, "P001", at,
		    "%s before '%s'", text, near);
	else
		diag_add(f->b->diags, DIAG_ERROR, "P001", at, "%s", text);
}

void
bind_fault_syntax(struct bind *b, const char *message)
{
	struct fault	f = { .b = b, .text = slice_of(message) };

	f.line = bind_fault_line(&f.text);
	f.near = take_near(&f.text);
	f.token = find_token(&b->source.tokens, f.line, f.near);
	if (!bind_find_room(b))
		return;
	if (!report_phrase(&f) && !report_comma(&f) && !report_end(&f) &&
	    !report_unfinished(&f))
		report_other(&f);
}
