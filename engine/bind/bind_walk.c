/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "bind_walk.h"
#include "precept/utf8.h"

/* Single values out of Lua, and how much of all may be declared. */

void
bind_walk_find(struct walk *w, const char *code, struct place at,
    const char *text)
{
	if (bind_find_room(w->b))
		diag_add(w->b->diags, DIAG_ERROR, code, at, "%s", text);
}

void
bind_walk_stop(struct walk *w, struct place at)
{
	if (!w->full)
		bind_walk_find(w, "P023", at, "this is more than a rule "
		    "file may declare: 100000 values, 8 MiB of text");
	w->full = true;
}

bool
bind_walk_bytes(struct walk *w, size_t len, struct place at)
{
	w->bytes += len;
	if (w->bytes > BYTES_MAX)
		bind_walk_stop(w, at);
	return !w->full;
}

/* Blanks and line ends are fine; what drives a terminal is not. */
static bool
has_control(struct slice s)
{
	size_t	i;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if ((c < 0x20 && strchr("\t\n\r", c) == NULL) || c == 0x7f)
			return true;
		if (c == 0xc2 && i + 1 < s.len &&
		    (unsigned char)s.ptr[i + 1] < 0xa0)
			return true;
	}
	return false;
}

const char *
bind_walk_unusable(struct slice s)
{
	if (memchr(s.ptr, '\0', s.len) != NULL)
		return "a zero byte cannot stand in a text";
	if (utf8_valid(s.ptr, s.len) != s.len)
		return "this text is not valid UTF-8";
	if (has_control(s))
		return "a control character cannot stand in a text";
	return NULL;
}

/* The place is exact only if the file has these very bytes there. */
struct place
bind_walk_exact(const struct walk *w, struct place at, uint32_t token,
    struct slice text)
{
	const struct source	*s = &w->b->source;

	at.exact = at.exact && token != NO_TOKEN &&
	    slice_equal(text, bind_place_name(s, token));
	return at;
}

void
bind_walk_text(struct walk *w, struct decl *d, uint32_t token)
{
	struct slice	 s;
	const char	*wrong;

	s.ptr = lua_tolstring(w->L, -1, &s.len);
	d->kind = DECL_TEXT;
	d->at = bind_walk_exact(w, d->at, token, s);
	wrong = bind_walk_unusable(s);
	if (wrong != NULL) {
		bind_walk_find(w, "P018", d->at, wrong);
		d->kind = DECL_WORD;
	}
	if (wrong != NULL || !bind_walk_bytes(w, s.len, d->at))
		s.len = 0;
	d->text = (struct slice){ arena_text(w->b->arena, s), s.len };
}

void
bind_walk_number(struct walk *w, struct decl *d)
{
	if (lua_isinteger(w->L, -1)) {
		d->kind = DECL_INTEGER;
		d->integer = lua_tointeger(w->L, -1);
		return;
	}
	d->kind = DECL_NUMBER;
	d->number = lua_tonumber(w->L, -1);
	if (!isfinite(d->number)) {
		bind_walk_find(w, "P018", d->at, "this is not a finite number");
		d->kind = DECL_WORD;
	}
}

/*
 * The function stays in Lua under a number. It can use all of its file, so
 * that is its text.
 */
RAISES void
bind_walk_function(struct walk *w, struct decl *d)
{
	struct bind	*b = w->b;

	d->kind = DECL_FUNCTION;
	d->func = b->func_count++;
	d->text = b->source.tokens.text;
	lua_rawgeti(w->L, LUA_REGISTRYINDEX, b->functions);
	lua_pushvalue(w->L, -2);
	lua_rawseti(w->L, -2, d->func + 1);
	lua_pop(w->L, 1);
}

