/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "precept/decimal.h"
#include "precept/utf8.h"
#include "column_refuse.h"

/* One sentence a reason, with the value and what the type takes. */

static const char *
show(struct refusal r)
{
	return reject_value(r.rejects, r.value);
}

static const char *
what_it_is_not(const struct type *type)
{
	switch (type->kind) {
	case KIND_BOOLEAN:
		return "true or false";
	case KIND_INTEGER:
	case KIND_DECIMAL:
	case KIND_NUMBER:
		return "a number";
	case KIND_DATE:
		return "a date (it has the form 2026-03-01)";
	case KIND_DATETIME:
		return "a datetime (it has the form 2026-05-12T10:11:12Z)";
	case KIND_MULTI:
		return "a list of values (it has the form a;b;c)";
	default:
		return kind_name(type->kind);
	}
}

/* A value of the other kind of day, or without its zone, is told so. */
static const char *
what_day_it_is(struct refusal r)
{
	int64_t	ignored;

	if (r.type->kind == KIND_DATE && datetime_parse(r.value, &ignored))
		return "is a datetime, not a date: read the field as a "
		    "datetime, and to_date() makes a date of it";
	if (r.type->kind == KIND_DATETIME && r.value.len < DATE_TEXT &&
	    datetime_parse(slice_of(arena_printf(r.rejects->arena, "%.*sZ",
	    (int)r.value.len, r.value.ptr)), &ignored))
		return "has no time zone: a datetime ends in Z or in an "
		    "offset, as 2026-05-12T10:11:12Z";
	return NULL;
}

void
column_refuse_kind(struct refusal r)
{
	const char	*what = what_day_it_is(r);

	if (what != NULL) {
		rejects_add(r.rejects, r.row, "D201", "%s %s", show(r), what);
		return;
	}
	rejects_add(r.rejects, r.row, "D201", "%s is not %s", show(r),
	    what_it_is_not(r.type));
}

void
column_refuse_range(struct refusal r)
{
	const char	*type = type_show(r.type, r.rejects->arena);

	if (r.type->kind != KIND_DECIMAL) {
		rejects_add(r.rejects, r.row, "D202",
		    "%s does not fit into %s%s", show(r), type,
		    r.type->kind == KIND_INTEGER ? " (64 bits)" : "");
		return;
	}
	rejects_add(r.rejects, r.row, "D202",
	    "%s does not fit into %s, which takes %d digit%s before the point",
	    show(r), type, r.type->precision - r.type->scale,
	    r.type->precision - r.type->scale == 1 ? "" : "s");
}

/* Places that count: the zeros at the end do not. 0: too many to tell. */
static int
count_places(struct slice value)
{
	struct decimal	d;

	if (decimal_parse(value, &d) != DECIMAL_OK)
		return 0;
	while (d.scale > 0 && d.coefficient % 10 == 0) {
		d.coefficient /= 10;
		d.scale--;
	}
	return d.scale;
}

void
column_refuse_places(struct refusal r)
{
	int		 has = count_places(r.value);
	const char	*type = type_show(r.type, r.rejects->arena);
	const char	*takes = r.type->scale == 0 ? "none" :
			    arena_printf(r.rejects->arena, "%d",
			    r.type->scale);

	if (has == 0)
		rejects_add(r.rejects, r.row, "D203",
		    "%s has too many decimal places, %s takes %s", show(r),
		    type, takes);
	else
		rejects_add(r.rejects, r.row, "D203",
		    "%s has %d decimal place%s, %s takes %s", show(r), has,
		    has == 1 ? "" : "s", type, takes);
}

void
column_refuse_length(struct refusal r)
{
	rejects_add(r.rejects, r.row, "D204",
	    "the text has %zu characters, %s takes %u", utf8_count(r.value),
	    type_show(r.type, r.rejects->arena), (unsigned)r.type->length);
}

void
column_refuse_id(struct refusal r)
{
	if (r.value.len == 15 || r.value.len == 18)
		rejects_add(r.rejects, r.row, "D205",
		    "%s is not a valid id: %s", show(r), r.value.len == 15 ?
		    "ids have letters and digits only" :
		    "its last three characters do not match the first 15");
	else
		rejects_add(r.rejects, r.row, "D205",
		    "%s is not a valid id: ids have 15 or 18 characters",
		    show(r));
}

void
column_refuse_utf8(struct refusal r)
{
	rejects_add(r.rejects, r.row, "D206", utf8_valid(r.value.ptr,
	    r.value.len) == r.value.len ? "%s has a zero byte in it" :
	    "%s is not valid UTF-8", show(r));
}
