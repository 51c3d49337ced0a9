/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_date.h"

/* add, subtract, date_diff: days moved, and the way between two. */

static bool
check_unit(struct expr *call, struct place at, struct diags *found)
{
	const struct column	*name = func_need_literal(call, 2, at, found);
	struct diag		*d;
	enum unit		 unit;

	if (name == NULL)
		return false;
	if (!func_unit(name->s[0], &unit)) {
		d = func_wrong(call, call->args[2], "P253", at, found);
		func_say(found, d, "knows no such unit; use 'days', 'weeks', "
		    "'months', 'quarters', 'years', 'hours', 'minutes' or "
		    "'seconds'");
		return false;
	}
	if (unit >= UNIT_DAY || call->args[0]->type.kind == KIND_DATETIME)
		return true;
	d = func_wrong(call, call->args[2], "P257", at, found);
	func_say(found, d, "has a date here, which has no time of day");
	return false;
}

static enum unit
unit_of(const struct expr *call)
{
	enum unit	unit = UNIT_DAY;

	func_unit(func_literal(call, 2)->s[0], &unit);
	return unit;
}

bool
func_date_type_add(struct expr *call, struct place at, struct diags *found,
    struct arena *arena)
{
	(void)arena;
	call->type = call->args[0]->type;
	return check_unit(call, at, found);
}

static void
refuse(const struct expr *call, struct column **args, size_t row,
    struct column *out, struct expr_rows *rows)
{
	char		room[COLUMN_ROOM];
	struct slice	day = column_text(args[0], row, room);

	rejects_add(rows->rejects, (uint32_t)row, "D301",
	    "%s(%.*s, %lld, ...) is not between the years 1 and 9999",
	    call->func->name, (int)day.len, day.ptr,
	    (long long)args[1]->i[row]);
	expr_eval_bad(out, row, rows);
}

static struct column *
move(const struct expr *call, struct column **args, struct expr_rows *rows,
    const uint8_t *mask, bool back)
{
	struct column	*out = func_make(call, rows);
	const enum unit	 unit = unit_of(call);
	struct duration	 by;

	for (size_t i = 0; i < rows->count; i++) {
		out->i[i] = 0;
		if (!expr_wants(mask, i))
			continue;
		if (!func_span(unit, args[1]->i[i], &by) ||
		    !func_move(out->kind, args[0]->i[i],
		    back ? func_opposite(by) : by, &out->i[i]))
			refuse(call, args, i, out, rows);
	}
	return out;
}

struct column *
func_date_add(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return move(call, args, rows, mask, false);
}

struct column *
func_date_subtract(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	return move(call, args, rows, mask, true);
}

/* Beside a date, a datetime is the date it has in the rule's zone. */
bool
func_date_type_diff(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	const struct type	date = { .kind = KIND_DATE };

	if (call->args[0]->type.kind != call->args[1]->type.kind) {
		func_convert(call, 0, &date, arena);
		func_convert(call, 1, &date, arena);
	}
	return check_unit(call, at, found);
}

static int64_t
months_in(enum unit unit)
{
	return unit == UNIT_YEAR ? 12 : unit == UNIT_QUARTER ? 3 : 1;
}

/* Units of a fixed length, in what the column counts. */
static int64_t
length_of(enum kind kind, enum unit unit)
{
	struct duration	by = { 0 };

	func_span(unit, 1, &by);
	if (kind == KIND_DATE)
		return by.days;
	return by.days * DATE_DAY + by.micros;
}

struct column *
func_date_diff(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	const enum unit	 unit = unit_of(call);
	const bool	 calendar = unit >= UNIT_MONTH;
	const int64_t	 length = calendar ? months_in(unit) :
			    length_of(args[0]->kind, unit);

	for (size_t i = 0; i < rows->count; i++) {
		out->i[i] = 0;
		if (!expr_wants(mask, i))
			continue;
		if (calendar)
			out->i[i] = date_months_between(
			    func_date_day(args[0], i, rows),
			    func_date_day(args[1], i, rows)) / length;
		else
			out->i[i] = (args[1]->i[i] - args[0]->i[i]) / length;
	}
	return out;
}
