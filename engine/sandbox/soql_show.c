/* SPDX-License-Identifier: MIT */
#include "soql_show.h"
#include "soql_span.h"

static void
show_term(const struct soql_term *t, struct text *out)
{
	static const char	*const words[] = {
#define X(name, word) word,
		SOQL_FUNCS(X)
#undef X
	};

	if (t->func != SOQL_FIELD) {
		text_printf(out, "%s(", words[t->func]);
		if (t->arg != NULL)
			show_term(t->arg, out);
		text_char(out, ')');
		return;
	}
	for (size_t i = 0; i < t->part_count; i++) {
		if (i > 0)
			text_char(out, '.');
		text_slice(out, t->parts[i]);
	}
}

static void
show_terms(struct soql_term *const *terms, size_t count, struct text *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_string(out, ", ");
		show_term(terms[i], out);
	}
}

static void
show_string(struct slice s, struct text *out)
{
	text_char(out, '\'');
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '\n')
			text_string(out, "\\n");
		else if (s.ptr[i] == '\'')
			text_string(out, "\\'");
		else
			text_char(out, s.ptr[i]);
	text_char(out, '\'');
}

static void
show_value(const struct soql_value *v, struct text *out)
{
	bool	counted = false;

	switch (v->kind) {
	case SOQL_NULL:
		text_string(out, "NULL");
		break;
	case SOQL_TRUE:
		text_string(out, "TRUE");
		break;
	case SOQL_FALSE:
		text_string(out, "FALSE");
		break;
	case SOQL_STRING:
		show_string(v->text, out);
		break;
	case SOQL_SPAN:
		text_string(out, soql_span_word(v->span));
		soql_span_find(slice_of(soql_span_word(v->span)), &counted);
		if (counted)
			text_printf(out, ":%lld", (long long)v->number);
		break;
	default:
		text_slice(out, v->text);
	}
}

static void
show_values(const struct soql_cond *c, struct text *out)
{
	text_char(out, '(');
	for (size_t i = 0; i < c->count; i++) {
		if (i > 0)
			text_string(out, ", ");
		show_value(&c->values[i], out);
	}
	text_char(out, ')');
}

static void
show_condition(const struct soql_cond *c, struct text *out)
{
	static const char	*const words[] = { "AND", "OR", "NOT", "=",
	    "!=", "<", "<=", ">", ">=", "LIKE", "IN", "NOT IN", "INCLUDES",
	    "EXCLUDES" };
	const struct soql_cond	*arg;

	if (c->op <= SOQL_NOT) {
		text_string(out, c->op == SOQL_NOT ? "(NOT " : "(");
		for (arg = c->args; arg != NULL; arg = arg->next) {
			if (arg != c->args)
				text_printf(out, " %s ", words[c->op]);
			show_condition(arg, out);
		}
		text_char(out, ')');
		return;
	}
	show_term(c->term, out);
	text_printf(out, " %s ", words[c->op]);
	if (c->sub != NULL) {
		text_char(out, '(');
		soql_show(c->sub, out);
		text_char(out, ')');
	} else if (c->op >= SOQL_IN)
		show_values(c, out);
	else
		show_value(&c->values[0], out);
}

static void
show_typeof(const struct soql_item *item, struct text *out)
{
	text_string(out, "TYPEOF ");
	show_term(item->term, out);
	for (const struct soql_when *w = item->whens; w != NULL; w = w->next) {
		if (w->object.len > 0)
			text_printf(out, " WHEN %.*s THEN ",
			    (int)w->object.len, w->object.ptr);
		else
			text_string(out, " ELSE ");
		show_terms(w->terms, w->count, out);
	}
	text_string(out, " END");
}

static void
show_item(const struct soql_item *item, struct text *out)
{
	static const char	*const sets[] = { "ALL", "STANDARD",
	    "CUSTOM" };

	switch (item->kind) {
	case SOQL_ITEM_TERM:
		show_term(item->term, out);
		break;
	case SOQL_ITEM_CHILD:
		text_char(out, '(');
		soql_show(item->child, out);
		text_char(out, ')');
		break;
	case SOQL_ITEM_TYPEOF:
		show_typeof(item, out);
		break;
	case SOQL_ITEM_FIELDS:
		text_printf(out, "FIELDS(%s)", sets[item->fields]);
		break;
	}
	if (item->alias.len > 0) {
		text_char(out, ' ');
		text_slice(out, item->alias);
	}
}

static void
show_from(const struct soql_select *s, struct text *out)
{
	text_string(out, " FROM ");
	if (s->from_path.len > 0) {
		text_slice(out, s->from_path);
		text_char(out, '.');
	}
	text_slice(out, s->from);
	if (s->alias.len > 0) {
		text_char(out, ' ');
		text_slice(out, s->alias);
	}
	if (s->scope.len > 0) {
		text_string(out, " USING SCOPE ");
		text_slice(out, s->scope);
	}
}

static void
show_group(const struct soql_select *s, struct text *out)
{
	static const char	*const kinds[] = { "", "ROLLUP(", "CUBE(" };

	text_printf(out, " GROUP BY %s", kinds[s->group_kind]);
	show_terms(s->groups, s->group_count, out);
	if (s->group_kind != SOQL_PLAIN)
		text_char(out, ')');
	if (s->having != NULL) {
		text_string(out, " HAVING ");
		show_condition(s->having, out);
	}
}

static void
show_orders(const struct soql_select *s, struct text *out)
{
	for (size_t i = 0; i < s->order_count; i++) {
		text_string(out, i == 0 ? " ORDER BY " : ", ");
		show_term(s->orders[i].term, out);
		text_string(out, s->orders[i].desc ? " DESC" : " ASC");
		text_string(out, s->orders[i].last ? " NULLS LAST" :
		    " NULLS FIRST");
	}
}

void
soql_show(const struct soql_select *s, struct text *out)
{
	text_string(out, "SELECT ");
	for (size_t i = 0; i < s->item_count; i++) {
		if (i > 0)
			text_string(out, ", ");
		show_item(&s->items[i], out);
	}
	show_from(s, out);
	if (s->where != NULL) {
		text_string(out, " WHERE ");
		show_condition(s->where, out);
	}
	if (s->group_count > 0)
		show_group(s, out);
	show_orders(s, out);
	if (s->limit >= 0)
		text_printf(out, " LIMIT %lld", (long long)s->limit);
	if (s->offset >= 0)
		text_printf(out, " OFFSET %lld", (long long)s->offset);
}
