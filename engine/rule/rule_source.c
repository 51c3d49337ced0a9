/* SPDX-License-Identifier: MIT */
#include "rule_make.h"
#include "rule_take.h"

/* Where a rule's rows come from, and which fields of them it needs. */

const char *
rule_source_name(const struct rule *r)
{
	return r->source.shown;
}

static void
take_object(struct build *b, const struct decl *d)
{
	struct source		*s = &b->rule->source;
	const struct schema	*schema = rule_object_find(b->make, d->text,
				    d->at);
	struct arena		*arena = b->make->arena;
	const char		*point;

	s->shown = arena_text(arena, d->text);
	if (schema == NULL)
		return;
	point = strchr(s->shown, '.');
	s->connection = schema->connection;
	s->object = point + 1;
	s->schema = schema;
}

void
rule_source_make(struct build *b, const struct decl *body)
{
	const struct decl	*d = decl_get(body, "source");

	b->rule->source.shown = "the source";
	if (d == NULL)
		return;
	b->rule->source.at = d->at;
	if (d->kind == DECL_TEXT)
		take_object(b, d);
	else if (d->kind == DECL_TABLE && d->word != NULL)
		rule_file_make(b, d);
	else
		rule_take_wrong(b->make, "source",
		    "\"connection.Object\", csv { ... } or jsonl { ... }",
		    d);
}

static void
grow(struct build *b)
{
	struct source		*s = &b->rule->source;
	struct scan_field	*fields;
	struct reach		*reach;

	if (s->count < b->room)
		return;
	b->room = b->room == 0 ? 16 : b->room * 2;
	fields = arena_array(b->make->arena, b->room, sizeof *fields);
	reach = arena_array(b->make->arena, b->room, sizeof *reach);
	if (s->count > 0) {
		memcpy(fields, s->fields, s->count * sizeof *fields);
		memcpy(reach, b->reach, s->count * sizeof *reach);
	}
	s->fields = fields;
	b->reach = reach;
}

int
rule_source_slot(struct build *b, struct slice path)
{
	struct source	*s = &b->rule->source;
	uintptr_t	 known = (uintptr_t)map_get(&b->paths, path);
	struct reach	 to;

	if (known > 0)
		return (int)known - 1;
	if (!rule_object_reach(b->make, s->schema, path, &to))
		return -1;
	if (s->kind != SOURCE_OBJECT)
		to.nullable = true;	/* a file promises nothing */
	grow(b);
	s->fields[s->count].path = arena_text(b->make->arena, path);
	s->fields[s->count].type = to.field->type;
	b->reach[s->count] = to;
	s->count++;
	map_put(&b->paths, slice_of(s->fields[s->count - 1].path),
	    (void *)(uintptr_t)s->count);
	return (int)s->count - 1;
}
