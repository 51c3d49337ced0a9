/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_graph.h"
#include "rule_parts.h"
#include "rule_take.h"
#include "rule_word.h"

/*
 * writes = { Account = { "Health__c", "Pendo_*" } } of a connection: all that
 * rules may write there. Without it the service's own permissions decide.
 */

static void
found_no_object(struct make *m, const struct connection *c,
    const struct decl_entry *e)
{
	struct near	 near = near_to(slice_of(e->key));
	struct diag	*d;
	bool		 any = false;

	for (size_t i = 0; i < catalog_count(m->catalog); i++) {
		const struct schema	*s = catalog_at(m->catalog, i);

		if (strcmp(s->connection, c->name) != 0)
			continue;
		any = true;
		near_try(&near, slice_of(s->object));
	}
	if (!any)
		return;
	d = diag_add(m->diags, DIAG_WARNING, "P159", e->key_at,
	    "there is no object '%s' in %s", e->key, c->name);
	if (near.best.ptr != NULL)
		diag_label(m->diags, d, "did you mean '%.*s'?",
		    SHOWN(near.best));
}

/* "*" may only end a name; a standard field that is not there is a slip. */
static void
check_field(struct make *m, const struct schema *s, const struct decl *d)
{
	const char	*star = d->text.len == 0 ? NULL :
			    memchr(d->text.ptr, '*', d->text.len);
	struct near	 near = near_to(d->text);
	struct diag	*diag;

	if (d->text.len == 0 || (star != NULL &&
	    star + 1 < d->text.ptr + d->text.len)) {
		diag_label(m->diags, diag_add(m->diags, DIAG_ERROR, "P159",
		    d->at, "'%.*s' names no field", SHOWN(d->text)),
		    "a * stands at the end, for all that begin so");
		return;
	}
	if (s == NULL || star != NULL || schema_field(s, d->text) != NULL ||
	    (d->text.len > 3 && memcmp(d->text.ptr + d->text.len - 3, "__c",
	    3) == 0))
		return;
	for (size_t i = 0; i < s->count; i++)
		near_try(&near, slice_of(s->fields[i].name));
	diag = diag_add(m->diags, DIAG_WARNING, "P159", d->at,
	    "there is no field '%.*s' in %s.%s", SHOWN(d->text),
	    s->connection, s->object);
	if (near.best.ptr != NULL)
		diag_label(m->diags, diag, "did you mean '%.*s'?",
		    SHOWN(near.best));
}

static void
take_fields(struct make *m, struct connection_writes *w,
    const struct schema *s, const struct decl *list)
{
	size_t	n = 0;

	w->fields = arena_array(m->arena, list->count + 1,
	    sizeof *w->fields);
	for (size_t i = 0; i < list->count; i++) {
		const struct decl	*d = list->entries[i].value;

		if (list->entries[i].key != NULL || d->kind != DECL_TEXT) {
			rule_take_wrong(m, w->object, "a list of the API "
			    "names of fields", d);
			continue;
		}
		check_field(m, s, d);
		w->fields[n++] = arena_text(m->arena, d->text);
	}
}

/* Whatever is wrong in it allows nothing. */
void
rule_writes_take(struct make *m, struct connection *c,
    const struct decl *body)
{
	const struct decl		 *d = rule_take_table(body, "writes");
	struct connection_writes	**end = &c->writes, *w;
	const struct schema		 *s;

	if (d == NULL)
		return;
	c->limited = true;
	c->writes_at = d->at;
	for (size_t i = 0; i < d->count; i++) {
		const struct decl_entry	*e = &d->entries[i];

		if (e->key == NULL || e->value->kind != DECL_TABLE) {
			rule_take_wrong(m, "writes", "Object = { \"Field__c\", "
			    "... } pairs", e->value);
			continue;
		}
		s = catalog_find(m->catalog, slice_of(c->name),
		    slice_of(e->key));
		if (s == NULL)
			found_no_object(m, c, e);
		w = arena_alloc(m->arena, sizeof *w);
		w->object = s == NULL ? e->key : s->object;
		take_fields(m, w, s, e->value);
		*end = w;
		end = &w->next;
	}
}

static bool
is_allowed(const struct connection *c, const struct action *a,
    const struct mapping *m)
{
	return m->field == NULL || (m->field->flags & FIELD_ID) ||
	    (m->key && !rule_write_creates(a)) ||
	    connection_allows(c, a->schema->object, m->field->name);
}

/* The object's entry with all in it that the action writes. */
static const char *
entry_with(struct make *m, const struct connection *c,
    const struct action *a)
{
	const struct connection_writes	*w = c->writes;
	const char			*list = "";

	while (w != NULL && strcmp(w->object, a->schema->object) != 0)
		w = w->next;
	for (size_t i = 0; w != NULL && w->fields[i] != NULL; i++)
		list = arena_printf(m->arena, "%s\"%s\", ", list,
		    w->fields[i]);
	for (size_t i = 0; i < a->count; i++)
		if (!is_allowed(c, a, &a->maps[i]))
			list = arena_printf(m->arena, "%s\"%s\", ", list,
			    a->maps[i].field->name);
	return arena_printf(m->arena, "%s = { %.*s },", a->schema->object,
	    (int)strlen(list) - 2, list);
}

static void
found_not_allowed(struct make *m, const struct connection *c,
    const struct action *a, const struct mapping *map)
{
	struct diag	*d;

	d = diag_add(m->diags, DIAG_ERROR, "P158", map->target_at,
	    "rules may not write %s",
	    rule_word_target(m->arena, a, map->field));
	diag_note(m->diags, d, "note", "what they may write is listed in "
	    "'writes' of the connection, %s:%d", c->writes_at.file,
	    c->writes_at.line);
	diag_note(m->diags, d, "try", "%s      -- in 'writes'",
	    entry_with(m, c, a));
}

static void
check_action(struct make *m, const struct connection *c,
    const struct action *a)
{
	if (c == NULL || !c->limited)
		return;
	for (size_t i = 0; i < a->count; i++)
		if (!is_allowed(c, a, &a->maps[i]))
			found_not_allowed(m, c, a, &a->maps[i]);
}

void
rule_writes_check(struct graph *g, const struct connection *all)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct rule	*r = g->builds[i]->rule;

		for (size_t k = 0; k < r->action_count; k++)
			if (r->actions[k].kind == ACTION_LOAD &&
			    r->actions[k].schema != NULL)
				check_action(g->make, connection_find(all,
				    slice_of(r->actions[k].connection)),
				    &r->actions[k]);
	}
}
