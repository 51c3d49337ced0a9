/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_text.h"
#include "precept/utf8.h"

/*
 * Parts of a text: nothing is copied, the result points into its argument.
 * Places and lengths are counted in characters.
 */

static const struct slice	empty = { "", 0 };

static struct slice
trim_left(struct slice s)
{
	while (s.len > 0 && *s.ptr == ' ') {
		s.ptr++;
		s.len--;
	}
	return s;
}

static struct slice
trim_right(struct slice s)
{
	while (s.len > 0 && s.ptr[s.len - 1] == ' ')
		s.len--;
	return s;
}

static struct slice
trim_both(struct slice s)
{
	return trim_left(trim_right(s));
}

static struct column *
cut_all(struct slice (*cut)(struct slice), const struct column *c,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = column_make(rows->arena, KIND_TEXT,
			    rows->count);

	for (size_t i = 0; i < rows->count; i++)
		out->s[i] = expr_wants(mask, i) ? cut(c->s[i]) : empty;
	return out;
}

struct column *
func_text_trim(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	(void)call;
	return cut_all(trim_both, args[0], rows, mask);
}

struct column *
func_text_ltrim(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	(void)call;
	return cut_all(trim_left, args[0], rows, mask);
}

struct column *
func_text_rtrim(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	(void)call;
	return cut_all(trim_right, args[0], rows, mask);
}

/* Characters from..to, counted from 0; to is not in it. */
static struct slice
cut(struct slice s, int64_t from, int64_t to)
{
	size_t	at, end;

	if (from < 0)
		from = 0;
	if (to <= from)
		return empty;
	at = utf8_at(s, (size_t)from);
	s.ptr += at;
	s.len -= at;
	end = (uint64_t)(to - from) >= s.len ? s.len :
	    utf8_at(s, (size_t)(to - from));
	return (struct slice){ s.ptr, end };
}

struct column *
func_text_left(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++)
		out->s[i] = expr_wants(mask, i) ?
		    cut(args[0]->s[i], 0, args[1]->i[i]) : empty;
	return out;
}

static struct slice
cut_right(struct slice s, int64_t n)
{
	int64_t	count = (int64_t)utf8_count(s);

	return n <= 0 ? empty : n >= count ? s : cut(s, count - n, count);
}

struct column *
func_text_right(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++)
		out->s[i] = expr_wants(mask, i) ?
		    cut_right(args[0]->s[i], args[1]->i[i]) : empty;
	return out;
}

/* As SQL has it: places before the first count, and are empty. */
static struct slice
cut_inside(struct slice s, int64_t from, int64_t length)
{
	int64_t	to;

	if (from == INT64_MIN || length <= 0)
		return empty;
	from--;
	if (__builtin_add_overflow(from, length, &to))
		to = INT64_MAX;
	return cut(s, from, to);
}

struct column *
func_text_substring(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	const bool	 all = call->arg_count == 2;

	for (size_t i = 0; i < rows->count; i++)
		out->s[i] = !expr_wants(mask, i) ? empty :
		    cut_inside(args[0]->s[i], args[1]->i[i],
		    all ? INT64_MAX : args[2]->i[i]);
	return out;
}

/* Where `part` is next in s; ptr NULL if it is not. */
static const char *
find(struct slice s, struct slice part)
{
	return part.len == 0 || part.len > s.len ? NULL :
	    memmem(s.ptr, s.len, part.ptr, part.len);
}

/* The text up to the next separator; `rest` is what comes after it. */
static struct slice
next_part(struct slice *rest, struct slice by)
{
	const char	*end = find(*rest, by);
	struct slice	 part = *rest;

	if (end == NULL) {
		rest->ptr = NULL;
		return part;
	}
	part.len = (size_t)(end - part.ptr);
	rest->ptr = end + by.len;
	rest->len -= part.len + by.len;
	return part;
}

static int64_t
count_parts(struct slice s, struct slice by)
{
	int64_t	n = 0;

	for (; s.ptr != NULL; n++)
		next_part(&s, by);
	return n;
}

/* ptr NULL if there is no such part. */
static struct slice
part_of(struct slice s, struct slice by, int64_t n)
{
	struct slice	part = { NULL, 0 };

	if (s.len == 0)
		s = empty;
	if (n < 0)
		n += count_parts(s, by) + 1;
	if (n <= 0)
		return part;
	for (; n > 0 && s.ptr != NULL; n--)
		part = next_part(&s, by);
	return n > 0 ? (struct slice){ NULL, 0 } : part;
}

bool
func_text_type_split(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	(void)at;
	(void)found;
	(void)arena;
	call->nullable = true;
	return true;
}

struct column *
func_text_split(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++) {
		out->s[i] = empty;
		if (!expr_wants(mask, i))
			continue;
		out->s[i] = part_of(args[0]->s[i], args[1]->s[i],
		    args[2]->i[i]);
		if (out->s[i].ptr == NULL)
			column_nulls(out, rows->arena)[i] = 1;
	}
	return out;
}

static int64_t
place_of(struct slice s, struct slice part)
{
	const char	*at = find(s, part);

	if (part.len == 0)
		return 1;
	if (at == NULL)
		return 0;
	s.len = (size_t)(at - s.ptr);
	return (int64_t)utf8_count(s) + 1;
}

struct column *
func_text_position(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++)
		out->i[i] = !expr_wants(mask, i) ? 0 :
		    place_of(args[0]->s[i], args[1]->s[i]);
	return out;
}

struct column *
func_text_length(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++)
		out->i[i] = !expr_wants(mask, i) ? 0 :
		    (int64_t)utf8_count(args[0]->s[i]);
	return out;
}
