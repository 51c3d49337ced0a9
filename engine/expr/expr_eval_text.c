/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_kernel.h"
#include "precept/regex.h"

/*
 * What is asked of a text: contains, starts with, ends with, matches,
 * includes; and || that joins texts.
 */

static bool
is_found(enum expr_op op, struct slice s, struct slice part)
{
	if (part.len == 0 || part.len > s.len)
		return part.len == 0;
	if (op == EXPR_CONTAINS)
		return memmem(s.ptr, s.len, part.ptr, part.len) != NULL;
	if (op == EXPR_ENDS)
		s.ptr += s.len - part.len;
	return memcmp(s.ptr, part.ptr, part.len) == 0;
}

/* CONTAINS, STARTS, ENDS: the part is literal text, case counts. */
struct column *
expr_eval_search(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct column	*c = expr_eval(e->args[0], rows, mask);
	struct operand		 part = expr_eval_operand(e->args[1], rows,
				    mask);
	struct column		*out = column_make(rows->arena, KIND_BOOLEAN,
				    rows->count);

	for (size_t i = 0; i < rows->count; i++)
		out->b[i] = !column_is_null(c, i) && !operand_null(part, i) &&
		    is_found(e->op, c->s[i], part.c->s[operand_row(part, i)]);
	return out;
}

struct column *
expr_eval_matches(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct column	*c = expr_eval(e->args[0], rows, mask);
	struct column		*out = column_make(rows->arena, KIND_BOOLEAN,
				    rows->count);
	enum regex_found	 found;

	for (size_t i = 0; i < rows->count; i++) {
		out->b[i] = 0;
		if (column_is_null(c, i) || !expr_wants(mask, i))
			continue;
		found = regex_find(e->regex, rows->regex, c->s[i], 0, NULL, 0);
		out->b[i] = found == REGEX_YES;
		if (found == REGEX_LIMIT)
			func_regex_limit(c->s[i], i, rows);
	}
	return out;
}

static struct slice
next_value(struct slice *rest)
{
	const char	*end = memchr(rest->ptr, ';', rest->len);
	struct slice	 one = *rest;

	if (end == NULL) {
		*rest = (struct slice){ NULL, 0 };
		return one;
	}
	one.len = (size_t)(end - one.ptr);
	rest->ptr = end + 1;
	rest->len -= one.len + 1;
	return one;
}

static bool
has_value(struct slice values, struct slice wanted)
{
	while (values.ptr != NULL)
		if (slice_equal(next_value(&values), wanted))
			return true;
	return false;
}

/* 'a;b' asks for both. */
static bool
has_values(struct slice values, struct slice wanted)
{
	while (wanted.ptr != NULL)
		if (!has_value(values, next_value(&wanted)))
			return false;
	return true;
}

static void
include(const struct column *c, struct operand wanted, uint8_t *out)
{
	for (size_t i = 0; i < c->count; i++)
		out[i] |= !column_is_null(c, i) && !operand_null(wanted, i) &&
		    has_values(c->s[i], wanted.c->s[operand_row(wanted, i)]);
}

/* INCLUDES: one of the arguments is there; EXCLUDES: none is. */
struct column *
expr_eval_includes(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct column	*c = expr_eval(e->args[0], rows, mask);
	struct column		*out = column_make(rows->arena, KIND_BOOLEAN,
				    rows->count);

	memset(out->b, 0, rows->count);
	for (size_t k = 1; k < e->arg_count; k++)
		include(c, expr_eval_operand(e->args[k], rows, mask), out->b);
	if (e->op == EXPR_EXCLUDES)
		for (size_t i = 0; i < rows->count; i++)
			out->b[i] ^= 1;
	return out;
}

static struct slice
text_of(struct operand o, size_t row)
{
	if (o.c->kind == KIND_NULL || operand_null(o, row))
		return (struct slice){ "", 0 };
	return o.c->s[operand_row(o, row)];
}

static size_t
length_of(const struct operand *parts, size_t count, size_t row)
{
	size_t	len = 0;

	for (size_t k = 0; k < count; k++)
		len += text_of(parts[k], row).len;
	return len;
}

static char *
join_row(const struct operand *parts, size_t count, size_t row, char *to)
{
	struct slice	s;

	for (size_t k = 0; k < count; k++) {
		s = text_of(parts[k], row);
		if (s.len > 0)
			memcpy(to, s.ptr, s.len);
		to += s.len;
	}
	return to;
}

struct column *
expr_eval_join(const struct operand *parts, size_t count,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = column_make(rows->arena, KIND_TEXT,
			    rows->count);
	size_t		 i, len, total = 0;
	char		*at;

	for (i = 0; i < rows->count; i++) {
		len = length_of(parts, count, i);
		out->s[i].len = len <= FUNC_TEXT_MAX ? len : 0;
		total += out->s[i].len;
		if (len > FUNC_TEXT_MAX)
			func_too_long(out, i, rows, mask);
	}
	at = arena_raw(rows->arena, total + 1);
	for (i = 0; i < rows->count; i++) {
		out->s[i].ptr = at;
		if (out->s[i].len > 0)
			at = join_row(parts, count, i, at);
	}
	return out;
}

struct column *
expr_eval_concat(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	struct operand	*parts = arena_array(rows->arena, e->arg_count,
			    sizeof *parts);

	for (size_t k = 0; k < e->arg_count; k++)
		parts[k] = expr_eval_operand(e->args[k], rows, mask);
	return expr_eval_join(parts, e->arg_count, rows, mask);
}
