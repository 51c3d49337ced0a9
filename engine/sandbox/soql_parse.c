/* SPDX-License-Identifier: MIT */
#include "precept/utf8.h"
#include "soql_parser.h"

/* The select list and FROM: recursive descent, one token ahead. */

void *
soql_parse_grow(struct soql_parser *p, void *items, size_t count, size_t size)
{
	void	*more;

	if (count > 0 && (count < 4 || (count & (count - 1)) != 0))
		return items;
	more = arena_array(p->q->arena, count < 4 ? 4 : count * 2, size);
	if (count > 0)
		memcpy(more, items, count * size);
	return more;
}

bool
soql_parse_deeper(struct soql_parser *p)
{
	if (++p->depth <= SOQL_DEPTH)
		return true;
	return soql_fault(p->q, "QUERY_TOO_COMPLICATED", "Query is either "
	    "selecting too many fields or the filter conditions are too "
	    "complicated.");
}

bool
soql_parse_alias(struct soql_parser *p, struct slice *alias)
{
	static const char	*const words[] = { "AND", "ASC", "DESC",
	    "EXCLUDES", "FIRST", "FOR", "FROM", "GROUP", "HAVING", "IN",
	    "INCLUDES", "LAST", "LIKE", "LIMIT", "NOT", "NULL", "NULLS",
	    "OFFSET", "OR", "ORDER", "SELECT", "UPDATE", "USING", "WHERE",
	    "WITH" };

	if (p->lex.kind != SOQL_TOKEN_WORD)
		return false;
	for (size_t i = 0; i < COUNT(words); i++)
		if (soql_lex_is(&p->lex, words[i]))
			return false;
	*alias = p->lex.text;
	soql_lex_next(&p->lex);
	return true;
}

static bool
parse_fields(struct soql_parser *p, struct soql_item *item)
{
	item->kind = SOQL_ITEM_FIELDS;
	if (soql_lex_take(&p->lex, "ALL"))
		item->fields = SOQL_ALL;
	else if (soql_lex_take(&p->lex, "STANDARD"))
		item->fields = SOQL_STANDARD;
	else if (soql_lex_take(&p->lex, "CUSTOM"))
		item->fields = SOQL_CUSTOM;
	else
		return soql_lex_unexpected(&p->lex);
	return soql_lex_take_sign(&p->lex, ")") ||
	    soql_lex_unexpected(&p->lex);
}

static bool
parse_when(struct soql_parser *p, struct soql_when *w)
{
	do {
		w->terms = soql_parse_grow(p, w->terms, w->count,
		    sizeof *w->terms);
		if (!soql_parse_term(p, &w->terms[w->count++]))
			return false;
	} while (soql_lex_take_sign(&p->lex, ","));
	return true;
}

/* Behind TYPEOF: What WHEN Account THEN Phone ELSE Name END */
static bool
parse_typeof(struct soql_parser *p, struct soql_item *item)
{
	struct soql_when	**end = &item->whens;

	item->kind = SOQL_ITEM_TYPEOF;
	if (!soql_parse_term(p, &item->term))
		return false;
	if (!soql_lex_is(&p->lex, "WHEN"))
		return soql_lex_unexpected(&p->lex);
	while (soql_lex_take(&p->lex, "WHEN")) {
		*end = arena_alloc(p->q->arena, sizeof **end);
		if (!soql_parse_alias(p, &(*end)->object) ||
		    !soql_lex_take(&p->lex, "THEN"))
			return soql_lex_unexpected(&p->lex);
		if (!parse_when(p, *end))
			return false;
		end = &(*end)->next;
	}
	if (soql_lex_take(&p->lex, "ELSE")) {
		*end = arena_alloc(p->q->arena, sizeof **end);
		if (!parse_when(p, *end))
			return false;
	}
	return soql_lex_take(&p->lex, "END") || soql_lex_unexpected(&p->lex);
}

static bool
parse_child(struct soql_parser *p, struct soql_item *item)
{
	item->kind = SOQL_ITEM_CHILD;
	item->child = arena_alloc(p->q->arena, sizeof *item->child);
	if (!soql_lex_is(&p->lex, "SELECT"))
		return soql_lex_unexpected(&p->lex);
	if (!soql_parse_deeper(p) || !soql_parse_select(p, item->child))
		return false;
	p->depth--;
	return soql_lex_take_sign(&p->lex, ")") ||
	    soql_lex_unexpected(&p->lex);
}

static bool
parse_item(struct soql_parser *p, struct soql_item *item)
{
	item->at = p->lex.at;
	if (soql_lex_take_sign(&p->lex, "("))
		return parse_child(p, item);
	if (soql_lex_is(&p->lex, "TYPEOF")) {
		soql_lex_next(&p->lex);
		return parse_typeof(p, item);
	}
	if (!soql_parse_term(p, &item->term))
		return false;
	if (item->term->func == SOQL_FIELD && item->term->part_count == 1 &&
	    slice_is_nocase(item->term->parts[0], "FIELDS") &&
	    soql_lex_take_sign(&p->lex, "("))
		return parse_fields(p, item);
	soql_parse_alias(p, &item->alias);
	return true;
}

static bool
parse_items(struct soql_parser *p, struct soql_select *s)
{
	do {
		s->items = soql_parse_grow(p, s->items, s->item_count,
		    sizeof *s->items);
		if (!parse_item(p, &s->items[s->item_count++]))
			return false;
	} while (soql_lex_take_sign(&p->lex, ","));
	s->counts = s->item_count == 1 &&
	    s->items[0].kind == SOQL_ITEM_TERM &&
	    s->items[0].term->func == SOQL_COUNT &&
	    s->items[0].term->arg == NULL;
	return true;
}

/* Contact c, or of a child: Account.Contacts c */
static bool
parse_from(struct soql_parser *p, struct soql_select *s)
{
	s->from_at = p->lex.at;
	if (!soql_parse_alias(p, &s->from))
		return soql_lex_unexpected(&p->lex);
	while (soql_lex_take_sign(&p->lex, ".")) {
		s->from_path = (struct slice){ p->q->text.ptr + s->from_at,
		    p->lex.before - 1 - s->from_at };
		if (!soql_parse_alias(p, &s->from))
			return soql_lex_unexpected(&p->lex);
	}
	soql_parse_alias(p, &s->alias);
	if (!soql_lex_take(&p->lex, "USING"))
		return true;
	if (!soql_lex_take(&p->lex, "SCOPE") ||
	    !soql_parse_alias(p, &s->scope))
		return soql_lex_unexpected(&p->lex);
	return true;
}

bool
soql_parse_select(struct soql_parser *p, struct soql_select *s)
{
	uint32_t	at = p->lex.at;

	s->limit = s->offset = -1;
	if (!soql_lex_take(&p->lex, "SELECT"))
		return soql_lex_unexpected(&p->lex);
	if (soql_lex_is(&p->lex, "FROM"))
		return soql_fault_at(p->q, p->lex.at, "MALFORMED_QUERY",
		    "unexpected token: '%.*s'", (int)(p->lex.end - at),
		    p->q->text.ptr + at);
	if (!parse_items(p, s))
		return false;
	if (!soql_lex_take(&p->lex, "FROM"))
		return soql_lex_unexpected(&p->lex);
	return parse_from(p, s) && soql_parse_tail(p, s);
}

bool
soql_parse(struct soql *q)
{
	struct soql_parser	p = { .q = q };

	if (utf8_count(q->text) > SOQL_LONGEST)
		return soql_fault(q, "MALFORMED_QUERY", "SOQL statements "
		    "cannot be longer than %d characters.", SOQL_LONGEST);
	if (utf8_valid(q->text.ptr, q->text.len) != q->text.len)
		return soql_fault(q, "MALFORMED_QUERY",
		    "The query is not valid UTF-8");
	soql_lex_start(&p.lex, q);
	q->select = arena_alloc(q->arena, sizeof *q->select);
	if (!soql_parse_select(&p, q->select))
		return false;
	return p.lex.kind == SOQL_TOKEN_END || soql_lex_unexpected(&p.lex);
}
