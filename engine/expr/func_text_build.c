/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_text.h"
#include "precept/convert.h"
#include "precept/utf8.h"

/* Texts put together: concat, replace, padding. */

/* A picklist, a number, a date are written as they are. */
bool
func_text_type_concat(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	const struct type	text = { .kind = KIND_TEXT };

	(void)at;
	(void)found;
	for (size_t i = 0; i < call->arg_count; i++)
		func_convert(call, i, &text, arena);
	call->nullable = false;
	return true;
}

struct column *
func_text_concat(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct operand	parts[FUNC_ARGS];

	for (size_t k = 0; k < call->arg_count; k++)
		parts[k] = (struct operand){ args[k], false };
	return expr_eval_join(parts, call->arg_count, rows, mask);
}

static size_t
count_in(struct slice s, struct slice part)
{
	const char	*at;
	size_t		 n = 0;

	while ((at = memmem(s.ptr, s.len, part.ptr, part.len)) != NULL) {
		s.len -= (size_t)(at - s.ptr) + part.len;
		s.ptr = at + part.len;
		n++;
	}
	return n;
}

/* The bytes of `to` are counted before. */
static void
put_replaced(struct slice s, struct slice part, struct slice by, char *to)
{
	const char	*at;
	size_t		 before;

	while ((at = memmem(s.ptr, s.len, part.ptr, part.len)) != NULL) {
		before = (size_t)(at - s.ptr);
		memcpy(to, s.ptr, before);
		to += before;
		if (by.len > 0)
			memcpy(to, by.ptr, by.len);
		to += by.len;
		s.len -= before + part.len;
		s.ptr = at + part.len;
	}
	memcpy(to, s.ptr, s.len);
}

/* false: too long. The text itself if there is nothing to replace. */
static bool
replace_in(struct slice *s, struct slice part, struct slice by,
    struct arena *arena)
{
	size_t	n, len;
	char	*out;

	if (part.len == 0 || part.len > s->len)
		return true;
	n = count_in(*s, part);
	if (n == 0)
		return true;
	len = s->len - n * part.len;
	if (by.len > 0 && n > FUNC_TEXT_MAX / by.len)
		return false;
	len += n * by.len;
	if (len > FUNC_TEXT_MAX)
		return false;
	out = arena_raw(arena, len + 1);
	put_replaced(*s, part, by, out);
	*s = (struct slice){ out, len };
	return true;
}

struct column *
func_text_replace(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++) {
		out->s[i] = (struct slice){ "", 0 };
		if (!expr_wants(mask, i))
			continue;
		out->s[i] = args[0]->s[i];
		if (!replace_in(&out->s[i], args[1]->s[i], args[2]->s[i],
		    rows->arena))
			func_too_long(out, i, rows, mask);
	}
	return out;
}

/* `missing` characters of the filling, again and again. */
static char *
put_filling(char *to, struct slice by, size_t missing)
{
	size_t	at = 0, from;

	for (; missing > 0; missing--) {
		from = at;
		utf8_next(by, &at);
		memcpy(to, by.ptr + from, at - from);
		to += at - from;
		if (at == by.len)
			at = 0;
	}
	return to;
}

/* false: too long. A text that is long enough stays as it is. */
static bool
pad(struct slice *s, int64_t length, struct slice by, bool in_front,
    struct arena *arena)
{
	size_t	count = utf8_count(*s), missing;
	char	*out, *at;

	if (length <= 0 || (size_t)length <= count || by.len == 0)
		return true;
	if (length > FUNC_TEXT_MAX)
		return false;
	missing = (size_t)length - count;
	out = at = arena_raw(arena, s->len + missing * 4);
	if (in_front)
		at = put_filling(at, by, missing);
	memcpy(at, s->len > 0 ? s->ptr : "", s->len);
	at += s->len;
	if (!in_front)
		at = put_filling(at, by, missing);
	*s = (struct slice){ out, (size_t)(at - out) };
	return true;
}

static struct column *
pad_all(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask, bool in_front)
{
	struct column	*out = func_make(call, rows);
	struct slice	 by = { " ", 1 };

	for (size_t i = 0; i < rows->count; i++) {
		out->s[i] = (struct slice){ "", 0 };
		if (!expr_wants(mask, i))
			continue;
		if (call->arg_count == 3)
			by = args[2]->s[i];
		out->s[i] = args[0]->s[i];
		if (!pad(&out->s[i], args[1]->i[i], by, in_front,
		    rows->arena))
			func_too_long(out, i, rows, mask);
	}
	return out;
}

struct column *
func_text_pad_left(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return pad_all(call, args, rows, mask, true);
}

struct column *
func_text_pad_right(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return pad_all(call, args, rows, mask, false);
}
