/* SPDX-License-Identifier: MIT */
#include "expr_checker.h"

/* Functions that people know from elsewhere, and what they are called here. */

/* %1 and %2 are the arguments; as many as there are must be given. */
static const struct {
	const char	*name, *ours;
} foreign[] = {
	{ "isnull", "%1 is null" },
	{ "isblank", "%1 is null" },
	{ "isempty", "%1 is null" },
	{ "contains", "%1 contains %2" },
	{ "begins", "%1 starts with %2" },
	{ "startswith", "%1 starts with %2" },
	{ "endswith", "%1 ends with %2" },
	{ "includes", "%1 includes (%2)" },
	{ "ispickval", "%1 = %2" },
	{ "if", "case when %1 then %2 else %3 end" },
	{ "iif", "case when %1 then %2 else %3 end" },
	{ "not", "not (%1)" },
	{ "nvl", "coalesce(%1, %2)" },
	{ "ifnull", "if_null(%1, %2)" },
	{ "blankvalue", "if_null(%1, %2)" },
	{ "nullvalue", "if_null(%1, %2)" },
	{ "len", "length(%1)" },
	{ "char_length", "length(%1)" },
	{ "ucase", "upper(%1)" },
	{ "lcase", "lower(%1)" },
	{ "substr", "substring(%1, %2, %3)" },
	{ "mid", "substring(%1, %2, %3)" },
	{ "substitute", "replace(%1, %2, %3)" },
	{ "value", "number(%1)" },
	{ "ceiling", "ceil(%1)" },
	{ "int", "integer(%1)" },
	{ "str", "text(%1)" },
	{ "casesafeid", "id18(%1)" },
	{ "today", "rule_date" },
	{ "now", "rule_date" },
	{ "current_date", "rule_date" },
	{ "getdate", "rule_date" },
	{ "datediff", "date_diff(%1, %2, 'days')" },
};

/* What needs many rows, and what does it for one, if anything. */
static const struct {
	const char	*name, *of_one;
} aggregates[] = {
	{ "count", NULL }, { "count_distinct", NULL }, { "sum", NULL },
	{ "avg", NULL }, { "average", NULL }, { "median", NULL },
	{ "min", "least" }, { "max", "greatest" },
	{ "first", NULL }, { "last", NULL },
	{ "rank", NULL }, { "lag", NULL }, { "lead", NULL },
	{ "row_number", NULL }, { "running_sum", NULL },
	{ "moving_average", NULL }, { "moving_avg", NULL },
	{ "period_over_period", NULL }, { "percent_change", NULL },
};

/* How many arguments the words take. */
static size_t
wanted(const char *ours)
{
	size_t	n = 0;

	for (; *ours != '\0'; ours++)
		if (*ours == '%' && (size_t)(ours[1] - '0') > n)
			n = (size_t)(ours[1] - '0');
	return n;
}

static void
fill(const struct expr *e, const char *ours, struct text *out)
{
	for (; *ours != '\0'; ours++) {
		if (*ours != '%') {
			text_char(out, *ours);
			continue;
		}
		expr_show(e->args[*++ours - '1'], out);
	}
}

bool
expr_foreign(struct checker *c, struct diag *d, struct expr **place)
{
	const struct expr	*e = *place;
	struct text		 out;

	for (size_t i = 0; i < COUNT(foreign); i++) {
		if (!slice_is(e->name, foreign[i].name) ||
		    e->arg_count != wanted(foreign[i].ours))
			continue;
		text_init(&out, EXPR_LENGTH * 4);
		fill(e, foreign[i].ours, &out);
		diag_note(c->diags, d, "try", "%.*s", (int)out.len, out.ptr);
		text_free(&out);
		return true;
	}
	return false;
}

bool
expr_foreign_aggregate(struct checker *c, struct expr **place)
{
	struct expr	*e = *place, *other;
	struct diag	*d;
	size_t		 i;

	for (i = 0; i < COUNT(aggregates); i++)
		if (slice_is(e->name, aggregates[i].name))
			break;
	if (i == COUNT(aggregates))
		return false;
	d = expr_find(c, "P222", e, "'%s' looks at many rows, and an "
	    "expression here sees one row at a time", aggregates[i].name);
	diag_note(c->diags, d, "note", "it belongs into the show of a "
	    "dataset with group_by, which this version does not have yet; "
	    "a report or a roll-up field of the source can do it");
	if (aggregates[i].of_one != NULL && e->arg_count > 1) {
		other = arena_alloc(c->arena, sizeof *other);
		*other = *e;
		other->name = slice_of(aggregates[i].of_one);
		expr_find_try(c, d, place, other);
	}
	return true;
}
