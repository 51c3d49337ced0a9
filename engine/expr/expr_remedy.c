/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"
#include "precept/date.h"

/* What would make a value fit beside one of another kind, to paste. */

/* '10' beside a number is 10, '2026-03-01' beside a date is that date. */
static struct expr *
from_text(struct checker *c, struct slice text, enum kind other)
{
	struct expr	*e = NULL;
	int64_t		 value;

	switch (expr_family(other)) {
	case FAMILY_NUMBER:
		if (expr_literal_number(c->arena, text, &e) != DECIMAL_OK)
			return NULL;
		return e;
	case FAMILY_BOOLEAN:
		if (!slice_is_nocase(text, "true") &&
		    !slice_is_nocase(text, "false"))
			return NULL;
		return expr_literal_boolean(c->arena,
		    slice_is_nocase(text, "true"));
	case FAMILY_DAY:
		if (date_parse(text, &value))
			return expr_new_day(c, KIND_DATE, value);
		if (datetime_parse(text, &value))
			return expr_new_day(c, KIND_DATETIME, value);
		return NULL;
	default:
		return NULL;
	}
}

/* The function that makes a text what stands beside it. */
static const char *
function_for(enum kind other)
{
	switch (other) {
	case KIND_INTEGER:
	case KIND_DECIMAL:
	case KIND_NUMBER:
		return "number";
	case KIND_DATE:
		return "to_date";
	case KIND_DATETIME:
		return "to_datetime";
	case KIND_BOOLEAN:
		return "boolean";
	default:
		return NULL;
	}
}

void
expr_find_remedy(struct checker *c, struct diag *d, struct expr **place,
    enum kind other)
{
	struct expr	*e = *place, *instead = NULL;
	struct slice	 text;
	int64_t		 value;

	if (expr_is_text(e, &text)) {
		instead = from_text(c, text, other);
		if (instead == NULL && expr_family(other) == FAMILY_DAY)
			diag_note(c->diags, d, "note", "a date is written "
			    "like this: date '2026-03-01'");
	} else if (kind_is_text(e->type.kind) && function_for(other) != NULL)
		instead = expr_new_call(c, function_for(other), e);
	else if (other == KIND_BOOLEAN && expr_is_integer(e, &value) &&
	    (value == 0 || value == 1))
		instead = expr_literal_boolean(c->arena, value == 1);
	if (instead != NULL)
		expr_find_try(c, d, place, instead);
}
