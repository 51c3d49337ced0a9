/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_convert.h"
#include "precept/id.h"

/* Values as text, and text as values; numbers are in func_convert_number. */

/* Rows that nobody asks for are null, and cannot be rejected. */
static struct slice *
wanted_texts(const struct column *c, struct expr_rows *rows,
    const uint8_t *mask)
{
	struct slice	*out = arena_raw(rows->arena,
			    rows->count * sizeof *out);

	for (size_t i = 0; i < rows->count; i++)
		out[i] = !column_is_null(c, i) && expr_wants(mask, i) ?
		    c->s[i] : (struct slice){ NULL, 0 };
	return out;
}

struct column *
func_convert_texts(const struct expr *call, const struct column *c,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct rejects	 found;
	struct column	*out;

	rejects_init(&found, rows->arena, rows->count);
	out = column_read(&call->type, wanted_texts(c, rows, mask),
	    rows->count, rows->arena, &found);
	for (size_t k = 0; k < found.count; k++)
		rejects_add(rows->rejects, found.items[k].row, "D302",
		    "%s(): %s", call->func->name, found.items[k].text);
	return out;
}

static void
write_texts(const struct column *c, struct column *out, char *to,
    const uint8_t *mask)
{
	struct slice	s;
	char		room[COLUMN_ROOM];

	for (size_t i = 0; i < out->count; i++) {
		out->s[i] = (struct slice){ "", 0 };
		if (!expr_wants(mask, i) || column_is_null(c, i))
			continue;
		s = column_text(c, i, room);
		if (s.ptr == room) {
			memcpy(to, room, s.len);
			s.ptr = to;
			to += s.len;
		}
		out->s[i] = s;
	}
}

struct column *
func_convert_text(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out;

	if (kind_is_text(args[0]->kind))
		return func_as(args[0], KIND_TEXT, rows);
	out = func_make(call, rows);
	write_texts(args[0], out, arena_raw(rows->arena,
	    rows->count * COLUMN_ROOM), mask);
	return out;
}

/* What a number is as a boolean; 2 if it is neither. */
static uint8_t
truth_at(const struct column *c, size_t row)
{
	dec128	one = c->kind == KIND_DECIMAL ? decimal_power(c->scale) : 1;
	dec128	v = c->kind == KIND_DECIMAL ? c->d[row] : c->i[row];

	if (c->kind == KIND_NUMBER)
		return c->f[row] == 0 ? 0 : c->f[row] == 1 ? 1 : 2;
	return v == 0 ? 0 : v == one ? 1 : 2;
}

static void
refuse_boolean(const struct column *c, size_t row, struct column *out,
    struct expr_rows *rows)
{
	char		room[COLUMN_ROOM];
	struct slice	s = column_text(c, row, room);

	rejects_add(rows->rejects, (uint32_t)row, "D302",
	    "boolean(): %.*s is neither 0 nor 1", (int)s.len, s.ptr);
	expr_eval_bad(out, row, rows);
}

struct column *
func_convert_boolean(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out;

	if (args[0]->kind == KIND_BOOLEAN)
		return args[0];
	if (kind_is_text(args[0]->kind))
		return func_convert_texts(call, args[0], rows, mask);
	out = func_make(call, rows);
	for (size_t i = 0; i < rows->count; i++) {
		out->b[i] = !expr_wants(mask, i) ? 0 : truth_at(args[0], i);
		if (out->b[i] < 2)
			continue;
		out->b[i] = 0;
		refuse_boolean(args[0], i, out, rows);
	}
	return out;
}

struct column *
func_convert_id18(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_convert_texts(call, args[0], rows, mask);
	char		*to = arena_raw(rows->arena, rows->count * 18);

	for (size_t i = 0; i < rows->count; i++, to += 18) {
		if (column_is_null(out, i))
			continue;
		id_widen(out->s[i], to);
		out->s[i] = (struct slice){ to, 18 };
	}
	return out;
}

static bool
is_one_of(const struct expr *call, const bool kinds[KIND_COUNT],
    struct place at, struct diags *found)
{
	const enum kind	 kind = call->args[0]->type.kind;
	struct diag	*d;

	if (kinds[kind])
		return true;
	d = func_wrong(call, call->args[0], "P251", at, found);
	func_say(found, d, "takes a text, a number or a boolean, not %s",
	    kind_name(kind));
	return false;
}

static const bool	readable[KIND_COUNT] = {
	[KIND_NULL] = true, [KIND_BOOLEAN] = true, [KIND_INTEGER] = true,
	[KIND_DECIMAL] = true, [KIND_NUMBER] = true, [KIND_TEXT] = true,
	[KIND_PICKLIST] = true,
};

/* A null literal is taken for a text. */
static bool
check_readable(struct expr *call, struct place at, struct diags *found,
    struct arena *arena)
{
	const struct type	text = { .kind = KIND_TEXT };

	if (!is_one_of(call, readable, at, found))
		return false;
	if (call->args[0]->type.kind == KIND_NULL)
		func_convert(call, 0, &text, arena);
	return true;
}

bool
func_convert_type_boolean(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	return check_readable(call, at, found, arena);
}

bool
func_convert_type_number(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	return check_readable(call, at, found, arena);
}

/* Places from the second argument, or from the first one's type. */
bool
func_convert_type_decimal(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	const struct type	*from = &call->args[0]->type;
	const struct column	*places;
	struct diag		*d;
	int64_t			 scale = from->kind == KIND_DECIMAL ?
				    from->scale : from->kind == KIND_INTEGER ?
				    0 : 10;

	if (!check_readable(call, at, found, arena))
		return false;
	if (call->arg_count > 1) {
		places = func_need_literal(call, 1, at, found);
		if (places == NULL)
			return false;
		scale = places->i[0];
	}
	call->type = (struct type){ KIND_DECIMAL, DECIMAL_DIGITS,
	    (int)scale, 0 };
	if (scale >= 0 && scale <= DECIMAL_DIGITS)
		return true;
	d = func_wrong(call, call->args[1], "P258", at, found);
	func_say(found, d, "makes decimals with 0 to 38 decimal places");
	return false;
}
