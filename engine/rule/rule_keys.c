/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_parts.h"
#include "rule_take.h"
#include "rule_word.h"

/* Keys, "Include in identifiers": by what the record is found. */

#define KEYS_MAX 10	/* as Gainsight has it */

static void
found_unmapped(struct build *b, const struct action *a,
    const struct decl *d)
{
	struct near	 near = near_to(d->text);
	struct diags	*ds = b->make->diags;
	struct diag	*diag;
	size_t		 i;

	for (i = 0; i < a->count; i++)
		near_try(&near, slice_of(a->maps[i].target));
	diag = diag_add(ds, DIAG_ERROR, "P125", d->at,
	    "the key '%.*s' is not mapped", SHOWN(d->text));
	if (near.best.ptr != NULL)
		diag_label(ds, diag, "did you mean '%.*s'?",
		    SHOWN(near.best));
	else
		diag_note(ds, diag, "try", "map = { [\"%.*s\"] = ..., ... }",
		    SHOWN(d->text));
}

/* By the name that map uses, or by the other name of the same field. */
static struct mapping *
find_mapping(const struct action *a, struct slice name)
{
	const struct field	*f;
	size_t			 i;

	for (i = 0; i < a->count; i++)
		if (slice_is(name, a->maps[i].target))
			return &a->maps[i];
	if (a->schema == NULL)
		return NULL;
	f = schema_field(a->schema, name);
	if (f == NULL)
		f = schema_by_label(a->schema, name);
	for (i = 0; f != NULL && i < a->count; i++)
		if (a->maps[i].field == f)
			return &a->maps[i];
	return NULL;
}

static void
add_key(struct build *b, struct action *a, const struct decl *d)
{
	struct mapping	*m;

	if (d->kind != DECL_TEXT) {
		rule_take_wrong(b->make, "keys", "a list of names", d);
		return;
	}
	m = find_mapping(a, d->text);
	if (m == NULL) {
		found_unmapped(b, a, d);
		return;
	}
	if (m->key)
		return;
	m->key = true;
	a->keys[a->key_count++] = (size_t)(m - a->maps);
}

static void
found_none(struct build *b, const struct action *a, struct place at)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;
	size_t		 i;

	d = diag_add(ds, DIAG_ERROR, "P123", at, "'keys' is missing: an %s "
	    "finds its record by at least one field",
	    a->operation == OP_UPDATE ? "update" : "upsert");
	for (i = 0; i < a->count; i++)
		if (a->maps[i].field != NULL && (a->maps[i].field->flags &
		    (FIELD_UNIQUE | FIELD_EXTERNAL | FIELD_ID)))
			diag_note(ds, d, "try", "keys = { \"%s\" }",
			    a->maps[i].target);
}

static const struct decl *
take_keys(struct build *b, const struct action *a, const struct decl *body)
{
	const struct decl	*list = rule_take_table(body,
				    "keys");
	struct diags		*ds = b->make->diags;
	bool			 none = decl_get(body, "keys") == NULL ||
				    (list != NULL && list->count == 0);

	if (a->operation == OP_INSERT && list != NULL && list->count > 0) {
		diag_add(ds, DIAG_ERROR, "P127", list->at,
		    "an insert has no keys: it creates a record for every "
		    "row");
		return NULL;
	}
	if (a->operation != OP_INSERT && none)
		found_none(b, a, list != NULL ? list->at : a->at);
	if (list != NULL && list->count > KEYS_MAX)
		diag_add(ds, DIAG_ERROR, "P124", list->at,
		    "there are %zu keys, and %d is the most", list->count,
		    KEYS_MAX);
	return list;
}

void
rule_keys_make(struct build *b, struct action *a, const struct decl *body)
{
	const struct decl	*list = take_keys(b, a, body);
	size_t			 i;

	if (list == NULL)
		return;
	a->keys = arena_array(b->make->arena, list->count + 1,
	    sizeof *a->keys);
	for (i = 0; i < list->count; i++)
		add_key(b, a, list->entries[i].value);
}

static void
check_unique(struct build *b, const struct action *a,
    const struct mapping *m)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	if (m->field->flags & (FIELD_UNIQUE | FIELD_EXTERNAL | FIELD_ID))
		return;
	d = diag_add(ds, DIAG_WARNING, "P126", m->target_at,
	    "%s is not unique, so several records may match a row",
	    rule_word_target(b->make->arena, a, m->field));
	diag_label(ds, d, "rows with more than one match are reported, "
	    "never written");
}

static void
check_null(struct build *b, const struct mapping *m)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	if (m->value.expr == NULL || !m->value.expr->nullable ||
	    m->fallback.text.ptr != NULL)
		return;
	d = diag_add(ds, DIAG_WARNING, "P128", m->value.at,
	    "a key that is null finds no record, and its row is rejected");
	diag_label(ds, d, "this can be null");
	if (m->value.expr->op == EXPR_NAME)
		diag_note(ds, d, "try", "filters = \"%.*s is not null\"",
		    SHOWN(m->value.text));
}

void
rule_keys_check(struct build *b, const struct action *a)
{
	const struct mapping	*m;
	size_t			 i;

	for (i = 0; i < a->key_count; i++) {
		m = &a->maps[a->keys[i]];
		if (m->field == NULL)
			continue;
		if (a->key_count == 1)
			check_unique(b, a, m);
		if (!rule_usage_is(a) || !rule_usage_is_date(m->field))
			check_null(b, m);
	}
}
