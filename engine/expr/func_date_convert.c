/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_convert.h"
#include "func_date.h"

/* Days from texts, datetimes and milliseconds. */

static bool
check_kind(struct expr *call, bool ok, struct place at, struct diags *found)
{
	struct diag	*d;

	if (ok)
		return true;
	d = func_wrong(call, call->args[0], "P251", at, found);
	func_say(found, d, "takes a text, a date or a datetime, not %s",
	    kind_name(call->args[0]->type.kind));
	return false;
}

bool
func_date_type_to_datetime(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	const struct type	date = { .kind = KIND_DATE };
	const enum kind		kind = call->args[0]->type.kind;

	if (kind == KIND_NULL)
		func_convert(call, 0, &date, arena);
	return check_kind(call, kind == KIND_NULL || kind == KIND_TEXT ||
	    kind == KIND_PICKLIST || kind == KIND_DATE ||
	    kind == KIND_DATETIME, at, found);
}

static bool
read_day(struct slice s, const struct expr_rows *rows, int64_t *out)
{
	int64_t	instant;

	if (date_parse(s, out))
		return true;
	if (s.len <= 10 || !datetime_parse(s, &instant))
		return false;
	*out = zone_date(rows->day->zone, instant);
	return true;
}

static struct column *
read_days(const struct expr *call, const struct column *from,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++) {
		out->i[i] = 0;
		if (!expr_wants(mask, i) ||
		    read_day(from->s[i], rows, &out->i[i]))
			continue;
		out->i[i] = 0;
		rejects_add(rows->rejects, (uint32_t)i, "D302",
		    "to_date(): %s is not a date (it has the form "
		    "2026-03-01)", reject_value(rows->rejects, from->s[i]));
		expr_eval_bad(out, i, rows);
	}
	return out;
}

struct column *
func_date_to_date(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out;

	if (args[0]->kind == KIND_DATE)
		return args[0];
	if (args[0]->kind != KIND_DATETIME)
		return call->arg_count > 1 ?
		    func_date_read(call, args[0], rows, mask) :
		    read_days(call, args[0], rows, mask);
	out = func_make(call, rows);
	for (size_t i = 0; i < rows->count; i++)
		out->i[i] = !expr_wants(mask, i) ? 0 :
		    zone_date(rows->day->zone, args[0]->i[i]);
	return out;
}

struct column *
func_date_to_datetime(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out;

	if (args[0]->kind == KIND_DATETIME)
		return args[0];
	if (args[0]->kind != KIND_DATE)
		return func_convert_texts(call, args[0], rows, mask);
	out = func_make(call, rows);
	for (size_t i = 0; i < rows->count; i++)
		out->i[i] = !expr_wants(mask, i) ? 0 :
		    zone_midnight(rows->day->zone, args[0]->i[i]);
	return out;
}

struct column *
func_date_from_epoch(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	int64_t		 v;

	for (size_t i = 0; i < rows->count; i++) {
		out->i[i] = 0;
		if (!expr_wants(mask, i))
			continue;
		if (!__builtin_mul_overflow(args[0]->i[i], 1000, &v) &&
		    v >= FUNC_FIRST_DAY * DATE_DAY &&
		    v < (FUNC_LAST_DAY + 1) * DATE_DAY) {
			out->i[i] = v;
			continue;
		}
		rejects_add(rows->rejects, (uint32_t)i, "D301",
		    "from_epoch_ms(%lld) is not between the years 1 and 9999",
		    (long long)args[0]->i[i]);
		expr_eval_bad(out, i, rows);
	}
	return out;
}

/* Toward the past: a part of a millisecond has not passed yet. */
struct column *
func_date_to_epoch(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	int64_t		 v;

	(void)mask;
	for (size_t i = 0; i < rows->count; i++) {
		v = args[0]->i[i];
		out->i[i] = v / 1000 - (v % 1000 < 0);
	}
	return out;
}
