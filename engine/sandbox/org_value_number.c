/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "org_change.h"
#include "precept/decimal.h"

/* Numbers, their digits counted as they were written. */

static bool
out_of_range(struct org_change *c, const struct org_value *v,
    const struct org_field *f)
{
	return org_refuse(c->out, c->arena, 400,
	    "NUMBER_OUTSIDE_VALID_RANGE", f->name,
	    "%s: value outside of valid range on numeric field: %.*s",
	    f->label, (int)v->text.len, v->text.ptr);
}

/* Whole numbers as such, others by their digits. */
static struct org_cell
cell_of(dec128 n, int scale)
{
	char		text[DECIMAL_TEXT];
	dec128		whole, back;
	struct org_cell	cell = { .set = true, .kind = CELL_INT };

	if (decimal_rescale(n, scale, 0, &whole) &&
	    decimal_rescale(whole, 0, scale, &back) && back == n &&
	    whole >= INT64_MIN && whole <= INT64_MAX) {
		cell.i = (int64_t)whole;
		return cell;
	}
	text[decimal_print(n, scale, text)] = '\0';
	cell.kind = CELL_REAL;
	cell.r = strtod(text, NULL);
	return cell;
}

static bool
read_int(struct org_change *c, const struct org_value *v,
    const struct org_field *f, struct org_cell *cell)
{
	dec128	n;

	switch (decimal_parse_at(v->text, 0, &n)) {
	case DECIMAL_OK:
		break;
	case DECIMAL_RANGE:
		return out_of_range(c, v, f);
	default:
		return org_value_wrong(c, v, f);
	}
	if (!decimal_fits(n, f->digits))
		return out_of_range(c, v, f);
	*cell = org_cells_int((int64_t)n);
	return true;
}

bool
org_value_number(struct org_change *c, const struct org_value *v,
    const struct org_field *f, struct org_cell *cell)
{
	struct decimal	d;
	dec128		n;

	if (v->shape != ORG_NUMBER && v->shape != ORG_TEXT)
		return org_value_wrong(c, v, f);
	if (f->type == ORG_INT)
		return read_int(c, v, f, cell);
	switch (decimal_parse(v->text, &d)) {
	case DECIMAL_OK:
		break;
	case DECIMAL_SYNTAX:
		return org_value_wrong(c, v, f);
	default:
		return out_of_range(c, v, f);
	}
	if (!decimal_rescale(d.coefficient, d.scale, f->scale, &n) ||
	    !decimal_fits(n, f->precision))
		return out_of_range(c, v, f);
	*cell = cell_of(n, f->scale);
	return true;
}
