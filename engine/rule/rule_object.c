/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_make.h"
#include "rule_word.h"

/* Objects and their fields by name, through relations, with the nearest. */

#define STEPS 5		/* relations in one path, as SOQL has it */

static bool
cut_at_point(struct slice name, struct slice *head, struct slice *tail)
{
	const char	*point = name.len == 0 ? NULL :
			    memchr(name.ptr, '.', name.len);

	if (point == NULL)
		return false;
	head->ptr = name.ptr;
	head->len = (size_t)(point - name.ptr);
	tail->ptr = point + 1;
	tail->len = name.len - head->len - 1;
	return head->len > 0 && tail->len > 0;
}

/* "Account" alone: whose object could that be? */
static void
found_no_connection(struct make *m, struct slice name, struct place at)
{
	struct diag	*d;
	size_t		 i;

	d = diag_add(m->diags, DIAG_ERROR, "P105", at,
	    "'%.*s' names no connection", SHOWN(name));
	diag_label(m->diags, d, "an object is written connection.Object");
	for (i = 0; i < catalog_count(m->catalog); i++) {
		const struct schema *s = catalog_at(m->catalog, i);

		if (slice_is_nocase(name, s->object))
			diag_note(m->diags, d, "try", "\"%s.%s\"",
			    s->connection, s->object);
	}
}

static void
found_bad_connection(struct make *m, struct slice conn, struct slice object,
    struct place at)
{
	struct near	 near = near_to(conn);
	struct diag	*d;
	size_t		 i;

	for (i = 0; i < catalog_count(m->catalog); i++)
		near_try(&near, slice_of(
		    catalog_at(m->catalog, i)->connection));
	d = diag_add(m->diags, DIAG_ERROR, "P105",
	    diag_inside(at, 0, conn.len),
	    "there is no connection '%.*s'", SHOWN(conn));
	if (near.best.ptr == NULL)
		return;
	diag_label(m->diags, d, "did you mean '%.*s'?", SHOWN(near.best));
	diag_note(m->diags, d, "try", "\"%.*s.%.*s\"", SHOWN(near.best),
	    SHOWN(object));
}

static void
try_object(struct near *near, const struct schema *s)
{
	size_t	i;

	near_try(near, slice_of(s->object));
	for (i = 0; s->aliases != NULL && s->aliases[i] != NULL; i++)
		near_try(near, slice_of(s->aliases[i]));
}

static void
found_no_object(struct make *m, struct slice conn, struct slice object,
    struct place at)
{
	struct near	 near = near_to(object);
	struct diag	*d;
	size_t		 i;

	for (i = 0; i < catalog_count(m->catalog); i++) {
		const struct schema *s = catalog_at(m->catalog, i);

		if (slice_is(conn, s->connection))
			try_object(&near, s);
	}
	d = diag_add(m->diags, DIAG_ERROR, "P106",
	    diag_inside(at, conn.len + 1, object.len),
	    "there is no object '%.*s' in %.*s", SHOWN(object), SHOWN(conn));
	if (near.best.ptr != NULL)
		diag_label(m->diags, d, "did you mean '%.*s'?",
		    SHOWN(near.best));
	diag_note(m->diags, d, "note", "a file schema/%.*s.%.*s.json in the "
	    "workspace makes an object known", SHOWN(conn), SHOWN(object));
}

const struct schema *
rule_object_find(struct make *m, struct slice name, struct place at)
{
	const struct schema	*schema;
	struct slice		 conn, object;

	if (!cut_at_point(name, &conn, &object)) {
		found_no_connection(m, name, at);
		return NULL;
	}
	schema = catalog_find(m->catalog, conn, object);
	if (schema != NULL)
		return schema;
	/* The store is always there, even when nothing is in it yet. */
	if (catalog_has_connection(m->catalog, conn) ||
	    slice_is(conn, "store"))
		found_no_object(m, conn, object, at);
	else
		found_bad_connection(m, conn, object, at);
	return NULL;
}

/* What a relation leads to, one of several; NULL after the last. */
static const struct schema *
referred(const struct make *m, const struct schema *from,
    const struct field *f, size_t i)
{
	if (f->refers == NULL || f->refers[i] == NULL)
		return NULL;
	return catalog_refer(m->catalog, from, f->refers[i]);
}

static bool
reach(const struct make *m, const struct schema *from, struct slice path,
    int steps, struct reach *out)
{
	const struct field	*f = schema_field(from, path);
	const struct schema	*next;
	struct slice		 head, tail;
	size_t			 i;

	if (f != NULL) {
		*out = (struct reach){ from, f,
		    !(f->flags & (FIELD_REQUIRED | FIELD_ID)) };
		return true;
	}
	if (steps == 0 || !cut_at_point(path, &head, &tail))
		return false;
	f = schema_by_relation(from, head);
	for (i = 0; f != NULL && f->refers != NULL && f->refers[i] != NULL;
	    i++) {
		next = referred(m, from, f, i);
		if (next == NULL || !reach(m, next, tail, steps - 1, out))
			continue;
		if (!(f->flags & FIELD_REQUIRED))
			out->nullable = true;
		return true;
	}
	return false;
}

bool
rule_object_reach(const struct make *m, const struct schema *schema,
    struct slice path, struct reach *out)
{
	return reach(m, schema, path, STEPS, out);
}

/* How far a path that leads nowhere can be followed. */
static const struct schema *
follow(const struct make *m, const struct schema *schema, struct slice *path)
{
	const struct schema	*next;
	const struct field	*f;
	struct slice		 head, tail;

	while (cut_at_point(*path, &head, &tail)) {
		f = schema_by_relation(schema, head);
		next = f == NULL ? NULL : referred(m, schema, f, 0);
		if (next == NULL)
			break;
		schema = next;
		*path = tail;
	}
	return schema;
}

/* The nearest field, or the relation when the path goes on behind it. */
static struct slice
nearest(const struct schema *schema, struct slice rest)
{
	const struct field	*f = schema_by_label(schema, rest);
	struct slice		 head = rest, tail;
	bool			 relation = cut_at_point(rest, &head, &tail);
	bool			 by_label = memchr(rest.ptr, ' ', rest.len);
	struct near		 near = near_to(head);
	size_t			 i;

	if (f != NULL)
		return slice_of(f->name);
	for (i = 0; i < schema->count; i++) {
		f = &schema->fields[i];
		if (relation && f->relation != NULL)
			near_try(&near, slice_of(f->relation));
		if (!relation)
			near_try(&near, slice_of(by_label ? f->label :
			    f->name));
	}
	return near.best;
}

void
rule_object_no_field(struct make *m, const struct schema *schema,
    struct slice path, struct place at)
{
	struct slice		 rest = path, head, tail, best;
	const struct schema	*last = follow(m, schema, &rest);
	bool			 relation = cut_at_point(rest, &head, &tail);
	struct diag		*d;

	if (relation)
		rest = head;
	d = diag_add(m->diags, DIAG_ERROR, "P107", diag_inside(at,
	    (size_t)(rest.ptr - path.ptr), rest.len),
	    "there is no %s '%.*s' in %s", relation ? "relation" : "field",
	    SHOWN(rest), rule_word_object(m->arena, last));
	best = nearest(last, relation ? (struct slice){ head.ptr,
	    head.len + 1 + tail.len } : rest);
	if (best.ptr != NULL)
		diag_label(m->diags, d, "did you mean '%.*s'?", SHOWN(best));
	if (rule_word_hides(last) && !relation)
		diag_note(m->diags, d, "note", RULE_WORD_HIDDEN);
}
