/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "store_path.h"

/*
 * A relation may lead to several objects (an owner is a user or a group):
 * each is joined on its Id, and the first that has a value gives it.
 */

#define ALIAS 16
#define OBJECT -1
#define NOWHERE -2

/* One path on its way. */
struct walk {
	struct text	*terms;
	int		 count;		/* of the terms */
	bool		 found;		/* some schema has such a field */
	bool		 whole;		/* all terms are INTEGER */
};

static const char *
alias(int join, char out[ALIAS])
{
	if (join == OBJECT)
		return "t";
	snprintf(out, ALIAS, "j%d", join);
	return out;
}

static void
add_term(struct store_paths *p, struct walk *w, const struct schema *schema,
    int join, const struct field *f)
{
	char			 name[ALIAS], *table = store_table(schema);
	enum store_class	 has = store_has(p->db, table, f->name);

	mem_free(table);
	if (has == STORE_ABSENT)
		return;
	text_printf(w->terms, "%s%s.", w->count++ > 0 ? ", " : "",
	    alias(join, name));
	store_put_name(w->terms, f->name);
	w->whole &= has == STORE_INTEGER;
}

static void
put_join(struct store_paths *p, int join)
{
	const struct store_join	*j = &p->known[join];
	char			 own[ALIAS], parent[ALIAS];
	char			*table = store_table(j->to);

	text_string(&p->joins, " LEFT JOIN ");
	store_put_name(&p->joins, table);
	text_printf(&p->joins, " AS %s ON %s.", alias(join, own),
	    alias(join, own));
	store_put_name(&p->joins, store_id_column(j->to));
	text_printf(&p->joins, " = %s.", alias(j->parent, parent));
	store_put_name(&p->joins, j->by->name);
	mem_free(table);
}

static bool
is_there(const struct store_paths *p, const struct schema *schema,
    const struct field *f)
{
	char	*table = store_table(schema);
	bool	 there = f != NULL && store_has(p->db, table, f->name) !=
	    STORE_ABSENT;

	mem_free(table);
	return there;
}

/* Where a path stands: at a join, the object, or what the file has not. */
struct stand {
	int			 join;
	const struct schema	*schema;
};

static bool
take_join(struct store_paths *p, struct stand from, const struct field *by,
    struct stand *to, struct err *err)
{
	struct store_join	 want = { from.join, by, to->schema };
	int			 i;

	to->join = NOWHERE;
	if (from.join == NOWHERE || !is_there(p, from.schema, by) ||
	    !is_there(p, to->schema, schema_id(to->schema)))
		return true;
	for (i = 0; i < p->count; i++)
		if (p->known[i].parent == want.parent &&
		    p->known[i].by == by && p->known[i].to == want.to)
			break;
	if (i == STORE_JOINS)
		return err_set(err, ERR_LIMIT, "%s.%s: its fields come "
		    "through more than %d relations", p->schema->connection,
		    p->schema->object, STORE_JOINS);
	if (i == p->count) {
		p->known[p->count++] = want;
		put_join(p, i);
	}
	to->join = i;
	return true;
}

static bool	add_terms(struct store_paths *, struct walk *, struct stand,
		    const char *, struct err *);

static bool
add_relation(struct store_paths *p, struct walk *w, struct stand from,
    const char *path, struct err *err)
{
	const char		*dot = strchr(path, '.');
	const struct field	*by;
	struct stand		 to;

	if (dot == NULL)
		return true;
	by = schema_by_relation(from.schema, (struct slice){ path,
	    (size_t)(dot - path) });
	for (size_t i = 0; by != NULL && by->refers != NULL &&
	    by->refers[i] != NULL; i++) {
		to.schema = catalog_find(p->catalog,
		    slice_of(from.schema->connection),
		    slice_of(by->refers[i]));
		if (to.schema == NULL)
			continue;
		if (!take_join(p, from, by, &to, err) ||
		    !add_terms(p, w, to, dot + 1, err))
			return false;
	}
	return true;
}

static bool
add_terms(struct store_paths *p, struct walk *w, struct stand at,
    const char *path, struct err *err)
{
	const struct field	*f = schema_field(at.schema, slice_of(path));

	if (f == NULL)
		return add_relation(p, w, at, path, err);
	w->found = true;
	if (at.join != NOWHERE)
		add_term(p, w, at.schema, at.join, f);
	return true;
}

bool
store_path_add(struct store_paths *p, const char *path, bool *whole,
    struct err *err)
{
	struct text		 terms;
	struct walk		 w = { .terms = &terms, .whole = true };
	struct stand		 from = { OBJECT, p->schema };
	bool			 ok;

	text_init(&terms, STORE_TEXT_MAX);
	ok = add_terms(p, &w, from, path, err);
	if (ok && !w.found)
		ok = err_set(err, ERR_RULE, "%s.%s has no field '%s'",
		    p->schema->connection, p->schema->object, path);
	if (w.count == 0)
		text_string(&p->columns, ", NULL");
	else
		text_printf(&p->columns, w.count == 1 ? ", %s" :
		    ", coalesce(%s)", terms.ptr);
	*whole = w.count > 0 && w.whole;
	text_free(&terms);
	return ok;
}
