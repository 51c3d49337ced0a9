/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "precept/date.h"
#include "func_kernel.h"

/* A date or datetime plus or minus a duration; the time between two. */

/* "1 month 2 days": what is not zero of it. */
static const char *
show_duration(struct duration d, struct arena *arena)
{
	const struct {
		int64_t		 n;
		const char	*name;
	} parts[] = { { d.months, "month" }, { d.days, "day" },
	    { d.micros / 1000000, "second" } };
	const char	*out = "";

	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i].n != 0)
			out = arena_printf(arena, "%s%s%lld %s%s", out,
			    *out == '\0' ? "" : " ", (long long)parts[i].n,
			    parts[i].name, parts[i].n == 1 ? "" : "s");
	return out;
}

static void
reject_day(const struct expr *e, const struct column *from, size_t row,
    struct column *out, struct expr_rows *rows)
{
	char		room[COLUMN_ROOM];
	struct slice	day = column_text(from, row, room);

	rejects_add(rows->rejects, (uint32_t)row, "D301",
	    "%.*s %s %s is not between the years 1 and 9999", (int)day.len,
	    day.ptr, e->op == EXPR_ADD ? "+" : "-",
	    show_duration(e->args[1]->duration, rows->arena));
	expr_eval_bad(out, row, rows);
}

static struct column *
move(const struct expr *e, struct expr_rows *rows, const uint8_t *mask)
{
	const struct column	*from = expr_eval(e->args[0], rows, mask);
	struct duration		 by = e->args[1]->duration;
	struct column		*out;

	if (from->kind == KIND_NULL)
		return column_all_null(rows->arena, e->type.kind,
		    rows->count);
	out = column_make(rows->arena, from->kind, rows->count);
	out->null = expr_eval_nulls(from, from, rows);
	if (e->op == EXPR_SUB)
		by = func_opposite(by);
	for (size_t i = 0; i < rows->count; i++)
		if (!func_move(from->kind, from->i[i], by, &out->i[i]) &&
		    expr_wants(mask, i) && !column_is_null(out, i))
			reject_day(e, from, i, out, rows);
	return out;
}

/* In whole days, toward zero; datetimes in microseconds below. */
static struct column *
between(const struct expr *e, struct expr_rows *rows, const uint8_t *mask)
{
	const struct column	*a = expr_eval(e->args[0], rows, mask);
	const struct column	*b = expr_eval(e->args[1], rows, mask);
	const int64_t		 unit = a->kind == KIND_DATE ? 1 : DATE_DAY;
	struct column		*out;

	if (a->kind == KIND_NULL || b->kind == KIND_NULL)
		return column_all_null(rows->arena, e->type.kind,
		    rows->count);
	out = column_make(rows->arena, KIND_INTEGER, rows->count);
	out->null = expr_eval_nulls(a, b, rows);
	for (size_t i = 0; i < rows->count; i++)
		out->i[i] = (int64_t)((uint64_t)a->i[i] -
		    (uint64_t)b->i[i]) / unit;
	return out;
}

struct column *
expr_eval_day(const struct expr *e, struct expr_rows *rows,
    const uint8_t *mask)
{
	if (e->args[1]->type.kind == KIND_DURATION)
		return move(e, rows, mask);
	return between(e, rows, mask);
}
