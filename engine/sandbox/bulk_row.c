/* SPDX-License-Identifier: MIT */
#include "bulk_row.h"

/* Rows of CSV as records: what a cell is, and where its row goes. */

static const char *
not_found(struct bulk_rows *rows, struct slice name)
{
	return arena_printf(rows->r->arena, "InvalidBatch : Field name not "
	    "found : %.*s", (int)name.len, name.ptr);
}

static bool
is_seen(struct bulk_rows *rows, const struct org_field *f)
{
	return f != NULL && f->type != ORG_ADDRESS &&
	    org_sees(rows->r->sandbox->org, rows->job->user, rows->object, f);
}

/* "Type:Rel.Key" in its parts, "Type:" perhaps not there. */
static bool
split(struct bulk_column *c)
{
	const char	*at = memchr(c->name.ptr, '.', c->name.len);
	const char	*colon;

	if (at == NULL)
		return false;
	c->relation = (struct slice){ c->name.ptr,
	    (size_t)(at - c->name.ptr) };
	c->key = (struct slice){ at + 1, c->name.len - c->relation.len - 1 };
	colon = memchr(c->relation.ptr, ':', c->relation.len);
	if (colon == NULL)
		return true;
	c->type = (struct slice){ c->relation.ptr,
	    (size_t)(colon - c->relation.ptr) };
	c->relation.ptr = colon + 1;
	c->relation.len -= c->type.len + 1;
	return true;
}

static bool
column_good(struct bulk_rows *rows, size_t i)
{
	struct bulk_column	*c = &rows->columns[i];
	const struct org_field	*f;

	if (split(c))
		return is_seen(rows, org_relation(rows->object, c->relation));
	f = org_field(rows->object, c->name);
	if (f != NULL && f == rows->key)
		rows->key_at = i;
	else if (f != NULL && f->type == ORG_ID)
		rows->id_at = i;
	return is_seen(rows, f);
}

static bool
is_delete(const struct bulk_job *job)
{
	return strcmp(job->operation, "delete") == 0 ||
	    strcmp(job->operation, "hardDelete") == 0;
}

static bool
is_twice(const struct bulk_record *header, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (slice_equal(header->cells[k], header->cells[i]))
			return true;
	return false;
}

const char *
bulk_row_header(struct bulk_rows *rows, const struct bulk_record *header)
{
	struct request	*r = rows->r;

	rows->count = header->count;
	rows->columns = arena_array(r->arena, rows->count + 1,
	    sizeof *rows->columns);
	rows->id_at = rows->key_at = SIZE_MAX;
	for (size_t i = 0; i < rows->count; i++) {
		rows->columns[i].name = header->cells[i];
		if (!column_good(rows, i))
			return not_found(rows, header->cells[i]);
		if (is_twice(header, i))
			return arena_printf(r->arena, "InvalidBatch : Field "
			    "name appears twice : %.*s",
			    (int)header->cells[i].len, header->cells[i].ptr);
	}
	if (is_delete(rows->job) && (rows->count != 1 || rows->id_at != 0))
		return "InvalidBatch : The 'delete' batch must contain only "
		    "ids";
	return NULL;
}

/* A parent by its key: { attributes: { type }, Key: text } */
static void
nest(struct org_value *v, const struct bulk_column *c, struct slice cell,
    struct arena *arena)
{
	struct org_value	*inner = arena_array(arena, 3, sizeof *inner);

	v->name = c->relation;
	v->shape = ORG_NESTED;
	v->nested = inner;
	v->nested_count = c->type.len > 0 ? 2 : 1;
	inner[0] = (struct org_value){ .name = c->key, .shape = ORG_TEXT,
	    .text = cell };
	inner[1] = (struct org_value){ .name = SLICE("attributes"),
	    .shape = ORG_NESTED, .nested = &inner[2], .nested_count = 1 };
	inner[2] = (struct org_value){ .name = SLICE("type"),
	    .shape = ORG_TEXT, .text = c->type };
}

static struct slice
cell_at(const struct bulk_record *record, size_t i)
{
	return i == SIZE_MAX ? (struct slice){ "", 0 } : record->cells[i];
}

/* An empty cell leaves its field alone, #N/A clears it. */
static void
read_values(struct bulk_rows *rows, const struct bulk_record *record,
    struct arena *arena, struct org_write *w)
{
	struct org_value	*values = arena_array(arena, rows->count + 1,
				    sizeof *values);

	w->values = values;
	for (size_t i = 0; i < rows->count; i++) {
		const struct bulk_column	*c = &rows->columns[i];
		struct slice			 cell = record->cells[i];
		struct org_value		*v = &values[w->count];

		if (cell.len == 0 || i == rows->id_at || i == rows->key_at)
			continue;
		w->count++;
		*v = (struct org_value){ .name = c->name, .shape = ORG_TEXT,
		    .text = cell };
		if (slice_is(cell, "#N/A"))
			v->shape = ORG_NULL;
		if (c->relation.len > 0 && v->shape == ORG_NULL)
			v->name = c->relation;
		else if (c->relation.len > 0)
			nest(v, c, cell, arena);
	}
}

static bool
missing(struct bulk_chunk *chunk, struct org_outcome *out, const char *field,
    const char *call)
{
	return org_refuse(out, chunk->arena, 400, "MISSING_ARGUMENT", field,
	    "%s not specified%s", field, call);
}

static bool
key_twice(const struct bulk_rows *rows, const struct bulk_chunk *chunk,
    size_t i)
{
	struct slice	key = cell_at(&chunk->records[i], rows->key_at);

	for (size_t k = 0; k < chunk->count; k++)
		if (k != i && slice_equal(key,
		    cell_at(&chunk->records[k], rows->key_at)))
			return true;
	return false;
}

static bool
upsert(struct bulk_rows *rows, struct bulk_chunk *chunk, size_t i,
    const struct org_write *w, struct org_outcome *out)
{
	struct org_key	key = { .field = rows->key,
			    .value = cell_at(&chunk->records[i],
			    rows->key_at) };

	if (slice_is(key.value, "#N/A"))
		key.value.len = 0;
	if (key.value.len == 0 && rows->key->type != ORG_ID)
		return missing(chunk, out, rows->key->name, "");
	if (key.value.len > 0 && key_twice(rows, chunk, i))
		return org_refuse(out, chunk->arena, 400, "DUPLICATE_VALUE",
		    rows->key->name, "Duplicate external id specified: %.*s",
		    (int)key.value.len, key.value.ptr);
	return org_upsert(rows->r->sandbox->org, w, &key, chunk->arena, out);
}

bool
bulk_row_write(struct bulk_rows *rows, struct bulk_chunk *chunk, size_t i,
    struct org_outcome *out)
{
	struct org		*org = rows->r->sandbox->org;
	const struct bulk_record *record = &chunk->records[i];
	const char		*operation = rows->job->operation;
	struct slice		 id = cell_at(record, rows->id_at);
	struct org_write	 w = { .object = rows->object,
				    .user = rows->job->user, .door = ORG_CSV,
				    .row = chunk->row + (int64_t)i };

	*out = (struct org_outcome){ .id = "" };
	read_values(rows, record, chunk->arena, &w);
	if (strcmp(operation, "upsert") == 0)
		return upsert(rows, chunk, i, &w, out);
	if (strcmp(operation, "insert") == 0)
		return id.len == 0 ?
		    org_insert(org, &w, chunk->arena, out) :
		    org_refuse(out, chunk->arena, 400,
		    "INVALID_FIELD_FOR_INSERT_UPDATE", "Id",
		    "cannot specify Id in an insert call");
	if (id.len == 0)
		return missing(chunk, out, "Id", is_delete(rows->job) ?
		    " in a delete call" : " in an update call");
	if (strcmp(operation, "hardDelete") == 0)
		return org_erase(org, &w, id, chunk->arena, out);
	return is_delete(rows->job) ?
	    org_delete(org, &w, id, chunk->arena, out) :
	    org_update(org, &w, id, chunk->arena, out);
}

void
bulk_row_put_cell(struct text *out, struct slice cell)
{
	text_char(out, '"');
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.ptr[i] == '"')
			text_char(out, '"');
		text_char(out, cell.ptr[i]);
	}
	text_char(out, '"');
}

void
bulk_row_put(struct text *out, const struct bulk_job *job,
    const struct bulk_record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		text_char(out, bulk_ask_delimiter(job->delimiter));
		bulk_row_put_cell(out, record->cells[i]);
	}
	text_string(out, strcmp(job->ending, "CRLF") == 0 ? "\r\n" : "\n");
}
