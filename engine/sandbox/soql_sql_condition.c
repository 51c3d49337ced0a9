/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "soql_check.h"
#include "soql_span.h"
#include "soql_sql.h"

/*
 * Conditions. != and NOT keep the rows without a value, as the platform
 * does; an empty text is no value.
 */

static void
put_date(struct text *out, int64_t days)
{
	char	room[DATE_TEXT];

	text_printf(out, "'%.*s'", (int)date_print(days, room), room);
}

static bool
is_none(const struct soql_value *v)
{
	return v->kind == SOQL_NULL ||
	    (v->kind == SOQL_STRING && v->text.len == 0);
}

static void
put_value(struct text *out, const struct soql_value *v)
{
	switch (v->kind) {
	case SOQL_TRUE:
		text_char(out, '1');
		break;
	case SOQL_DATE:
		put_date(out, v->number);
		break;
	case SOQL_DATETIME:
		text_printf(out, "%lld", (long long)(v->number / 1000));
		break;
	case SOQL_NUMBER:
		text_slice(out, v->text);
		break;
	case SOQL_STRING:
	case SOQL_TIME:
		soql_sql_text(out, v->text);
		break;
	default:
		text_char(out, '0');
	}
}

static void
put_day(struct text *out, const struct soql *q, enum org_type type,
    int64_t day)
{
	const struct zone	*zone = q->zone == NULL ? NULL :
				    zone_find(q->zone);

	if (type == ORG_DATE)
		put_date(out, day);
	else
		text_printf(out, "%lld",
		    (long long)(zone_midnight(zone, day) / 1000));
}

static void
put_side(struct text *out, const struct soql *q, const struct soql_term *t,
    const char *sign, int64_t day)
{
	soql_sql_term(out, q, t);
	text_string(out, sign);
	put_day(out, q, soql_term_type(t), day);
}

/* Against TODAY and its kin: all its days count as one value. */
static void
put_span(struct text *out, const struct soql *q, const struct soql_cond *c,
    const struct soql_value *v)
{
	int64_t	from, to;

	soql_span_days(v->span, v->number, zone_date(q->zone == NULL ? NULL :
	    zone_find(q->zone), q->now), &from, &to);
	switch (c->op) {
	case SOQL_LT:
		put_side(out, q, c->term, " < ", from);
		break;
	case SOQL_LE:
		put_side(out, q, c->term, " < ", to);
		break;
	case SOQL_GT:
		put_side(out, q, c->term, " >= ", to);
		break;
	case SOQL_GE:
		put_side(out, q, c->term, " >= ", from);
		break;
	default:
		text_string(out, c->op == SOQL_NE ? "NOT coalesce(" : "(");
		put_side(out, q, c->term, " >= ", from);
		text_string(out, " AND ");
		put_side(out, q, c->term, " < ", to);
		text_string(out, c->op == SOQL_NE ? ", 0)" : ")");
	}
}

static void
put_single(struct text *out, const struct soql *q, const struct soql_cond *c,
    const struct soql_value *v)
{
	static const char	*const signs[] = { " = ", " IS NOT ", " < ",
				    " <= ", " > ", " >= " };

	if (v->kind == SOQL_SPAN) {
		put_span(out, q, c, v);
		return;
	}
	soql_sql_term(out, q, c->term);
	if (is_none(v)) {
		text_string(out, c->op == SOQL_EQ || c->op >= SOQL_IN ?
		    " IS NULL" : c->op == SOQL_NE ? " IS NOT NULL" :
		    " < NULL");
		return;
	}
	text_string(out, c->op >= SOQL_IN ? " = " : signs[c->op - SOQL_EQ]);
	put_value(out, v);
}

static void
put_function(struct text *out, const struct soql *q,
    const struct soql_cond *c, const struct soql_value *v)
{
	text_string(out, c->op == SOQL_LIKE ? "soql_like(" :
	    "soql_includes(");
	soql_sql_term(out, q, c->term);
	text_string(out, ", ");
	put_value(out, v);
	text_char(out, ')');
}

static void
put_plain_list(struct text *out, const struct soql *q,
    const struct soql_cond *c)
{
	bool	first = true;

	soql_sql_term(out, q, c->term);
	text_string(out, " IN (");
	for (size_t i = 0; i < c->count; i++) {
		if (is_none(&c->values[i]) || c->values[i].kind == SOQL_SPAN)
			continue;
		text_string(out, first ? "" : ", ");
		put_value(out, &c->values[i]);
		first = false;
	}
	text_char(out, ')');
}

/* In (…): plain values at once, none and days each on its own. */
static void
put_list(struct text *out, const struct soql *q, const struct soql_cond *c)
{
	text_char(out, '(');
	if (c->op >= SOQL_INCLUDES)
		text_char(out, '0');
	else
		put_plain_list(out, q, c);
	for (size_t i = 0; i < c->count; i++) {
		const struct soql_value	*v = &c->values[i];

		if (c->op >= SOQL_INCLUDES && !is_none(v)) {
			text_string(out, " OR ");
			put_function(out, q, c, v);
		} else if (is_none(v) || v->kind == SOQL_SPAN) {
			text_string(out, " OR ");
			put_single(out, q, c, v);
		}
	}
	text_char(out, ')');
}

static void
put_subquery(struct text *out, const struct soql *q,
    const struct soql_cond *c)
{
	const struct soql_select	*s = c->sub;
	const struct soql_term		*t = s->items[0].term;

	soql_sql_term(out, q, c->term);
	text_string(out, " IN (SELECT ");
	soql_sql_term(out, q, t);
	text_string(out, " FROM ");
	soql_sql_table(out, s->tables->joins);
	soql_sql_joins(out, s->tables);
	text_string(out, " WHERE ");
	soql_sql_where(out, q, s);
	text_string(out, " AND ");
	soql_sql_term(out, q, t);
	text_string(out, " IS NOT NULL");
	if (s->limit >= 0 && s->order_count > 0) {
		text_string(out, " ORDER BY ");
		soql_sql_orders(out, q, s);
		text_char(out, '1');
	}
	soql_sql_limit(out, s);
	text_char(out, ')');
}

static void
put_test(struct text *out, const struct soql *q, const struct soql_cond *c)
{
	bool	not = c->op == SOQL_NOT_IN || c->op == SOQL_EXCLUDES;

	text_string(out, not ? "NOT coalesce(" : "(");
	if (c->sub != NULL)
		put_subquery(out, q, c);
	else if (c->op >= SOQL_IN)
		put_list(out, q, c);
	else if (c->op == SOQL_LIKE)
		put_function(out, q, c, &c->values[0]);
	else
		put_single(out, q, c, &c->values[0]);
	text_string(out, not ? ", 0)" : ")");
}

/* As a balanced tree: SQLite's may be a thousand deep, a chain is longer. */
static void
put_chain(struct text *out, const struct soql *q,
    const struct soql_cond **args, size_t count, const char *word)
{
	size_t	half = count / 2;

	if (count == 1) {
		soql_sql_condition(out, q, args[0]);
		return;
	}
	text_char(out, '(');
	put_chain(out, q, args, half, word);
	text_string(out, word);
	put_chain(out, q, args + half, count - half, word);
	text_char(out, ')');
}

void
soql_sql_condition(struct text *out, const struct soql *q,
    const struct soql_cond *c)
{
	const struct soql_cond	**args, *arg;
	size_t			  count = 0;

	if (c->op > SOQL_NOT) {
		put_test(out, q, c);
		return;
	}
	if (c->op == SOQL_NOT) {
		text_string(out, "NOT coalesce(");
		soql_sql_condition(out, q, c->args);
		text_string(out, ", 0)");
		return;
	}
	for (arg = c->args; arg != NULL; arg = arg->next)
		count++;
	args = arena_array(q->arena, count, sizeof *args);
	count = 0;
	for (arg = c->args; arg != NULL; arg = arg->next)
		args[count++] = arg;
	put_chain(out, q, args, count, c->op == SOQL_AND ? " AND " : " OR ");
}
