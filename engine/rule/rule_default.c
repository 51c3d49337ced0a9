/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_parts.h"
#include "rule_word.h"

/*
 * default = "Unknown": a plain value, not an expression, in the target's
 * type. The one word that is no plain value is "rule_date" for a day.
 */

static bool
is_rule_date(const struct mapping *m, const struct decl *d)
{
	return d->kind == DECL_TEXT && slice_is(d->text, "rule_date") &&
	    (m->field->type.kind == KIND_DATE ||
	    m->field->type.kind == KIND_DATETIME);
}

static struct expr *
literal_of(struct build *b, const struct mapping *m, struct slice text,
    const struct column *column)
{
	struct expr	*e = arena_alloc(b->make->diags->arena, sizeof *e);

	e->op = EXPR_LITERAL;
	e->len = (int)text.len;
	e->type = m->field->type;
	e->literal = column;
	return e;
}

static void
found_unfit(struct build *b, const struct action *a,
    const struct mapping *m, const struct reject *why)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR,
	    strcmp(why->code, "D204") == 0 ? "P115" : "P117",
	    m->fallback.at, "the default does not fit: %s", why->text);
	diag_note(ds, d, "target", "%s is %s",
	    rule_word_target(b->make->arena, a, m->field),
	    rule_word_type(b->make->arena, &m->field->type));
}

static void
read_value(struct build *b, const struct action *a, struct mapping *m)
{
	struct arena	*arena = b->make->diags->arena;
	struct rejects	 rejects;
	struct column	*column;

	rejects_init(&rejects, arena, 1);
	column = column_read(&m->field->type, &m->fallback.text, 1, arena,
	    &rejects);
	if (rejects.count > 0) {
		found_unfit(b, a, m, &rejects.items[0]);
		return;
	}
	m->fallback.expr = literal_of(b, m, m->fallback.text, column);
	rule_literal_value(b, a, m, m->fallback.text, m->fallback.at);
}

/* The scope of a default is empty: it sees no column. */
static bool
find_nothing(void *ctx, struct slice name, struct expr_name *out)
{
	(void)ctx;
	(void)name;
	(void)out;
	return false;
}

static void
each_nothing(void *ctx, void (*one)(void *, const char *,
    const struct type *), void *arg)
{
	(void)ctx;
	(void)one;
	(void)arg;
}

void
rule_default_make(struct build *b, const struct action *a, struct mapping *m,
    const struct decl *d)
{
	const char		*text = rule_phrase_plain(b->make, d);
	struct expr_scope	 scope = { .find = find_nothing,
				    .each = each_nothing, .what = "name" };

	m->fallback.at = d->at;
	if (text == NULL) {
		if (d->kind != DECL_WORD)
			diag_add(b->make->diags, DIAG_ERROR, "P101", d->at,
			    "'default' takes a value, not %s",
			    decl_kind_text(d));
		return;
	}
	m->fallback.text = slice_of(text);
	if (is_rule_date(m, d))
		rule_phrase_read(b->make, d, &m->fallback);
	else
		read_value(b, a, m);
	if (m->fallback.expr != NULL && !expr_check(&m->fallback.expr,
	    &scope, &m->field->type, d->at, b->make->diags))
		m->fallback.expr = NULL;
}
