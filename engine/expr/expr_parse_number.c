/* SPDX-License-Identifier: MIT */
#include "expr_literal.h"
#include "expr_parser.h"
#include "precept/date.h"

/* Numbers, lengths of time (7 days) and points in time (date '...'). */

static struct expr *
bad_duration(struct parser *p, const struct token *from, const char *why)
{
	struct slice	s = expr_wrong_piece(p, from, p->next - 1);

	expr_wrong(p, "P210", (size_t)from->at, s.len, "%s", why);
	return NULL;
}

/* The number has been read; a unit follows. */
static struct expr *
parse_duration(struct parser *p, const struct token *from,
    const struct expr *number, struct duration d)
{
	int64_t	n;

	p->next++;
	if (!expr_is_integer(number, &n))
		return bad_duration(p, from,
		    "a length of time takes a whole number");
	if (__builtin_mul_overflow(d.months, n < 0 ? -n : n, &d.months) ||
	    __builtin_mul_overflow(d.days, n < 0 ? -n : n, &d.days) ||
	    __builtin_mul_overflow(d.micros, n < 0 ? -n : n, &d.micros) ||
	    !expr_is_short(&d))
		return bad_duration(p, from,
		    "a length of time may have 10000 years at the most");
	if (n < 0)
		d = (struct duration){ -d.months, -d.days, -d.micros };
	return expr_node_span(expr_literal_duration(p->arena, d), from,
	    p->next - 1);
}

static struct expr *
bad_number(struct parser *p, const struct token *from, struct slice text,
    enum decimal_found found)
{
	struct slice	 s = expr_wrong_piece(p, from, p->next - 1);
	struct diag	*d;

	if (found == DECIMAL_RANGE && memchr(text.ptr, 'e', text.len) == NULL
	    && memchr(text.ptr, 'E', text.len) == NULL) {
		d = expr_wrong(p, "P208", (size_t)from->at, s.len,
		    "a number may have %d digits at the most",
		    DECIMAL_DIGITS);
		diag_note(p->diags, d, "note", "with an exponent (1e40) it "
		    "is a floating-point number");
	} else {
		expr_wrong(p, "P208", (size_t)from->at, s.len,
		    "'%.*s' is out of range for a number", (int)s.len, s.ptr);
	}
	return NULL;
}

struct expr *
expr_parse_number(struct parser *p, bool negative)
{
	const struct token	*from = p->next - negative;
	struct slice		 text = p->next->text;
	struct duration		 unit;
	enum decimal_found	 found;
	struct expr		*e;

	if (negative)
		text = slice_of(arena_printf(p->arena, "-%.*s",
		    (int)text.len, text.ptr));
	p->next++;
	found = expr_literal_number(p->arena, text, &e);
	if (found != DECIMAL_OK)
		return bad_number(p, from, text, found);
	if (p->next->kind == TOKEN_WORD &&
	    expr_word_unit(p->next->text, &unit))
		return parse_duration(p, from, e, unit);
	return expr_node_span(e, from, p->next - 1);
}

static struct expr *
bad_day(struct parser *p, const struct token *from, enum kind kind)
{
	struct slice	 s = expr_wrong_piece(p, from, from + 1);
	struct slice	 text = from[1].text;
	int64_t		 days;
	struct diag	*d;

	d = expr_wrong(p, "P209", (size_t)from[1].at, (size_t)from[1].len,
	    "%s is not a %s", expr_wrong_word(p, from + 1), kind_name(kind));
	if (kind == KIND_DATE) {
		diag_note(p->diags, d, "note", "year, month and day of the "
		    "calendar: date '2026-03-01'");
		if (text.len > 10 && datetime_parse(text, &days))
			expr_wrong_try(p, d, (size_t)from->at, s.len,
			    arena_printf(p->arena, "datetime '%.*s'",
			    (int)text.len, text.ptr));
		return NULL;
	}
	diag_note(p->diags, d, "note",
	    "with Z or an offset: datetime '2026-03-01T09:30:00Z'");
	if (text.len == 19 && datetime_parse(slice_of(arena_printf(p->arena,
	    "%.*sZ", (int)text.len, text.ptr)), &days))
		expr_wrong_try(p, d, (size_t)from->at, s.len,
		    arena_printf(p->arena, "datetime '%.*sZ'", (int)text.len,
		    text.ptr));
	return NULL;
}

struct expr *
expr_parse_day(struct parser *p, bool *is)
{
	const struct token	*from = p->next;
	enum kind		 kind;
	struct expr		*e;
	int64_t			 value;

	*is = false;
	if (expr_parse_is(p, "date"))
		kind = KIND_DATE;
	else if (expr_parse_is(p, "datetime"))
		kind = KIND_DATETIME;
	else
		return NULL;
	if (from[1].kind != TOKEN_TEXT)
		return NULL;
	*is = true;
	p->next += 2;
	if (kind == KIND_DATE ? !date_parse(from[1].text, &value) :
	    !datetime_parse(from[1].text, &value))
		return bad_day(p, from, kind);
	e = expr_literal_make(p->arena, kind);
	expr_literal(e)->i[0] = value;
	return expr_node_span(e, from, from + 1);
}
