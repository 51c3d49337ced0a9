/* SPDX-License-Identifier: MIT */
#include "rule_parts.h"
#include "rule_take.h"

/* The one primitive that every load action is built on. */

static const char *const operations[] = { "insert", "update", "upsert",
    NULL };
static const char *const missing[] = { "skip", "create", "reject", NULL };
static const char *const existing[] = { "update", "skip", "reject", NULL };

static void
take_target(struct build *b, struct action *a, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "into");

	if (d == NULL)
		return;
	a->schema = rule_object_find(b->make, d->text, d->at);
	if (a->schema == NULL)
		return;
	a->connection = a->schema->connection;
	a->object = strchr(arena_text(b->make->arena, d->text), '.') + 1;
}

/* Words about records that an insert never looks for. */
static void
found_pointless(struct build *b, const struct decl *body, const char *key)
{
	const struct decl	*d = decl_get(body, key);

	if (d != NULL)
		diag_add(b->make->diags, DIAG_ERROR, "P122", d->at,
		    "'%s' says nothing here: an insert looks for no record",
		    key);
}

/* false: it is none, and what follows from it is not known. */
static bool
take_operation(struct build *b, struct action *a, const struct decl *body)
{
	int	word = rule_take_word(body, "operation", operations);

	if (word < 0)
		return false;
	a->operation = (enum operation)word;
	a->on_missing = a->operation == OP_UPDATE ? MISSING_SKIP :
	    MISSING_CREATE;
	if (a->operation == OP_INSERT) {
		found_pointless(b, body, "on_missing");
		found_pointless(b, body, "on_existing");
		return true;
	}
	word = rule_take_word(body, "on_missing", missing);
	if (word >= 0)
		a->on_missing = (enum on_missing)word;
	word = rule_take_word(body, "on_existing", existing);
	if (word >= 0)
		a->on_existing = (enum on_existing)word;
	return true;
}

static void
check_fields(struct build *b, const struct action *a)
{
	size_t	i;

	for (i = 0; i < a->count; i++)
		if (a->maps[i].field != NULL && a->maps[i].value.expr != NULL)
			rule_convert_check(b, a, &a->maps[i]);
}

void
rule_load_make(struct build *b, struct action *a, const struct decl *body)
{
	const struct decl	*map = rule_take_table(body, "map");
	bool			 known;

	a->kind = ACTION_LOAD;
	a->connection = a->object = "";
	take_target(b, a, body);
	known = take_operation(b, a, body);
	if (map == NULL)
		return;
	rule_mapping_make(b, a, map);
	rule_mapping_defaults(b, a, map);
	if (known)
		rule_keys_make(b, a, body);
	check_fields(b, a);
	if (a->schema == NULL || !known)
		return;
	rule_keys_check(b, a);
	rule_write_check(b, a);
	if (rule_usage_is(a))
		rule_usage_check(b, a);
}
