/* SPDX-License-Identifier: MIT */
#include "soql_parser.h"

/* The clauses behind FROM, each once and in this order. */

static bool
parse_word(struct soql_parser *p, const char *word)
{
	return soql_lex_take(&p->lex, word) || soql_lex_unexpected(&p->lex);
}

/* Geography__c AT (usa__c, uk__c) AND …; nothing here has categories. */
static bool
parse_categories(struct soql_parser *p)
{
	struct slice	name;
	bool		list;

	do {
		if (!soql_parse_alias(p, &name))
			return soql_lex_unexpected(&p->lex);
		if (!soql_lex_take(&p->lex, "AT") &&
		    !soql_lex_take(&p->lex, "ABOVE") &&
		    !soql_lex_take(&p->lex, "BELOW") &&
		    !soql_lex_take(&p->lex, "ABOVE_OR_BELOW"))
			return soql_lex_unexpected(&p->lex);
		list = soql_lex_take_sign(&p->lex, "(");
		do {
			if (!soql_parse_alias(p, &name))
				return soql_lex_unexpected(&p->lex);
		} while (list && soql_lex_take_sign(&p->lex, ","));
		if (list && !soql_lex_take_sign(&p->lex, ")"))
			return soql_lex_unexpected(&p->lex);
	} while (soql_lex_take(&p->lex, "AND"));
	return true;
}

static bool
parse_with(struct soql_parser *p)
{
	if (soql_lex_take(&p->lex, "DATA"))
		return parse_word(p, "CATEGORY") && parse_categories(p);
	return soql_lex_take(&p->lex, "SECURITY_ENFORCED") ||
	    soql_lex_take(&p->lex, "USER_MODE") ||
	    soql_lex_take(&p->lex, "SYSTEM_MODE") ||
	    soql_lex_unexpected(&p->lex);
}

static bool
parse_groups(struct soql_parser *p, struct soql_select *s)
{
	if (soql_lex_take(&p->lex, "ROLLUP"))
		s->group_kind = SOQL_ROLLUP;
	else if (soql_lex_take(&p->lex, "CUBE"))
		s->group_kind = SOQL_CUBE;
	if (s->group_kind != SOQL_PLAIN && !soql_lex_take_sign(&p->lex, "("))
		return soql_lex_unexpected(&p->lex);
	do {
		s->groups = soql_parse_grow(p, s->groups, s->group_count,
		    sizeof *s->groups);
		if (!soql_parse_term(p, &s->groups[s->group_count++]))
			return false;
	} while (soql_lex_take_sign(&p->lex, ","));
	if (s->group_kind != SOQL_PLAIN && !soql_lex_take_sign(&p->lex, ")"))
		return soql_lex_unexpected(&p->lex);
	return true;
}

static bool
parse_order(struct soql_parser *p, struct soql_order *o)
{
	if (!soql_parse_term(p, &o->term))
		return false;
	o->desc = soql_lex_take(&p->lex, "DESC");
	if (!o->desc)
		soql_lex_take(&p->lex, "ASC");
	if (!soql_lex_take(&p->lex, "NULLS"))
		return true;
	o->last = soql_lex_take(&p->lex, "LAST");
	return o->last || parse_word(p, "FIRST");
}

static bool
parse_orders(struct soql_parser *p, struct soql_select *s)
{
	do {
		s->orders = soql_parse_grow(p, s->orders, s->order_count,
		    sizeof *s->orders);
		if (!parse_order(p, &s->orders[s->order_count++]))
			return false;
	} while (soql_lex_take_sign(&p->lex, ","));
	return true;
}

static bool
parse_count(struct soql_parser *p, int64_t *out)
{
	int64_t	n = 0;

	if (p->lex.kind != SOQL_TOKEN_NUMBER)
		return soql_lex_unexpected(&p->lex);
	for (size_t i = 0; i < p->lex.text.len; i++) {
		if (p->lex.text.ptr[i] == '.')
			return soql_lex_unexpected(&p->lex);
		n = n * 10 + (p->lex.text.ptr[i] - '0');
		if (n > INT32_MAX)
			return soql_fault_at(p->q, p->lex.at,
			    "MALFORMED_QUERY", "For input string: \"%.*s\"",
			    (int)p->lex.text.len, p->lex.text.ptr);
	}
	*out = n;
	soql_lex_next(&p->lex);
	return true;
}

/* FOR VIEW FOR REFERENCE UPDATE TRACKING; nothing here follows them. */
static bool
parse_for(struct soql_parser *p)
{
	while (soql_lex_take(&p->lex, "FOR"))
		if (!soql_lex_take(&p->lex, "VIEW") &&
		    !soql_lex_take(&p->lex, "REFERENCE") &&
		    !soql_lex_take(&p->lex, "UPDATE"))
			return soql_lex_unexpected(&p->lex);
	if (soql_lex_take(&p->lex, "UPDATE"))
		return soql_lex_take(&p->lex, "TRACKING") ||
		    parse_word(p, "VIEWSTAT");
	return true;
}

static bool
parse_grouping(struct soql_parser *p, struct soql_select *s)
{
	if (!soql_lex_take(&p->lex, "GROUP"))
		return true;
	if (!parse_word(p, "BY") || !parse_groups(p, s))
		return false;
	if (!soql_lex_take(&p->lex, "HAVING"))
		return true;
	s->having = arena_alloc(p->q->arena, sizeof *s->having);
	return soql_parse_condition(p, s->having);
}

bool
soql_parse_tail(struct soql_parser *p, struct soql_select *s)
{
	if (soql_lex_take(&p->lex, "WHERE")) {
		s->where = arena_alloc(p->q->arena, sizeof *s->where);
		if (!soql_parse_condition(p, s->where))
			return false;
	}
	while (soql_lex_take(&p->lex, "WITH"))
		if (!parse_with(p))
			return false;
	if (!parse_grouping(p, s))
		return false;
	if (soql_lex_take(&p->lex, "ORDER") &&
	    (!parse_word(p, "BY") || !parse_orders(p, s)))
		return false;
	s->limit_at = p->lex.at;
	if (soql_lex_take(&p->lex, "LIMIT") && !parse_count(p, &s->limit))
		return false;
	if (soql_lex_take(&p->lex, "OFFSET") && !parse_count(p, &s->offset))
		return false;
	return parse_for(p);
}
