/* SPDX-License-Identifier: MIT */
#include "precept/catalog.h"
#include "soql_write_parts.h"

/* From an expression to the field it shows, if Salesforce can filter by it. */

#define STEPS 5

struct soql_node
soql_write_follow(struct soql_writer *w, struct soql_node n)
{
	while (!n.source && n.expr->op == EXPR_NAME) {
		n.expr = w->query->rule->shows[n.expr->slot].value.expr;
		n.source = true;
	}
	return n;
}

/* The field at the end of a path, through whatever a relation leads to. */
static const struct field *
reach(const struct catalog *c, const struct schema *from, struct slice path,
    int steps)
{
	const struct field	*f = schema_field(from, path), *found;
	const char		*point = memchr(path.ptr, '.', path.len);
	const struct schema	*next;
	struct slice		 tail;

	if (f != NULL || point == NULL || steps == 0)
		return f;
	f = schema_by_relation(from, (struct slice){ path.ptr,
	    (size_t)(point - path.ptr) });
	tail.ptr = point + 1;
	tail.len = path.len - (size_t)(tail.ptr - path.ptr);
	for (size_t i = 0; f != NULL && f->refers != NULL &&
	    f->refers[i] != NULL; i++) {
		next = catalog_refer(c, from, f->refers[i]);
		found = next == NULL ? NULL : reach(c, next, tail, steps - 1);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/*
 * Conversions that keep the order and lose nothing. To a double is none: two
 * decimals may become the same.
 */
static bool
is_exact(const struct expr *e)
{
	enum kind	to = e->type.kind, from = e->args[0]->type.kind;

	if (to == from)
		return to != KIND_DECIMAL ||
		    e->type.scale >= e->args[0]->type.scale;
	if (to == KIND_DECIMAL)
		return from == KIND_INTEGER;
	return (to == KIND_TEXT || to == KIND_PICKLIST) &&
	    (from == KIND_TEXT || from == KIND_PICKLIST);
}

static bool
is_day_of(const struct expr *e)
{
	return e->type.kind == KIND_DATE && e->arg_count == 1 &&
	    e->args[0]->type.kind == KIND_DATETIME &&
	    (e->op == EXPR_CONVERT || (e->op == EXPR_CALL &&
	    slice_is(e->name, "to_date")));
}

bool
soql_write_field(struct soql_writer *w, struct soql_node n,
    struct soql_field *out)
{
	const struct source	*s = &w->query->rule->source;
	const struct field	*f;

	*out = (struct soql_field){ 0 };
	for (n = soql_write_follow(w, n); n.expr->op != EXPR_NAME;
	    n = soql_write_follow(w, n)) {
		if (is_day_of(n.expr) && !out->day)
			out->day = true;
		else if (n.expr->op != EXPR_CONVERT || !is_exact(n.expr))
			return false;
		n.expr = n.expr->args[0];
	}
	out->path = s->fields[n.expr->slot].path;
	out->kind = s->fields[n.expr->slot].type.kind;
	f = reach(w->query->catalog, s->schema, slice_of(out->path), STEPS);
	return f != NULL && (f->flags & FIELD_FILTERABLE);
}
