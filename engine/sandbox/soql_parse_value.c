/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "soql_parser.h"
#include "soql_span.h"
#include "soql_string.h"

/* Literals: texts, numbers, dates bare, TODAY and its kin. */

#define MOST 1000000000		/* behind a colon */

static bool
parse_colon(struct soql_parser *p, struct soql_value *v)
{
	int64_t	n = 0;

	if (!soql_lex_take_sign(&p->lex, ":") ||
	    p->lex.kind != SOQL_TOKEN_NUMBER)
		return soql_lex_unexpected(&p->lex);
	for (size_t i = 0; i < p->lex.text.len; i++) {
		if (p->lex.text.ptr[i] == '.' || n > MOST)
			return soql_lex_unexpected(&p->lex);
		n = n * 10 + (p->lex.text.ptr[i] - '0');
	}
	v->number = n;
	soql_lex_next(&p->lex);
	return true;
}

/* USD5000, usd-12.50: the amount behind the currency's code. */
static bool
parse_currency(struct soql_parser *p, struct soql_value *v)
{
	struct slice	word = p->lex.text;
	uint32_t	from = p->lex.at + 3;
	bool		bare = word.len == 3;

	if (word.len < 3)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		char	c = word.ptr[i] | ' ';

		if (i < 3 ? c < 'a' || c > 'z' :
		    word.ptr[i] < '0' || word.ptr[i] > '9')
			return false;
	}
	soql_lex_next(&p->lex);
	if (bare && p->lex.at == from && soql_lex_take_sign(&p->lex, "-"))
		bare = p->lex.kind != SOQL_TOKEN_NUMBER;
	if (bare)
		return false;
	if (p->lex.kind == SOQL_TOKEN_NUMBER && p->lex.at == p->lex.before)
		soql_lex_next(&p->lex);
	v->kind = SOQL_NUMBER;
	v->text = (struct slice){ p->q->text.ptr + from,
	    p->lex.before - from };
	return true;
}

static bool
parse_word(struct soql_parser *p, struct soql_value *v)
{
	struct soql_lex	before = p->lex;
	bool		counted;

	if (soql_lex_take(&p->lex, "NULL"))
		v->kind = SOQL_NULL;
	else if (soql_lex_take(&p->lex, "TRUE"))
		v->kind = SOQL_TRUE;
	else if (soql_lex_take(&p->lex, "FALSE"))
		v->kind = SOQL_FALSE;
	else if ((v->span = soql_span_find(p->lex.text, &counted)) >= 0) {
		v->kind = SOQL_SPAN;
		soql_lex_next(&p->lex);
		return !counted || parse_colon(p, v);
	} else if (!parse_currency(p, v)) {
		p->lex = before;
		return soql_lex_unexpected(&p->lex);
	}
	return true;
}

static bool
parse_number(struct soql_parser *p, struct soql_value *v)
{
	bool	minus = soql_lex_take_sign(&p->lex, "-");

	if (!minus)
		soql_lex_take_sign(&p->lex, "+");
	if (p->lex.kind != SOQL_TOKEN_NUMBER)
		return soql_lex_unexpected(&p->lex);
	v->kind = SOQL_NUMBER;
	v->text = p->lex.text;
	if (minus)
		v->text = slice_of(arena_printf(p->q->arena, "-%.*s",
		    (int)v->text.len, v->text.ptr));
	soql_lex_next(&p->lex);
	return true;
}

/* Six digits of fraction count, a small t is one, Z may be +0000. */
static bool
read_datetime(struct slice s, struct arena *arena, int64_t *micros)
{
	char	*copy = arena_raw(arena, s.len + 1);
	size_t	 len = 0, fraction = 0;
	bool	 behind = false;

	for (size_t i = 0; i < s.len; i++) {
		char	c = s.ptr[i];

		if (c == '.')
			behind = true;
		else if (c < '0' || c > '9')
			behind = false;
		else if (behind && ++fraction > 6)
			continue;
		copy[len++] = c == 't' ? 'T' : c == 'z' ? 'Z' : c;
	}
	return datetime_parse((struct slice){ copy, len }, micros);
}

static bool
parse_date(struct soql_parser *p, struct soql_value *v)
{
	bool	day = p->lex.kind == SOQL_TOKEN_DATE;

	v->kind = day ? SOQL_DATE : SOQL_DATETIME;
	v->text = p->lex.text;
	if (day ? !date_parse(v->text, &v->number) :
	    !read_datetime(v->text, p->q->arena, &v->number))
		return soql_fault_at(p->q, p->lex.at, "MALFORMED_QUERY",
		    "Invalid %s: %.*s", day ? "date" : "datetime",
		    (int)v->text.len, v->text.ptr);
	soql_lex_next(&p->lex);
	return true;
}

static bool
parse_string(struct soql_parser *p, bool pattern, struct soql_value *v)
{
	v->kind = SOQL_STRING;
	if (!soql_string(&p->lex, pattern, &v->text))
		return false;
	soql_lex_next(&p->lex);
	return true;
}

/* :name is Apex's; what is no name stays unexpected. */
static bool
refuse_bind(struct soql_parser *p, uint32_t at)
{
	soql_lex_next(&p->lex);
	if (p->lex.kind != SOQL_TOKEN_WORD)
		return soql_lex_unexpected(&p->lex);
	return soql_fault_at(p->q, at, "MALFORMED_QUERY",
	    "Bind variables only allowed in Apex code");
}

bool
soql_parse_value(struct soql_parser *p, bool pattern, struct soql_value *v)
{
	v->at = p->lex.at;
	if (soql_lex_sign(&p->lex, ":"))
		return refuse_bind(p, v->at);
	switch (p->lex.kind) {
	case SOQL_TOKEN_STRING:
		return parse_string(p, pattern, v);
	case SOQL_TOKEN_WORD:
		return parse_word(p, v);
	case SOQL_TOKEN_DATE:
	case SOQL_TOKEN_DATETIME:
		return parse_date(p, v);
	case SOQL_TOKEN_TIME:
		v->kind = SOQL_TIME;
		v->text = p->lex.text;
		soql_lex_next(&p->lex);
		return true;
	default:
		return parse_number(p, v);
	}
}
