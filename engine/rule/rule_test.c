/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/* tests = { { rows, gives } }: do they speak of this rule at all? */

static const char *const keys[] = { "name", "rows", "gives", "action",
	NULL };

struct check {
	struct build		*build;
	const struct action	*action;	/* NULL: Show columns */
};

/* The name at `i`, and its type; NULL when that is not known. */
static const char *
name_at(const struct check *c, size_t i, const struct type **type)
{
	const struct rule	*r = c->build->rule;

	if (c->action != NULL) {
		*type = c->action->maps[i].field == NULL ? NULL :
		    &c->action->maps[i].field->type;
		return c->action->maps[i].target;
	}
	*type = r->shows[i].value.expr == NULL ? NULL :
	    &r->shows[i].value.expr->type;
	return r->shows[i].hidden ? "" : r->shows[i].name;
}

static void
found_unknown(const struct check *c, const struct decl_entry *e,
    const struct near *near)
{
	struct diags	*ds = c->build->make->diags;
	struct diag	*d;

	d = diag_add(ds, DIAG_ERROR, "P134", e->key_at,
	    c->action == NULL ? "there is no Show column '%s'" :
	    "the action maps no '%s'", e->key);
	if (near->best.ptr != NULL)
		diag_label(ds, d, "did you mean '%.*s'?", SHOWN(near->best));
}

static bool
is_null(const struct decl *d)
{
	return d->kind == DECL_TABLE && d->word != NULL &&
	    strcmp(d->word, "null") == 0;
}

static void
check_value(const struct check *c, const struct decl_entry *e,
    const struct type *type)
{
	struct make	*m = c->build->make;
	const char	*plain = rule_phrase_plain(m, e->value);
	struct slice	 text = slice_of(plain);
	struct rejects	 rejects;

	if (e->value->kind == DECL_WORD || is_null(e->value))
		return;
	if (plain == NULL) {
		rule_take_wrong(m, e->key, "a value", e->value);
		return;
	}
	if (type == NULL || type->kind == KIND_NULL ||
	    type->kind == KIND_DURATION)
		return;
	rejects_init(&rejects, m->arena, 1);
	column_read(type, &text, 1, m->arena, &rejects);
	if (rejects.count > 0)
		diag_add(m->diags, DIAG_ERROR, "P135", e->value->at,
		    "'%s' is %s: %s", e->key, rule_word_type(m->arena, type),
		    rejects.items[0].text);
}

static void
check_entry(const struct check *c, const struct decl_entry *e)
{
	size_t			 count = c->action != NULL ?
				    c->action->count :
				    c->build->rule->show_count;
	const struct type	*type;
	struct near		 near;
	size_t			 i;

	if (e->key == NULL) {
		rule_take_wrong(c->build->make, "rows", "name = value pairs",
		    e->value);
		return;
	}
	near = near_to(slice_of(e->key));
	for (i = 0; i < count; i++) {
		const char *name = name_at(c, i, &type);

		if (strcmp(name, e->key) == 0) {
			check_value(c, e, type);
			return;
		}
		near_try(&near, slice_of(name));
	}
	found_unknown(c, e, &near);
}

static void
check_list(const struct check *c, const struct decl *list, const char *key)
{
	const struct decl	*row;
	size_t			 i, k;

	for (i = 0; i < list->count; i++) {
		row = list->entries[i].value;
		if (row->kind != DECL_TABLE || list->entries[i].key != NULL) {
			rule_take_wrong(c->build->make, key,
			    "a list of tables, one a row", row);
			continue;
		}
		for (k = 0; k < row->count; k++)
			check_entry(c, &row->entries[k]);
	}
}

/* action = 2: counted from 1, as an admin counts. */
static bool
take_action(struct build *b, struct rule_test *t, const struct decl *d)
{
	const struct decl	*n = decl_get(d, "action");
	size_t			 count = b->rule->action_count;

	if (n == NULL)
		return count > 0;
	if (n->kind == DECL_INTEGER && n->integer >= 1 &&
	    (uint64_t)n->integer <= count) {
		t->action = (size_t)n->integer - 1;
		return true;
	}
	if (n->kind != DECL_WORD)
		diag_add(b->make->diags, DIAG_ERROR, "P134", n->at,
		    "'action' takes the number of one of the rule's actions, "
		    "1 to %zu", count);
	return false;
}

/* Without its rows, or what they give, a test says nothing. */
static const struct decl *
take_list(struct build *b, const struct decl *test, const char *key)
{
	const struct decl	*d = decl_get(test, key);

	if (d == NULL)
		diag_add(b->make->diags, DIAG_ERROR, "P134", test->at,
		    "a test needs '%s', a list of tables", key);
	else if (d->kind != DECL_TABLE)
		rule_take_wrong(b->make, key, "a list of tables", d);
	return rule_take_table(test, key);
}

static void
add_test(struct build *b, const struct decl *d)
{
	struct rule_test	*t = &b->rule->tests[b->rule->test_count];
	struct check		 check = { b, NULL };
	const struct decl	*name;

	if (d->kind != DECL_TABLE) {
		rule_take_wrong(b->make, "tests", "a list of { name = ..., "
		    "rows = ..., gives = ... }", d);
		return;
	}
	rule_take_only(b->make, d, "P134", keys);
	name = rule_take_text(d, "name");
	t->at = d->at;
	t->name = name == NULL ? "a test" :
	    arena_text(b->make->arena, name->text);
	t->rows = take_list(b, d, "rows");
	t->gives = take_list(b, d, "gives");
	if (t->rows == NULL || t->gives == NULL)
		return;
	check_list(&check, t->rows, "rows");
	if (!take_action(b, t, d))
		return;
	check.action = &b->rule->actions[t->action];
	check_list(&check, t->gives, "gives");
	b->rule->test_count++;
}

void
rule_test_make(struct build *b, const struct decl *body)
{
	const struct decl	*list = rule_take_table(body,
				    "tests");
	size_t			 i;

	if (list == NULL)
		return;
	b->rule->tests = arena_array(b->make->arena, list->count + 1,
	    sizeof *b->rule->tests);
	for (i = 0; i < list->count; i++)
		add_test(b, list->entries[i].value);
}
