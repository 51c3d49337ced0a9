/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "rule_parts.h"
#include "rule_word.h"

/* Usage data: an account, a level, a date, and measures. */

#define ACCOUNT	"JBCXM__Account__c"
#define DATE	"JBCXM__Date__c"
#define LEVEL	"Name"

static const char *const levels[] = { "ACCOUNTLEVEL", "INSTANCELEVEL",
    "USERLEVEL", "INSTANCEUSERLEVEL", NULL };

/* What may be mapped beside measures. */
static const char *const others[] = { ACCOUNT, DATE, LEVEL,
    "JBCXM__WeekLabel__c", "JBCXM__InstanceId__c",
    "JBCXM__InstanceName__c", "JBCXM__User__c" };

bool
rule_usage_is(const struct action *a)
{
	size_t	i;

	if (a->kind != ACTION_LOAD || a->schema == NULL)
		return false;
	if (strcmp(a->schema->object, "JBCXM__UsageData__c") == 0)
		return true;
	for (i = 0; a->schema->aliases != NULL &&
	    a->schema->aliases[i] != NULL; i++)
		if (strcmp(a->schema->aliases[i], "UsageData") == 0)
			return true;
	return strcmp(a->schema->object, "UsageData") == 0;
}

bool
rule_usage_is_date(const struct field *f)
{
	return strcmp(f->name, DATE) == 0;
}

static const struct mapping *
find(const struct action *a, const char *name)
{
	size_t	i;

	for (i = 0; i < a->count; i++)
		if (a->maps[i].field != NULL &&
		    strcmp(a->maps[i].field->name, name) == 0)
			return &a->maps[i];
	return NULL;
}

static const struct mapping *
need(struct build *b, const struct action *a, const char *name,
    const char *what)
{
	const struct mapping	*m = find(a, name);

	if (m == NULL)
		diag_add(b->make->diags, DIAG_ERROR, "P129", a->at,
		    "usage data needs %s", what);
	return m;
}

static void
check_date(struct build *b, const struct mapping *m)
{
	struct diags	*ds = b->make->diags;
	struct diag	*d;

	if (m == NULL || m->value.expr == NULL || !m->value.expr->nullable ||
	    m->fallback.text.ptr != NULL)
		return;
	d = diag_add(ds, DIAG_ERROR, "P129", m->value.at,
	    "the date of usage data cannot be null");
	diag_label(ds, d, "this can be null");
	diag_note(ds, d, "try", "coalesce(%.*s, rule_date)",
	    SHOWN(m->value.text));
}

static void
check_level(struct build *b, const struct mapping *m)
{
	struct diags		*ds = b->make->diags;
	const struct expr	*e = m == NULL ? NULL : m->value.expr;
	struct near		 near;
	struct slice		 level;
	struct diag		*d;
	char			 room[COLUMN_ROOM];
	size_t			 i;

	if (e == NULL || e->op != EXPR_LITERAL || e->literal == NULL ||
	    (m->field->flags & FIELD_RESTRICTED))
		return;		/* a restricted picklist was checked before */
	level = column_text(e->literal, 0, room);
	near = near_to(level);
	for (i = 0; levels[i] != NULL; i++) {
		if (slice_is(level, levels[i]))
			return;
		near_try(&near, slice_of(levels[i]));
	}
	d = diag_add(ds, DIAG_ERROR, "P130", m->value.at,
	    "'%.*s' is no level of usage data", SHOWN(level));
	if (near.best.ptr != NULL)
		diag_label(ds, d, "did you mean '%.*s'?", SHOWN(near.best));
	diag_note(ds, d, "note", "a level is %s",
	    rule_word_list(b->make->arena, levels));
}

static bool
is_other(const struct field *f)
{
	size_t	i;

	for (i = 0; i < COUNT(others); i++)
		if (strcmp(f->name, others[i]) == 0)
			return true;
	return false;
}

static void
check_measures(struct build *b, const struct action *a)
{
	const struct mapping	*m;
	struct diags		*ds = b->make->diags;
	size_t			 i;

	for (i = 0; i < a->count; i++) {
		m = &a->maps[i];
		if (m->field == NULL || is_other(m->field) ||
		    (m->field->flags & FIELD_MEASURE) ||
		    !(m->field->flags & FIELD_CREATEABLE))
			continue;
		diag_add(ds, DIAG_ERROR, "P131", m->target_at,
		    "%s is no measure", rule_word_target(b->make->arena, a,
		    m->field));
	}
}

void
rule_usage_check(struct build *b, const struct action *a)
{
	need(b, a, ACCOUNT, "an account: account = \"Id\"");
	check_level(b, need(b, a, LEVEL,
	    "a level: level = \"ACCOUNTLEVEL\""));
	check_date(b, need(b, a, DATE, "a date: date = \"rule_date\""));
	check_measures(b, a);
}
