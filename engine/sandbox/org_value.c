/* SPDX-License-Identifier: MIT */
#include "org_change.h"
#include "precept/date.h"
#include "precept/utf8.h"

/* One value of a request, as its field's column has it. */

static const char *
token_of(const struct org_value *v)
{
	switch (v->shape) {
	case ORG_NULL:
		return "VALUE_NULL";
	case ORG_TRUE:
		return "VALUE_TRUE";
	case ORG_FALSE:
		return "VALUE_FALSE";
	case ORG_NUMBER:
		for (size_t i = 0; i < v->text.len; i++)
			if (strchr(".eE", v->text.ptr[i]) != NULL)
				return "VALUE_NUMBER_FLOAT";
		return "VALUE_NUMBER_INT";
	case ORG_TEXT:
		return "VALUE_STRING";
	default:
		return "START_OBJECT";
	}
}

static struct slice
text_of(const struct org_value *v)
{
	switch (v->shape) {
	case ORG_NULL:
		return SLICE("null");
	case ORG_TRUE:
		return SLICE("true");
	case ORG_FALSE:
		return SLICE("false");
	case ORG_NESTED:
		return SLICE("{");
	default:
		return v->text;
	}
}

bool
org_value_wrong(struct org_change *c, const struct org_value *v,
    const struct org_field *f)
{
	struct slice	text = text_of(v);

	if (c->w->door != ORG_REST)
		return org_refuse(c->out, c->arena, 400,
		    "INVALID_TYPE_ON_FIELD_IN_RECORD", f->name,
		    "%s: value not of required type: %.*s", f->label,
		    (int)text.len, text.ptr);
	org_refuse(c->out, c->arena, 400, "JSON_PARSER_ERROR", NULL,
	    "Cannot deserialize instance of %s from %s value %.*s or request "
	    "may be missing a required field at [line:%d, column:%d]",
	    org_type_word(f->type), token_of(v), (int)text.len, text.ptr,
	    v->line, v->column);
	c->out->errors[c->out->error_count - 1].unread = true;
	return false;
}

static bool
read_boolean(struct org_change *c, const struct org_value *v,
    const struct org_field *f, struct org_cell *cell)
{
	cell->kind = CELL_INT;
	cell->i = v->shape == ORG_TRUE;
	if (v->shape == ORG_TRUE || v->shape == ORG_FALSE)
		return true;
	if (v->shape != ORG_TEXT)
		return org_value_wrong(c, v, f);
	cell->i = slice_is_nocase(v->text, "true") ||
	    (c->w->door != ORG_REST && slice_is(v->text, "1"));
	if (cell->i == 0 && !slice_is_nocase(v->text, "false") &&
	    (c->w->door == ORG_REST || !slice_is(v->text, "0")))
		return org_value_wrong(c, v, f);
	return true;
}

/* "2026-03-01"; of an instant its day. */
static bool
read_date(struct org_change *c, const struct org_value *v,
    const struct org_field *f, struct org_cell *cell)
{
	struct slice	s = v->text;
	int64_t		micros;
	char		room[DATE_TEXT];

	if (v->shape != ORG_TEXT || !datetime_parse(s, &micros) ||
	    (s.len > 10 && s.ptr[10] != 'T'))
		return org_value_wrong(c, v, f);
	date_print((micros - (micros % DATE_DAY + DATE_DAY) % DATE_DAY) /
	    DATE_DAY, room);
	*cell = org_cells_text(arena_string(c->arena, room));
	return true;
}

static bool
read_datetime(struct org_change *c, const struct org_value *v,
    const struct org_field *f, struct org_cell *cell)
{
	struct slice	s = v->text;
	int64_t		micros;

	if (v->shape != ORG_TEXT || !datetime_parse(s, &micros) ||
	    s.len < 11 || (s.ptr[10] != 'T' && c->w->door == ORG_REST))
		return org_value_wrong(c, v, f);
	*cell = org_cells_int((micros - (micros % 1000 + 1000) % 1000) /
	    1000);
	return true;
}

static bool
read_id(struct org_change *c, const struct org_value *v,
    const struct org_field *f, struct org_cell *cell)
{
	char	id[19];

	if (v->shape != ORG_TEXT)
		return org_value_wrong(c, v, f);
	if (!org_id_wide(v->text, id))
		return org_refuse(c->out, c->arena, 400, "MALFORMED_ID",
		    f->name, "%s: id value of incorrect type: %.*s",
		    f->label, (int)v->text.len, v->text.ptr);
	*cell = org_cells_text(arena_string(c->arena, id));
	return true;
}

static bool
read_text(struct org_change *c, const struct org_value *v,
    const struct org_field *f, struct org_cell *cell)
{
	if (v->shape != ORG_TEXT ||
	    utf8_valid(v->text.ptr, v->text.len) != v->text.len ||
	    memchr(v->text.ptr, '\0', v->text.len) != NULL)
		return org_value_wrong(c, v, f);
	cell->kind = CELL_TEXT;
	cell->s = v->text;
	return true;
}

bool
org_value_read(struct org_change *c, const struct org_value *v,
    const struct org_field *f, struct org_cell *cell)
{
	*cell = (struct org_cell){ .set = true };
	if (v->shape == ORG_NULL ||
	    (v->shape == ORG_TEXT && v->text.len == 0)) {
		if (f->type != ORG_BOOLEAN)
			return true;
		*cell = org_cells_int(0);
		return c->w->door == ORG_LOAD || org_value_wrong(c, v, f);
	}
	switch (f->type) {
	case ORG_BOOLEAN:
		return read_boolean(c, v, f, cell);
	case ORG_DATE:
		return read_date(c, v, f, cell);
	case ORG_DATETIME:
		return read_datetime(c, v, f, cell);
	case ORG_INT:
	case ORG_DOUBLE:
	case ORG_CURRENCY:
	case ORG_PERCENT:
		return org_value_number(c, v, f, cell);
	case ORG_ID:
	case ORG_REFERENCE:
		return read_id(c, v, f, cell);
	default:
		return read_text(c, v, f, cell);
	}
}
