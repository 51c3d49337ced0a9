/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"
#include "precept/utf8.h"

/*
 * What Lua never gets to read: bytes that are no text, and the parts of Lua
 * 5.4.4 that compute wrongly (bitwise operators on many constants) or leave
 * variables unclosed (<close>).
 */

#define FILE_MAX ((size_t)256 << 10)

static bool
refuse(struct bind *b, size_t at, const char *text)
{
	struct place	 place = bind_find_line(b, 1);
	struct slice	 s = b->source.tokens.text;
	size_t		 i;

	for (i = 0; i < at; i++)
		place.line += s.ptr[i] == '\n';
	if (bind_find_room(b))
		diag_add(b->diags, DIAG_ERROR, "P002", place, "%s", text);
	return false;
}

bool
bind_lint(struct bind *b, struct slice text)
{
	const char	*zero = memchr(text.ptr, '\0', text.len);
	size_t		 valid;

	if (text.len > FILE_MAX)
		return refuse(b, 0, "a rule file may have 256 KiB: make "
		    "several files of it");
	if (text.len > 0 && text.ptr[0] == '\033')
		return refuse(b, 0, "this is compiled Lua: a rule file is "
		    "text");
	if (zero != NULL)
		return refuse(b, (size_t)(zero - text.ptr), "there is a zero "
		    "byte in this line: a rule file is text");
	valid = utf8_valid(text.ptr, text.len);
	if (valid < text.len)
		return refuse(b, valid, "this line is not valid UTF-8: save "
		    "the file with the encoding UTF-8");
	return true;
}

static void
add_finding(struct bind *b, uint32_t from, uint32_t to, const char *text)
{
	const struct tokens	*ts = &b->source.tokens;
	struct text		 quoted;
	struct diag		*d;

	if (!bind_find_room(b))
		return;
	d = diag_add(b->diags, DIAG_ERROR, "P016",
	    bind_token_place(ts, from, to), "%s", text);
	if (!bind_find_quoted(b, from, &quoted))
		return;
	diag_label(b->diags, d, "a condition is text: put quotes around it");
	diag_note(b->diags, d, "try", "%s", quoted.ptr);
	text_free(&quoted);
}

static bool
is_bitwise(const struct tokens *ts, uint32_t i)
{
	static const char *const marks[] = { "&", "|", "~", "<<", ">>" };
	size_t	n;

	for (n = 0; n < COUNT(marks); n++)
		if (bind_token_is(ts, i, marks[n]))
			return true;
	return false;
}

/* False: the file must not run. */
bool
bind_lint_tokens(struct bind *b)
{
	const struct tokens	*ts = &b->source.tokens;
	size_t			 before = b->findings;
	uint32_t		 i;

	for (i = 0; i + 1 < ts->count; i++) {
		if (ts->items[i].kind != TOKEN_MARK)
			continue;
		if (is_bitwise(ts, i)) {
			uint32_t to = is_bitwise(ts, i + 1) ? i + 1 : i;

			add_finding(b, i, to, "a rule file has no bitwise "
			    "operators");
			i = to;
		} else if (bind_token_is(ts, i, "<") &&
		    bind_token_is(ts, i + 1, "close") &&
		    bind_token_is(ts, i + 2, ">"))
			add_finding(b, i, i + 2, "a rule file has no <close> "
			    "variables");
	}
	return b->findings == before;
}
