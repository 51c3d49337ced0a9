/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "usage_expr.h"

/* Expressions over a row. What fits no operator is null, not an error. */

static struct usage_value
number_or_null(double n)
{
	return isfinite(n) ? usage_value_number(n) : USAGE_NONE;
}

static struct usage_value
join(struct usage_run *run, struct slice a, struct slice b)
{
	char	*out = arena_raw(run->scratch, a.len + b.len + 1);

	memcpy(out, a.ptr, a.len);
	memcpy(out + a.len, b.ptr, b.len);
	return usage_value_text((struct slice){ out, a.len + b.len });
}

static struct usage_value
calculate(struct usage_run *run, enum usage_op op, struct usage_value a,
    struct usage_value b)
{
	if (op == USAGE_ADD && a.kind == USAGE_TEXT && b.kind == USAGE_TEXT)
		return join(run, a.text, b.text);
	if (a.kind != USAGE_NUMBER || b.kind != USAGE_NUMBER)
		return USAGE_NONE;
	switch (op) {
	case USAGE_ADD:
		return number_or_null(a.number + b.number);
	case USAGE_SUBTRACT:
		return number_or_null(a.number - b.number);
	case USAGE_MULTIPLY:
		return number_or_null(a.number * b.number);
	case USAGE_DIVIDE:
		return number_or_null(a.number / b.number);
	default:
		return number_or_null(fmod(a.number, b.number));
	}
}

static struct usage_value
compare(enum usage_op op, struct usage_value a, struct usage_value b)
{
	int	order;

	if (op == USAGE_EQUAL || op == USAGE_UNEQUAL)
		return usage_value_flag(usage_value_equal(a, b) ==
		    (op == USAGE_EQUAL));
	if (a.kind == USAGE_NULL || a.kind != b.kind)
		return USAGE_NONE;
	order = usage_value_compare(a, b);
	return usage_value_flag(op == USAGE_LESS ? order < 0 :
	    op == USAGE_LESS_EQUAL ? order <= 0 :
	    op == USAGE_MORE ? order > 0 : order >= 0);
}

static struct usage_value
find(struct usage_expr *e, const struct usage_row *row)
{
	if (row == NULL)
		return USAGE_NONE;
	if (e->hint < row->count && row->fields[e->hint].name == e->name)
		return row->fields[e->hint].value;
	for (e->hint = 0; e->hint < row->count; e->hint++)
		if (row->fields[e->hint].name == e->name)
			return row->fields[e->hint].value;
	return USAGE_NONE;
}

static long
place(struct usage_run *run, struct usage_expr *e,
    const struct usage_row *row, size_t count, long otherwise)
{
	struct usage_value	v;
	double			n;

	if (e == NULL)
		return otherwise;
	v = usage_expr_eval(run, e, row);
	n = v.kind == USAGE_NUMBER ? v.number : (double)otherwise;
	n = n < 0 ? n + (double)count : n;
	return n < 0 ? -1 : n > (double)count ? (long)count : (long)n;
}

static struct usage_value
pick(struct usage_run *run, struct usage_expr *e, const struct usage_row *row)
{
	struct usage_value	v = usage_expr_eval(run, e->arg[0], row);
	struct usage_value	out;
	long			from, to, count;

	if (v.kind != USAGE_LIST)
		return USAGE_NONE;
	count = (long)v.list->count;
	from = place(run, e->arg[1], row, v.list->count,
	    e->op == USAGE_INDEX ? count : 0);
	if (e->op == USAGE_INDEX)
		return from < 0 || from >= count ? USAGE_NONE :
		    v.list->items[from];
	to = place(run, e->arg[2], row, v.list->count, count);
	out = usage_value_list(run->scratch, 0);
	for (from = from < 0 ? 0 : from; from < to; from++)
		usage_value_append(&out, v.list->items[from], run->scratch);
	return out;
}

static struct usage_value
make_items(struct usage_run *run, struct usage_expr *e,
    const struct usage_row *row)
{
	struct usage_value	out = usage_value_list(run->scratch, e->count);

	for (size_t i = 0; i < e->count; i++)
		usage_value_append(&out, usage_expr_eval(run, e->items[i],
		    row), run->scratch);
	return out;
}

/* `if` is asked for only what it needs. */
static struct usage_value
call(struct usage_run *run, struct usage_expr *e, const struct usage_row *row)
{
	struct usage_value	args[COUNT(e->arg)];

	if (e->func->run == NULL) {
		if (usage_value_is_true(usage_expr_eval(run, e->arg[0], row)))
			return usage_expr_eval(run, e->arg[1], row);
		return e->args < 3 ? USAGE_NONE :
		    usage_expr_eval(run, e->arg[2], row);
	}
	for (int i = 0; i < e->args; i++)
		args[i] = usage_expr_eval(run, e->arg[i], row);
	return e->func->run(run, args, e->args);
}

static struct usage_value
eval_one(struct usage_run *run, struct usage_expr *e,
    const struct usage_row *row)
{
	struct usage_value		 v = usage_expr_eval(run, e->arg[0],
					    row);
	const struct usage_value	*member;

	if (e->op == USAGE_NOT)
		return v.kind == USAGE_BOOLEAN ?
		    usage_value_flag(v.number == 0) : USAGE_NONE;
	if (e->op == USAGE_MINUS)
		return v.kind == USAGE_NUMBER ?
		    usage_value_number(-v.number) : USAGE_NONE;
	member = v.kind == USAGE_OBJECT ? usage_row_get(v.object, e->name) :
	    NULL;
	return member == NULL ? USAGE_NONE : *member;
}

static struct usage_value
eval_two(struct usage_run *run, struct usage_expr *e,
    const struct usage_row *row)
{
	struct usage_value	a = usage_expr_eval(run, e->arg[0], row);

	if (e->op == USAGE_OR || e->op == USAGE_AND) {
		if (usage_value_is_true(a) == (e->op == USAGE_OR))
			return usage_value_flag(e->op == USAGE_OR);
		return usage_value_flag(usage_value_is_true(
		    usage_expr_eval(run, e->arg[1], row)));
	}
	if (e->op < USAGE_ADD)
		return compare(e->op, a, usage_expr_eval(run, e->arg[1],
		    row));
	return calculate(run, e->op, a, usage_expr_eval(run, e->arg[1], row));
}

struct usage_value
usage_expr_eval(struct usage_run *run, struct usage_expr *e,
    const struct usage_row *row)
{
	switch (e->op) {
	case USAGE_CONST:
		return e->value;
	case USAGE_PATH:
		return find(e, row);
	case USAGE_CALL:
		return call(run, e, row);
	case USAGE_INDEX:
	case USAGE_SLICE:
		return pick(run, e, row);
	case USAGE_ITEMS:
		return make_items(run, e, row);
	case USAGE_NOT:
	case USAGE_MINUS:
	case USAGE_MEMBER:
		return eval_one(run, e, row);
	default:
		return eval_two(run, e, row);
	}
}
