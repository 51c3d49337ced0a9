/* SPDX-License-Identifier: MIT */
#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/* The columns of a rule: only these can be used by filters and actions. */

struct show *
rule_show_add(struct build *b, struct show show)
{
	struct rule	*r = b->rule;
	struct show	*s = &r->shows[r->show_count++];

	*s = show;
	if (!s->hidden)
		map_put(&b->names, slice_of(s->name),
		    (void *)(uintptr_t)r->show_count);
	return s;
}

static void
found_twice(struct build *b, const char *name, struct place at, size_t first)
{
	struct diags		*ds = b->make->diags;
	const struct place	*other = &b->rule->shows[first].name_at;
	struct diag		*d;

	d = diag_add(ds, DIAG_ERROR, "P108", at,
	    "there are two Show columns '%s'", name);
	if (other->line > 0 && other->line != at.line)
		diag_note(ds, d, "note", "the other is in line %d",
		    other->line);
}

/* Under its own name: "Owner.Email" is the column Owner.Email. */
static const char *
own_name(struct build *b, const struct decl *d, const struct phrase *p)
{
	struct diag	*diag;

	if (p->expr->op == EXPR_NAME)
		return arena_text(b->make->arena, p->expr->name);
	diag = diag_add(b->make->diags, DIAG_ERROR, "P111", d->at,
	    "an expression in show needs a name");
	diag_note(b->make->diags, diag, "try", "my_column = \"%.*s\"",
	    SHOWN(p->text));
	return NULL;
}

static void
add_entry(struct build *b, const struct decl_entry *e)
{
	struct show	s = { .name_at = e->key_at };
	bool		read;
	size_t		first;

	read = rule_phrase_read(b->make, e->value, &s.value);
	s.name = e->key;
	if (e->key == NULL && !read)
		return;
	if (e->key == NULL &&
	    (s.name = own_name(b, e->value, &s.value)) == NULL)
		return;
	if (rule_scope_has(b, slice_of(s.name), &first)) {
		found_twice(b, s.name, s.name_at, first);
		return;
	}
	rule_phrase_check(b, &s.value, NAMES_SOURCE, NULL);
	rule_show_add(b, s);
}

void
rule_show_make(struct build *b, const struct decl *body)
{
	const struct decl	*show = rule_take_table(body, "show");
	size_t			 i, room = show == NULL ? 1 : show->count + 1;

	b->rule->shows = arena_array(b->make->arena, room,
	    sizeof *b->rule->shows);
	b->kept = arena_alloc(b->make->arena, room);
	if (show == NULL)
		return;
	if (show->count == 0)
		diag_add(b->make->diags, DIAG_ERROR, "P102", show->at,
		    "'show' is empty: filters and actions can use only what "
		    "it names");
	for (i = 0; i < show->count; i++)
		add_entry(b, &show->entries[i]);
}
