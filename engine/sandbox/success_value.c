/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>

#include "precept/json.h"
#include "success_value.h"

/* Values on their way out: as SQL, as JSON. */

static const struct { const char *code, *person, *text; } wrongs[] = {
	{ NULL, NULL, NULL },
#define X(name, code, person, text) { "GSOBJ_" code, "GSOBJ_" person, text },
	SUCCESS_WRONGS(X)
#undef X
};

const char *
success_value_code(enum success_wrong wrong, bool person)
{
	return person ? wrongs[wrong].person : wrongs[wrong].code;
}

const char *
success_value_sentence(enum success_wrong wrong)
{
	return wrongs[wrong].text;
}

struct success_cell
success_value_text(const char *s)
{
	return (struct success_cell){ .set = true, .kind = SUCCESS_TEXT,
	    .s = slice_of(s) };
}

struct success_cell
success_value_int(int64_t i)
{
	return (struct success_cell){ .set = true, .kind = SUCCESS_INT,
	    .i = i };
}

bool
success_value_is_gsid(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= '0' && s.ptr[i] <= '9') &&
		    !(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z'))
			return false;
	return s.len == SUCCESS_GSID_LEN;
}

void
success_value_put_sql(struct text *sql, const struct success_cell *cell)
{
	switch (cell->kind) {
	case SUCCESS_NULL:
		text_string(sql, "NULL");
		return;
	case SUCCESS_INT:
		text_printf(sql, "%lld", (long long)cell->i);
		return;
	case SUCCESS_REAL:
		text_printf(sql, "%.17e", cell->r);
		return;
	case SUCCESS_TEXT:
		break;
	}
	text_char(sql, '\'');
	for (size_t i = 0; i < cell->s.len; i++) {
		if (cell->s.ptr[i] == '\'')
			text_char(sql, '\'');
		text_char(sql, cell->s.ptr[i]);
	}
	text_char(sql, '\'');
}

/* At most nine places behind the point, and no zeros at its end. */
void
success_value_put_number(struct text *out, double n)
{
	char	room[400];
	int	len = snprintf(room, sizeof room, "%.9f", n);

	while (len > 0 && room[len - 1] == '0')
		len--;
	if (len > 0 && room[len - 1] == '.')
		len--;
	text_add(out, room, (size_t)len);
}

/* "gsid;gsid" */
static void
put_list(struct text *out, struct slice s)
{
	char	mark = '[';

	while (s.len > 0) {
		const char	*end = memchr(s.ptr, ';', s.len);
		size_t		 len = end == NULL ? s.len :
				    (size_t)(end - s.ptr);

		text_char(out, mark);
		json_put_string(out, (struct slice){ s.ptr, len });
		mark = ',';
		len += end != NULL;
		s.ptr += len;
		s.len -= len;
	}
	text_char(out, ']');
}

void
success_value_put_json(struct text *out, const struct success_field *f,
    const struct success_cell *cell)
{
	if (cell->kind == SUCCESS_NULL)
		text_string(out, "null");
	else if (f->type == SUCCESS_BOOLEAN)
		text_string(out, cell->i != 0 ? "true" : "false");
	else if (f->type == SUCCESS_MULTI)
		put_list(out, cell->s);
	else if (cell->kind == SUCCESS_TEXT)
		json_put_string(out, cell->s);
	else if (cell->kind == SUCCESS_INT)
		text_printf(out, "%lld", (long long)cell->i);
	else
		success_value_put_number(out, cell->r);
}

/* What a list or an object had in it is of no use to whoever sent it. */
void
success_value_put_doc(struct text *out, const struct doc *value)
{
	switch (value == NULL ? DOC_NULL : value->kind) {
	case DOC_NULL:
		text_string(out, "null");
		break;
	case DOC_BOOLEAN:
		text_string(out, value->number != 0 ? "true" : "false");
		break;
	case DOC_NUMBER:
		success_value_put_number(out, value->number);
		break;
	case DOC_TEXT:
		json_put_string(out, slice_of(value->text));
		break;
	case DOC_LIST:
		text_string(out, "[]");
		break;
	case DOC_OBJECT:
		text_string(out, "{}");
		break;
	}
}
