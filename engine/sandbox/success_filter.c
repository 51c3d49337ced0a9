/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "org_data.h"
#include "success_filter.h"
#include "success_store.h"
#include "switches.h"

/* Names with lookups, conditions, and how letters join them. */

enum shape { COMPARES, LISTS, SPANS, LIKENS, HOLDS, ALONE };

/* Kinds of field that take the operator: c compared in order, t text, e
 * equal or not, m several choices. Null checks are for all. */
static const struct operator {
	const char	*word, *sql;
	enum shape	 shape;
	const char	*kinds;
	bool		 negative;
} operators[] = {
	{ "EQ",		"=",		COMPARES, "cte", false },
	{ "NE",		"<>",		COMPARES, "cte", true },
	{ "LT",		"<",		COMPARES, "c",	 false },
	{ "GT",		">",		COMPARES, "c",	 false },
	{ "LTE",	"<=",		COMPARES, "c",	 false },
	{ "GTE",	">=",		COMPARES, "c",	 false },
	{ "BTW",	"BETWEEN",	SPANS,	  "c",	 false },
	{ "IN",		"IN",		LISTS,	  "cte", false },
	{ "NOT_IN",	"NOT IN",	LISTS,	  "cte", true },
	{ "CONTAINS",	"> 0",		LIKENS,	  "t",	 false },
	{ "DOES_NOT_CONTAINS", "= 0",	LIKENS,	  "t",	 true },
	{ "STARTS_WITH", "= 1",		LIKENS,	  "t",	 false },
	{ "ENDS_WITH",	"END",		LIKENS,	  "t",	 false },
	{ "INCLUDES",	"> 0",		HOLDS,	  "me",	 false },
	{ "EXCLUDES",	"= 0",		HOLDS,	  "me",	 true },
	{ "IS_NULL",	"IS NULL",	ALONE,	  "ctem", false },
	{ "IS_NOT_NULL", "IS NOT NULL",	ALONE,	  "ctem", false },
};

static char
kind_of(const struct success_field *f)
{
	switch (f->type) {
	case SUCCESS_BOOLEAN:
	case SUCCESS_GSID:
	case SUCCESS_LOOKUP:
	case SUCCESS_PICKLIST:
		return 'e';
	case SUCCESS_MULTI:
		return 'm';
	default:
		return success_is_text(f->type) ? 't' : 'c';
	}
}

/* The table that a lookup of another leads to, joined once. */
static int
join(struct success_tables *t, int parent, const struct success_field *by)
{
	const struct success_object	*o;

	for (int i = 1; i < t->count; i++)
		if (t->parent[i] == parent && t->by[i] == by)
			return i;
	o = success_object(t->r->sandbox->success, slice_of(by->refers));
	if (o == NULL || t->count == SUCCESS_JOINS)
		return -1;
	t->object[t->count] = o;
	t->parent[t->count] = parent;
	t->by[t->count] = by;
	return t->count++;
}

/* "Csm__gr" is by Csm, or by Csm__gc. */
static const struct success_field *
lookup_of(struct arena *arena, const struct success_object *o,
    struct slice step)
{
	const struct success_field	*f = NULL;
	struct slice			 head = step;

	if (step.len > 4 && strncasecmp(step.ptr + step.len - 4, "__gr",
	    4) == 0) {
		head.len -= 4;
		f = success_field(o, head);
		if (f == NULL)
			f = success_field(o, slice_of(arena_printf(arena,
			    "%.*s__gc", (int)head.len, head.ptr)));
	}
	return f != NULL && f->type == SUCCESS_LOOKUP ? f : NULL;
}

const struct success_field *
success_filter_field(struct success_tables *t, struct slice name, int *table)
{
	const char	*dot;

	*table = 0;
	while ((dot = memchr(name.ptr, '.', name.len)) != NULL) {
		struct slice			 step = { name.ptr,
						    (size_t)(dot -
						    name.ptr) };
		const struct success_field	*by;

		by = lookup_of(t->r->arena, t->object[*table], step);
		if (by == NULL || (*table = join(t, *table, by)) < 0)
			return NULL;
		name.ptr += step.len + 1;
		name.len -= step.len + 1;
	}
	return success_field(t->object[*table], name);
}

void
success_filter_put_field(struct text *sql, const struct success_field *f,
    int table)
{
	text_printf(sql, "t%d.", table);
	org_put_name(sql, f->name);
}

void
success_filter_put_from(struct text *sql, const struct success_tables *t)
{
	for (int i = 0; i < t->count; i++) {
		text_string(sql, i == 0 ? " FROM " : " LEFT JOIN ");
		success_store_put_table(sql, t->object[i]);
		text_printf(sql, " t%d", i);
		if (i == 0)
			continue;
		text_printf(sql, " ON t%d.\"Gsid\" = ", i);
		success_filter_put_field(sql, t->by[i], t->parent[i]);
	}
}

struct condition {
	struct success_tables		*t;
	const struct doc		*doc, *values;
	const char			*alias;
	const struct success_field	*field;
	int				 table;
	const struct operator		*operator;
	struct text			*sql;
};

static bool
refuse(struct request *r, const char *what, const char *name)
{
	request_error(r, 400, "GSOBJ_1002", NULL, "%s : %s", what,
	    name == NULL ? "null" : name);
	return false;
}

static bool
put_value(struct condition *c, const struct doc *value)
{
	struct request		*r = c->t->r;
	struct success_cell	 cell;
	enum success_wrong	 wrong;

	wrong = success_value_filter(r->sandbox->success, c->field, value,
	    r->arena, &cell);
	if (wrong != SUCCESS_RIGHT) {
		request_error(r, 400, success_value_code(wrong, false), NULL,
		    "%s (%s)", success_value_sentence(wrong),
		    c->field->name);
		return false;
	}
	success_value_put_sql(c->sql, &cell);
	return true;
}

/* The text in which is looked, and that which is looked for, in one case. */
static bool
put_like(struct condition *c)
{
	bool	low = switches_on(c->t->r->sandbox, SWITCH_GAINSIGHT_NO_CASE);
	bool	end = strcmp(c->operator->sql, "END") == 0;

	text_string(c->sql, end ? "substr(" : "instr(");
	text_string(c->sql, low ? "lower(" : "(");
	success_filter_put_field(c->sql, c->field, c->table);
	text_string(c->sql, end ? "), -length(" : "), ");
	text_string(c->sql, low ? "lower(" : "(");
	if (!put_value(c, c->values->child))
		return false;
	if (!end) {
		text_printf(c->sql, ")) %s", c->operator->sql);
		return true;
	}
	text_string(c->sql, low ? "))) = lower(" : "))) = (");
	if (!put_value(c, c->values->child))
		return false;
	text_char(c->sql, ')');
	return true;
}

/* Any of the values is among those that the field has. */
static bool
put_holds(struct condition *c)
{
	text_string(c->sql, "(0");
	for (const struct doc *d = c->values->child; d != NULL; d = d->next) {
		text_string(c->sql, " + instr(");
		success_filter_put_field(c->sql, c->field, c->table);
		text_string(c->sql, ", ");
		if (!put_value(c, d))
			return false;
		text_char(c->sql, ')');
	}
	text_printf(c->sql, ") %s", c->operator->sql);
	return true;
}

static bool
put_compared(struct condition *c)
{
	const struct doc	*d = c->values->child;
	bool			 list = c->operator->shape == LISTS;

	success_filter_put_field(c->sql, c->field, c->table);
	if (switches_on(c->t->r->sandbox, SWITCH_GAINSIGHT_NO_CASE) &&
	    kind_of(c->field) == 't')
		text_string(c->sql, " COLLATE SALESFORCE");
	text_printf(c->sql, " %s %s", c->operator->sql, list ? "(" : "");
	for (; d != NULL; d = d->next) {
		if (!put_value(c, d))
			return false;
		if (d->next != NULL)
			text_string(c->sql, list ? "," : " AND ");
	}
	if (list)
		text_char(c->sql, ')');
	return true;
}

static bool
put_condition(struct condition *c)
{
	bool	nulls = c->operator->negative && switches_on(
		    c->t->r->sandbox, SWITCH_GAINSIGHT_NE_TAKES_NULL);
	bool	good;

	text_char(c->sql, '(');
	if (c->operator->shape == ALONE) {
		success_filter_put_field(c->sql, c->field, c->table);
		text_printf(c->sql, " %s)", c->operator->sql);
		return true;
	}
	good = c->operator->shape == LIKENS ? put_like(c) :
	    c->operator->shape == HOLDS ? put_holds(c) : put_compared(c);
	if (nulls) {
		text_string(c->sql, " OR ");
		success_filter_put_field(c->sql, c->field, c->table);
		text_string(c->sql, " IS NULL");
	}
	text_char(c->sql, ')');
	return good;
}

static bool
count_good(const struct condition *c)
{
	size_t	n = 0;

	for (const struct doc *d = c->values == NULL ? NULL :
	    c->values->child; d != NULL; d = d->next)
		n++;
	switch (c->operator->shape) {
	case ALONE:
		return true;
	case SPANS:
		return n == 2;
	case LISTS:
	case HOLDS:
		return n > 0;
	default:
		return n == 1;
	}
}

static bool
read_condition(struct condition *c, const char *name)
{
	struct request	*r = c->t->r;
	const char	*field = doc_text(c->doc, name);
	const char	*word = doc_text(c->doc, "operator");

	c->alias = doc_text(c->doc, "alias");
	c->values = doc_get(c->doc, "value");
	c->field = field == NULL ? NULL : success_filter_field(c->t,
	    slice_of(field), &c->table);
	if (c->field == NULL)
		return refuse(r, "Invalid field in where clause", field);
	for (size_t i = 0; word != NULL && i < COUNT(operators); i++)
		if (strcmp(operators[i].word, word) == 0)
			c->operator = &operators[i];
	if (c->operator == NULL || (strcmp(word, "NOT_IN") == 0 &&
	    !switches_on(r->sandbox, SWITCH_GAINSIGHT_NOT_IN)))
		return refuse(r, "Invalid operator", word);
	if (strchr(c->operator->kinds, kind_of(c->field)) == NULL)
		return refuse(r, "Operator does not fit the field",
		    arena_printf(r->arena, "%s %s", field, word));
	if (c->values != NULL && c->values->kind != DOC_LIST)
		return refuse(r, "value is not a list", field);
	return count_good(c) || refuse(r, "Wrong number of values", field);
}

/* The condition of that letter, as SQL. */
static bool
put_letter(struct text *sql, struct success_tables *t, const struct doc *list,
    struct slice letter, const char *name)
{
	for (const struct doc *d = list->child; d != NULL; d = d->next) {
		struct condition	c = { .t = t, .doc = d, .sql = sql };

		if (d->kind != DOC_OBJECT || doc_text(d, "alias") == NULL ||
		    !slice_is_nocase(letter, doc_text(d, "alias")))
			continue;
		return read_condition(&c, name) && put_condition(&c);
	}
	return refuse(t->r, "Invalid expression, no condition",
	    arena_text(t->r->arena, letter));
}

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* "A AND (B OR C)"; operands and operators take turns. */
static bool
put_expression(struct text *sql, struct success_tables *t,
    const struct doc *where, const char *name)
{
	const char	*p = doc_text(where, "expression"), *whole = p;
	bool		 operand = true;
	int		 depth = 0;

	for (size_t len; *p != '\0'; p += len) {
		for (len = 0; is_word(p[len]);)
			len++;
		if (len == 0) {
			len = 1;
			if ((*p == '(' && !operand) ||
			    (*p == ')' && (operand || depth == 0)) ||
			    strchr("() ", *p) == NULL)
				return refuse(t->r, "Invalid expression",
				    whole);
			depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
			text_char(sql, *p);
		} else if (operand != !((len == 3 && strncasecmp(p, "AND",
		    3) == 0) || (len == 2 && strncasecmp(p, "OR", 2) == 0))) {
			return refuse(t->r, "Invalid expression", whole);
		} else if (!operand) {
			text_printf(sql, " %.*s ", (int)len, p);
			operand = true;
		} else if (!put_letter(sql, t, doc_get(where, "conditions"),
		    (struct slice){ p, len }, name)) {
			return false;
		} else
			operand = false;
	}
	return (!operand && depth == 0) ||
	    refuse(t->r, "Invalid expression", whole);
}

bool
success_filter_put_where(struct text *sql, struct success_tables *t,
    const struct doc *where, const char *name)
{
	const struct doc	*list = doc_get(where, "conditions");
	struct condition	 c = { .t = t, .sql = sql };

	if (list == NULL || list->kind != DOC_LIST || list->child == NULL)
		return true;
	for (c.doc = list->child; c.doc != NULL; c.doc = c.doc->next)
		if (c.doc->kind != DOC_OBJECT)
			return refuse(t->r, "Invalid condition", "");
	text_string(sql, " WHERE ");
	if (doc_text(where, "expression") != NULL)
		return put_expression(sql, t, where, name);
	c.doc = list->child;
	if (c.doc->next != NULL)
		return refuse(t->r, "expression is missing", "where");
	return read_condition(&c, name) && put_condition(&c);
}
