/* SPDX-License-Identifier: MIT */
#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/*
 * customers_only, "Apply to Gainsight customers only": a first filter over a
 * Show column of its own that nobody else sees.
 */

#define INFO "JBCXM__CustomerInfo__c"
#define FLAG "Is_Gainsight_Customer__c"

static bool
is_object(const struct schema *s, const char *name)
{
	size_t	i;

	if (strcmp(s->object, name) == 0)
		return true;
	for (i = 0; s->aliases != NULL && s->aliases[i] != NULL; i++)
		if (strcmp(s->aliases[i], name) == 0)
			return true;
	return false;
}

static bool
leads_to_account(const struct build *b, const char *relation,
    const char **path)
{
	struct reach	to;

	*path = arena_printf(b->make->arena, "%s." INFO, relation);
	return rule_object_reach(b->make, b->rule->source.schema,
	    slice_of(*path), &to);
}

/* Gainsight's own relation first, then any that knows its customer. */
static bool
by_relation(const struct build *b, const char **path)
{
	const struct schema	*s = b->rule->source.schema;
	size_t			 i;

	if (leads_to_account(b, "JBCXM__Account__r", path) ||
	    leads_to_account(b, "Account", path))
		return true;
	for (i = 0; i < s->count; i++)
		if (s->fields[i].relation != NULL &&
		    leads_to_account(b, s->fields[i].relation, path))
			return true;
	return false;
}

/* The condition and the field it looks at; NULL: nothing to ask. */
static bool
find_condition(const struct build *b, const char **path, const char **text)
{
	const struct schema	*s = b->rule->source.schema;
	bool			 file = b->rule->source.kind != SOURCE_OBJECT;
	const struct field	*flag = schema_field(s, SLICE(FLAG));

	*path = *text = NULL;
	if (!file && is_object(s, "CustomerInfo"))
		return true;
	if (file && flag != NULL && flag->type.kind == KIND_BOOLEAN) {
		*path = FLAG;
		*text = FLAG " = true";
		return true;
	}
	if (schema_field(s, SLICE(INFO)) != NULL)
		*path = INFO;
	else if (file || !by_relation(b, path))
		return false;
	*text = arena_printf(b->make->arena, "%s is not null", *path);
	return true;
}

static void
found_none(struct build *b, const struct decl *d)
{
	struct diags	*ds = b->make->diags;
	struct diag	*diag;

	diag = diag_add(ds, DIAG_ERROR, "P132", d->at,
	    "nothing in %s says who is a Gainsight customer",
	    rule_source_name(b->rule));
	if (b->rule->source.kind == SOURCE_OBJECT)
		diag_label(ds, diag, "it has no field " INFO
		    " and no relation to an Account that has one");
	else
		diag_label(ds, diag, "a file needs a field " INFO
		    " or a boolean " FLAG);
}

/* A phrase that stands at the place of the words customers_only. */
static struct phrase
phrase_of(struct build *b, const char *text, struct place at)
{
	struct phrase	p = { slice_of(text), at, NULL };

	p.at.exact = false;
	p.expr = expr_parse(p.text, p.at, b->make->diags->arena,
	    b->make->diags);
	return p;
}

static void
add(struct build *b, const char *path, const char *text, struct place at)
{
	struct rule	*r = b->rule;
	struct show	 s = { .name = path, .name_at = at, .hidden = true };
	size_t		 taken;
	bool		 has = rule_scope_has(b, slice_of(path), &taken);

	s.value = phrase_of(b, path, at);
	if (!rule_phrase_check(b, &s.value, NAMES_SOURCE, NULL))
		return;
	r->filters = arena_array(b->make->arena, 1, sizeof *r->filters);
	rule_show_add(b, s);
	map_put(&b->names, slice_of(path), (void *)(uintptr_t)r->show_count);
	r->filters[0] = phrase_of(b, text, at);
	if (rule_phrase_check(b, &r->filters[0], NAMES_SHOW, NULL))
		r->filter_count = 1;
	map_put(&b->names, slice_of(path),
	    (void *)(uintptr_t)(has ? taken + 1 : 0));
}

void
rule_customers_make(struct build *b, const struct decl *body)
{
	const struct decl	*d = decl_get(body, "customers_only");
	const char		*path, *text;

	b->rule->customers_only = rule_take_flag(body,
	    "customers_only");
	if (!b->rule->customers_only || b->rule->source.schema == NULL)
		return;
	if (!find_condition(b, &path, &text))
		found_none(b, d);
	else if (path != NULL)
		add(b, path, text, d->at);
}
