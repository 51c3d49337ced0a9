/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"

/* Dates: a day less a day, a day and a length of time. */

static const struct type	date = { .kind = KIND_DATE };

static bool
is_length(const struct expr *e)
{
	return e->type.kind == KIND_DURATION;
}

static bool
is_day(const struct expr *e)
{
	return expr_family(e->type.kind) == FAMILY_DAY;
}

/* 1 month + 3 days is one length of time. */
static bool
join_lengths(struct checker *c, struct expr **place)
{
	struct expr		*e = *place;
	const struct duration	*a = &e->args[0]->duration;
	const struct duration	*b = &e->args[1]->duration;
	const int64_t		 sign = e->op == EXPR_ADD ? 1 : -1;
	const struct duration	 sum = { a->months + sign * b->months,
				    a->days + sign * b->days,
				    a->micros + sign * b->micros };
	struct expr		*both;

	if (!expr_is_short(&sum)) {
		expr_find(c, "P210", e, "a length of time may have 10000 "
		    "years at the most");
		return false;
	}
	both = expr_literal_duration(c->arena, sum);
	both->at = e->at;
	both->len = e->len;
	*place = both;
	return true;
}

/* day + 5 hours: a date has no hours. */
static bool
too_fine(struct checker *c, struct expr **place)
{
	struct expr	*e = *place;
	struct diag	*d;

	if (e->args[0]->type.kind != KIND_DATE ||
	    e->args[1]->duration.micros == 0)
		return false;
	d = expr_find(c, "P228", e, "a date has no hours and minutes");
	expr_find_types(c, d, e->args[0], e->args[1]);
	diag_note(c->diags, d, "note", "days, weeks, months and years can "
	    "be added to a date; hours to a datetime");
	return true;
}

static bool
move_day(struct checker *c, struct expr **place)
{
	struct expr	*e = *place, *length = e->args[0];

	if (is_length(length)) {
		e->args[0] = e->args[1];
		e->args[1] = length;
	}
	if (too_fine(c, place))
		return false;
	e->type = (struct type){ .kind = e->args[0]->type.kind };
	e->nullable = e->args[0]->nullable;
	return true;
}

/* Days between; of two instants date_diff says in which unit. */
static bool
subtract_days(struct checker *c, struct expr **place)
{
	struct expr	*e = *place, **args = e->args;
	struct diag	*d;

	if (args[0]->type.kind == KIND_DATETIME &&
	    args[1]->type.kind == KIND_DATETIME) {
		d = expr_find(c, "P228", e, "two datetimes cannot be "
		    "subtracted: in which unit would it be?");
		expr_find_types(c, d, args[0], args[1]);
		diag_note(c->diags, d, "try", "date_diff(%s, %s, 'days')",
		    expr_find_text(c, args[1]), expr_find_text(c, args[0]));
		return false;
	}
	expr_convert(c, &args[0], &date);
	expr_convert(c, &args[1], &date);
	e->type = (struct type){ .kind = KIND_INTEGER };
	e->nullable = args[0]->nullable || args[1]->nullable;
	return true;
}

/* rule_date - 30: of what? */
static bool
try_days(struct checker *c, struct diag *d, struct expr **place)
{
	struct expr	*e = *place;
	int64_t		 n;

	if ((e->op != EXPR_ADD && e->op != EXPR_SUB) || !is_day(e->args[0]) ||
	    !expr_is_integer(e->args[1], &n) || n < -3650000 || n > 3650000)
		return false;
	expr_find_try(c, d, &e->args[1], expr_literal_duration(c->arena,
	    (struct duration){ 0, n, 0 }));
	return true;
}

static bool
no_sense(struct checker *c, struct expr **place)
{
	static const char	*const done[] = { "added", "subtracted",
	    "multiplied", "divided", "divided" };
	struct expr		*e = *place, **args = e->args;
	struct diag		*d;

	d = expr_find(c, "P228", e, "%s and %s cannot be %s",
	    expr_family_name(args[0]->type.kind),
	    expr_family_name(args[1]->type.kind), done[e->op - EXPR_ADD]);
	expr_find_types(c, d, args[0], args[1]);
	if (try_days(c, d, place))
		return false;
	if (is_day(args[0]) && expr_family(args[1]->type.kind) == FAMILY_TEXT)
		expr_find_remedy(c, d, &args[1], args[0]->type.kind);
	diag_note(c->diags, d, "note", "a date takes a length of time: "
	    "rule_date - 30 days; a date less a date is a number of days");
	return false;
}

bool
expr_check_day(struct checker *c, struct expr **place)
{
	struct expr	*a = (*place)->args[0], *b = (*place)->args[1];
	const bool	 add = (*place)->op == EXPR_ADD;

	if (!add && (*place)->op != EXPR_SUB)
		return no_sense(c, place);
	if (is_length(a) && is_length(b))
		return join_lengths(c, place);
	if ((is_day(a) && is_length(b)) ||
	    (add && is_length(a) && is_day(b)))
		return move_day(c, place);
	if (!add && is_day(a) && is_day(b))
		return subtract_days(c, place);
	return no_sense(c, place);
}
