/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "salesforce_rows.h"

/*
 * Rows as the records of a request:
 *
 *	{"allOrNone":false,"records":[{"attributes":{"type":"Account"},
 *	 "id":"001…","Name":"x"},…]}
 */

#define BODY_MAX ((size_t)64 << 20)
#define GUESS 64	/* bytes of a value and its name */

struct records {
	const struct changes	*c;
	struct slice		 head;		/* {"attributes":… */
	struct slice		*names;		/* ,"Name": */
};

static struct slice
take(struct text *t, struct arena *a)
{
	struct slice s = { arena_text(a, (struct slice){ t->ptr, t->len }),
		t->len };

	text_free(t);
	return s;
}

static void
init(struct records *r, const struct changes *c)
{
	struct text t;

	r->c = c;
	r->names = arena_array(c->arena, c->width + 1, sizeof *r->names);
	text_init(&t, BODY_MAX);
	text_printf(&t, "{\"attributes\":{\"type\":\"%s\"}",
	    c->action->schema->object);
	r->head = take(&t, c->arena);
	for (size_t f = 0; f < c->width; f++) {
		text_printf(&t, ",\"%s\":", c->action->maps[f].field->name);
		r->names[f] = take(&t, c->arena);
	}
}

static bool
is_put(const struct changes *c, size_t row, size_t f)
{
	const struct field *field = c->action->maps[f].field;

	if (field->flags & FIELD_ID)
		return c->action->as_is && c->op[row] == CHANGE_CREATE;
	if (c->op[row] == CHANGE_UPDATE)
		return *changes_cell(c, row, f);
	return !column_is_null(c->now[f], row);
}

static void
put_record(struct text *out, const struct records *r, size_t row)
{
	const struct changes *c = r->c;

	text_slice(out, r->head);
	if (c->op[row] == CHANGE_UPDATE) {
		text_add(out, ",\"id\":", 6);
		json_put_string(out, c->id[row]);
	}
	for (size_t f = 0; f < c->width; f++) {
		if (!is_put(c, row, f))
			continue;
		text_slice(out, r->names[f]);
		json_put_value(out, c->now[f], row);
	}
	text_char(out, '}');
}

void
salesforce_records_put(struct text *out, const struct changes *c,
    const uint32_t *rows, size_t count)
{
	struct records r;

	init(&r, c);
	text_init(out, BODY_MAX);
	text_room(out, count * (c->width + 2) * GUESS);
	text_string(out, "{\"allOrNone\":false,\"records\":[");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_char(out, ',');
		put_record(out, &r, rows[i]);
	}
	text_string(out, "]}");
}
