/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "precept/date.h"
#include "precept/func.h"
#include "precept/id.h"
#include "soql_write_parts.h"

/* Constants and literals: rule_date - 30 days becomes the day it is. */

#define LITERAL_MAX 4000	/* characters, as Salesforce has it */
#define FIRST_YEAR 1700
#define LAST_YEAR 4000

static bool
is_constant(const struct expr *e)
{
	if (e->op == EXPR_NAME || e->regex != NULL ||
	    (e->op == EXPR_CALL && e->func->ctx != NULL))
		return false;
	for (size_t i = 0; i < e->arg_count; i++)
		if (!is_constant(e->args[i]))
			return false;
	return true;
}

const struct column *
soql_write_constant(struct soql_writer *w, struct soql_node n)
{
	struct rejects		 rejects;
	struct expr_rows	 rows = { .count = 1, .arena = w->arena,
					 .rejects = &rejects,
					 .day = w->query->day };
	struct column		*c;

	n = soql_write_follow(w, n);
	if (!is_constant(n.expr) || n.expr->type.kind == KIND_DURATION)
		return NULL;
	rejects_init(&rejects, w->arena, 1);
	c = expr_eval(n.expr, &rows, NULL);
	return rejects.count == 0 ? c : NULL;
}

static void
put_byte(struct text *to, unsigned char c, bool like)
{
	static const char	marks[] = "\n\r\t\b\f", letters[] = "nrtbf";
	const char		*mark = c == '\0' ? NULL : strchr(marks, c);

	if (mark != NULL)
		text_printf(to, "\\%c", letters[mark - marks]);
	else if (c < 0x20)
		text_printf(to, "\\u%04x", c);
	else if (c == '\\' || c == '\'' || (like && (c == '%' || c == '_')))
		text_printf(to, "\\%c", c);
	else
		text_char(to, (char)c);
}

static const char *
keep(struct soql_writer *w, struct text *t)
{
	const char	*out = t->full || t->len > LITERAL_MAX ? NULL :
			    arena_text(w->arena, (struct slice){ t->ptr,
			    t->len });

	text_free(t);
	return out;
}

const char *
soql_write_escape(struct soql_writer *w, struct slice s, bool like)
{
	struct text	t;

	text_init(&t, (size_t)1 << 20);
	for (size_t i = 0; i < s.len; i++)
		put_byte(&t, (unsigned char)s.ptr[i], like);
	return keep(w, &t);
}

/*
 * One _ of ours is one character; what it is for Salesforce beyond the first
 * 65,536 of Unicode nobody says. % is at least that.
 */
const char *
soql_write_pattern(struct soql_writer *w, struct slice s)
{
	struct text	t;
	char		c;

	text_init(&t, (size_t)1 << 20);
	for (size_t i = 0; i < s.len; i++) {
		c = s.ptr[i];
		if (c == '\\' && i + 1 < s.len)
			put_byte(&t, (unsigned char)s.ptr[++i], true);
		else if (c != '%' && c != '_')
			put_byte(&t, (unsigned char)c, true);
		else if (i == 0 || (s.ptr[i - 1] != '%' &&
		    s.ptr[i - 1] != '_') || t.ptr[t.len - 1] != '%')
			text_char(&t, '%');
	}
	return keep(w, &t);
}

const char *
soql_write_instant(struct soql_writer *w, int64_t seconds)
{
	int64_t		days = seconds / 86400 - (seconds % 86400 < 0);
	int64_t		of_day = seconds - days * 86400;
	struct civil	c;

	if (days < date_days((struct civil){ FIRST_YEAR, 1, 1 }) ||
	    days >= date_days((struct civil){ LAST_YEAR, 1, 1 }))
		return NULL;
	c = date_civil(days);
	return arena_printf(w->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	    c.year, c.month, c.day, (int)(of_day / 3600),
	    (int)(of_day / 60 % 60), (int)(of_day % 60));
}

static const char *
show_day(struct soql_writer *w, int64_t days)
{
	char	room[DATE_TEXT];
	int	year = date_civil(days).year;

	if (year < FIRST_YEAR || year >= LAST_YEAR)
		return NULL;
	return arena_text(w->arena, (struct slice){ room,
	    date_print(days, room) });
}

static const char *
show_text(struct soql_writer *w, struct slice s)
{
	const char	*text = soql_write_escape(w, s, false);

	return text == NULL ? NULL : arena_printf(w->arena, "'%s'", text);
}

static const char *
show_id(struct soql_writer *w, struct slice s)
{
	char	wide[18];

	if (!id_valid(s))
		return NULL;
	id_widen(s, wide);
	return arena_printf(w->arena, "'%.18s'", wide);
}

/* The shortest that is the same double; without an exponent. */
static const char *
show_double(struct soql_writer *w, double x)
{
	char	room[40];

	snprintf(room, sizeof room, "%.15g", x);
	if (strtod(room, NULL) != x)
		snprintf(room, sizeof room, "%.17g", x);
	return strpbrk(room, "eni") != NULL ? NULL :
	    arena_string(w->arena, room);
}

/* A field of integers takes no fraction, not even .0. */
static const char *
show_decimal(struct soql_writer *w, enum kind field, const struct column *c)
{
	struct column	bare = *c;
	char		room[COLUMN_ROOM], *text, *point;

	bare.raw = NULL;
	text = arena_text(w->arena, column_text(&bare, 0, room));
	point = strchr(text, '.');
	if (point == NULL || field != KIND_INTEGER)
		return text;
	if (point[1 + strspn(point + 1, "0")] != '\0')
		return NULL;
	*point = '\0';
	return text;
}

const char *
soql_write_literal(struct soql_writer *w, enum kind field,
    const struct column *c)
{

	if (column_is_null(c, 0) || c->kind == KIND_NULL)
		return "null";
	switch (c->kind) {
	case KIND_BOOLEAN:
		return c->b[0] ? "TRUE" : "FALSE";
	case KIND_INTEGER:
		return arena_printf(w->arena, "%" PRId64, c->i[0]);
	case KIND_NUMBER:
		return show_double(w, c->f[0]);
	case KIND_DECIMAL:
		return show_decimal(w, field, c);
	case KIND_DATE:
		return show_day(w, c->i[0]);
	case KIND_ID:
		return show_id(w, c->s[0]);
	case KIND_TEXT:
	case KIND_PICKLIST:
	case KIND_MULTI:
		return show_text(w, c->s[0]);
	default:
		return NULL;
	}
}
