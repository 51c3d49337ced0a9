/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

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

/* Takes "rule:7: " off; 0 when there is none. */
static int
take_line(struct slice *s)
{
	char	*end;
	long	 line;

	if (!begins(*s, "rule:"))
		return 0;
	line = strtol(s->ptr + 5, &end, 10);
	if (end == s->ptr + 5 || end[0] != ':' || end[1] != ' ')
		return 0;
	s->len -= (size_t)(end + 2 - s->ptr);
	s->ptr = end + 2;
	return (int)line;
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

/* Of several such words on the line, the one behind a value. */
static uint32_t
find_token(const struct tokens *ts, int line, struct slice near)
{
	uint32_t	i, first = bind_token_on(ts, line, near);

	for (i = first; i < ts->count && (int)ts->items[i].line == line; i++)
		if (i > 0 && slice_equal(bind_token_text(ts, i), near) &&
		    ends_value(ts, i - 1))
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

static bool
report_end(const struct fault *f)
{
	uint32_t	 open = bind_place_unclosed(&f->b->source);
	struct diag	*d;

	if (!slice_is(f->near, "<eof>") || open == NO_TOKEN ||
	    f->b->source.tokens.broken)
		return false;
	d = diag_add(f->b->diags, DIAG_ERROR, "P001",
	    bind_token_place(&f->b->source.tokens, open, open),
	    "this '{' is never closed: the file ends first");
	diag_label(f->b->diags, d, "a '}' for this one is missing");
	return true;
}

static bool
report_unfinished(const struct fault *f)
{
	const struct tokens	*ts = &f->b->source.tokens;
	uint32_t		 last;
	struct place		 at;

	if (!begins(f->text, "unfinished") || !ts->broken || ts->count < 2)
		return false;
	last = (uint32_t)ts->count - 2;
	at = bind_find_line(f->b, (int)ts->items[last].line);
	if (ts->items[last].kind == TOKEN_TEXT) {
		at.col = (int)ts->items[last].col;
		at.len = 1;
	}
	diag_add(f->b->diags, DIAG_ERROR, "P001", at, begins(f->text,
	    "unfinished long comment") ? "this comment never ends" :
	    "this text never ends: its last quote is missing");
	return true;
}

static void
report_other(const struct fault *f)
{
	const char	*near = bind_find_clean(f->b->arena, f->near);
	const char	*text = bind_find_clean(f->b->arena, f->text);
	struct place	 at = place_of(f);

	if (begins(f->text, "unexpected symbol") ||
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

	f.line = take_line(&f.text);
	f.near = take_near(&f.text);
	f.token = find_token(&b->source.tokens, f.line, f.near);
	if (!bind_find_room(b))
		return;
	if (!report_phrase(&f) && !report_comma(&f) && !report_end(&f) &&
	    !report_unfinished(&f))
		report_other(&f);
}

static void
report_stop(struct bind *b)
{
	struct place	at = bind_find_line(b, b->seal.line);
	char		why[80];

	switch (b->seal.stop) {
	case STOP_TIME:
		if (b->limits.time % 1000000 == 0)
			snprintf(why, sizeof why, "it ran longer than %lld s",
			    (long long)(b->limits.time / 1000000));
		else
			snprintf(why, sizeof why, "it ran longer than %lld ms",
			    (long long)(b->limits.time / 1000));
		break;
	case STOP_STEPS:
		snprintf(why, sizeof why, "it took more than %lld steps",
		    (long long)b->limits.steps);
		break;
	default:
		snprintf(why, sizeof why, "it used more than %zu KiB of "
		    "memory over time", b->limits.churn >> 10);
	}
	if (b->seal.line > 0)
		diag_add(b->diags, DIAG_ERROR, "P020", at,
		    "the file was stopped at line %d: %s", b->seal.line, why);
	else
		diag_add(b->diags, DIAG_ERROR, "P020", at,
		    "the file was stopped: %s", why);
}

/* What ended a file, from the result of its protected call and -1 of L. */
void
bind_fault_raised(struct bind *b, int status)
{
	lua_State	*L = b->seal.L;
	struct slice	 s = SLICE("an error that is no text");
	int		 line;

	if (!bind_find_room(b))
		return;
	if (b->seal.stop != STOP_NONE) {
		report_stop(b);
		return;
	}
	if (status == LUA_ERRMEM) {
		diag_add(b->diags, DIAG_ERROR, "P021",
		    bind_find_line(b, b->seal.line), "the file was stopped: "
		    "it needs more than %zu KiB of memory",
		    b->limits.memory >> 10);
		return;
	}
	if (lua_type(L, -1) == LUA_TSTRING)
		s.ptr = lua_tolstring(L, -1, &s.len);
	line = take_line(&s);
	if (line == 0)
		line = b->error_line;
	diag_add(b->diags, DIAG_ERROR, "P022", bind_find_line(b, line),
	    "the file cannot go on: %s", bind_find_clean(b->arena, s));
}
