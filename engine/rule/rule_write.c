/* SPDX-License-Identifier: MIT */
#include "rule_parts.h"
#include "rule_word.h"

/* May the action write what it maps, and does it map what it must? */

bool
rule_write_creates(const struct action *a)
{
	return a->on_missing == MISSING_CREATE;
}

static bool
updates(const struct action *a)
{
	return a->operation != OP_INSERT && a->on_existing == EXISTING_UPDATE;
}

static void
found_read_only(struct build *b, const struct action *a,
    const struct mapping *m)
{
	struct diags	*ds = b->make->diags;
	bool		 id = m->field->flags & FIELD_ID;
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR, "P118", m->target_at,
	    "%s cannot be written", rule_word_target(b->make->arena, a,
	    m->field));
	diag_label(ds, d, id ? "this is the record's own id" :
	    "the service keeps this field itself");
	if (id)
		diag_note(ds, d, "try", "keys = { \"%s\" }      -- to find "
		    "the record by it", m->target);
}

static void
found_no_create(struct build *b, const struct action *a,
    const struct mapping *m)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR, "P118", m->target_at,
	    "%s cannot be set when a record is created",
	    rule_word_target(b->make->arena, a, m->field));
	if (m->key)
		diag_note(ds, d, "try", "operation = \"update\"      -- rows "
		    "without a record are skipped");
}

static void
found_no_update(struct build *b, const struct action *a,
    const struct mapping *m)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR, "P118", m->target_at,
	    "%s cannot be changed once the record is there",
	    rule_word_target(b->make->arena, a, m->field));
	if (a->on_missing == MISSING_CREATE)
		diag_note(ds, d, "try", "on_existing = \"skip\"      -- only "
		    "new records are written");
}

static void
check_writable(struct build *b, const struct action *a,
    const struct mapping *m)
{
	unsigned	flags = m->field->flags;
	bool		never = !(flags & (FIELD_CREATEABLE |
			    FIELD_UPDATEABLE));

	if ((flags & FIELD_ID) && a->operation != OP_INSERT &&
	    a->key_count == 0)
		return;		/* it was meant as a key: said before */
	if (!m->key && ((flags & FIELD_ID) || never))
		found_read_only(b, a, m);
	else if (rule_write_creates(a) && !(flags & FIELD_CREATEABLE))
		found_no_create(b, a, m);
	else if (updates(a) && !m->key && !(flags & FIELD_UPDATEABLE))
		found_no_update(b, a, m);
}

/* With null = "skip" an update leaves the field as it is. */
static void
check_null(struct build *b, const struct action *a, const struct mapping *m)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	if (!(m->field->flags & FIELD_REQUIRED) || m->key ||
	    m->value.expr == NULL || !m->value.expr->nullable ||
	    m->fallback.text.ptr != NULL ||
	    (!rule_write_creates(a) && !m->clear))
		return;
	d = diag_add(ds, DIAG_WARNING, "P121", m->value.at,
	    "%s is required, and rows in which this is null will be rejected",
	    rule_word_target(b->make->arena, a, m->field));
	diag_label(ds, d, "this can be null");
	diag_note(ds, d, "try", "{ \"%.*s\", default = ... }",
	    SHOWN(m->value.text));
}

static void
found_unmapped(struct build *b, const struct action *a,
    const struct field *f)
{
	struct diags	*ds = b->make->diags;
	const char	*column = rule_alike_column(b, f);
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR, "P120", a->at,
	    "%s is required, and not mapped",
	    rule_word_target(b->make->arena, a, f));
	diag_note(ds, d, "target", "%s is %s",
	    rule_word_target(b->make->arena, a, f),
	    rule_word_type(b->make->arena, &f->type));
	diag_note(ds, d, "try", "%s = \"%s\"", f->name,
	    column == NULL ? "..." : column);
	if (a->operation == OP_UPSERT)
		diag_note(ds, d, "try", "on_missing = \"skip\"      -- "
		    "records are never created");
}

static bool
maps(const struct action *a, const struct field *f)
{
	size_t	i;

	for (i = 0; i < a->count; i++)
		if (a->maps[i].field == f)
			return true;
	return false;
}

/* Usage data has rules of its own for what must be mapped. */
static void
check_required(struct build *b, const struct action *a)
{
	const struct field	*f;
	size_t			 i;

	for (i = 0; i < a->schema->count; i++) {
		f = &a->schema->fields[i];
		if ((f->flags & FIELD_REQUIRED) &&
		    (f->flags & FIELD_CREATEABLE) &&
		    !(f->flags & FIELD_ID) && !maps(a, f))
			found_unmapped(b, a, f);
	}
}

void
rule_write_check(struct build *b, const struct action *a)
{
	size_t	i;

	for (i = 0; i < a->count; i++) {
		if (a->maps[i].field == NULL)
			continue;
		check_writable(b, a, &a->maps[i]);
		check_null(b, a, &a->maps[i]);
	}
	if (rule_write_creates(a) && !rule_usage_is(a))
		check_required(b, a);
}
