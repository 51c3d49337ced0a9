/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "soql_write_parts.h"

/*
 * A field against a value. Salesforce has no order of texts that we share,
 * and its texts are equal without case: only = may be asked of them. Of a
 * datetime it may know more than the seconds it shows: a whole second is
 * asked for.
 */

#define SECOND 1000000

static const char *
sign_of(enum expr_op op)
{
	static const char *const	signs[EXPR_OP_COUNT] = {
		[EXPR_EQ] = "=", [EXPR_NE] = "!=", [EXPR_LT] = "<",
		[EXPR_LE] = "<=", [EXPR_GT] = ">", [EXPR_GE] = ">=" };

	return signs[op];
}

static const char *
between(struct soql_writer *w, const char *path, int64_t from, int64_t to)
{
	const char	*low = soql_write_instant(w, from);
	const char	*high = soql_write_instant(w, to);

	return low == NULL || high == NULL ? NULL : arena_printf(w->arena,
	    "(%s >= %s AND %s < %s)", path, low, path, high);
}

static const char *
bound(struct soql_writer *w, const char *path, const char *sign, int64_t at)
{
	const char	*text = soql_write_instant(w, at);

	return text == NULL ? NULL : arena_printf(w->arena, "%s %s %s", path,
	    sign, text);
}

static const char *
compare_instant(struct soql_writer *w, enum expr_op op, const char *path,
    int64_t micros)
{
	int64_t	second = micros / SECOND - (micros % SECOND < 0);
	bool	whole = micros % SECOND == 0;

	switch (op) {
	case EXPR_EQ:
		return between(w, path, second, second + 1);
	case EXPR_LT:
		return bound(w, path, "<", whole ? second : second + 1);
	case EXPR_LE:
		return bound(w, path, "<", second + 1);
	case EXPR_GT:
	case EXPR_GE:
		return bound(w, path, sign_of(op), second);
	default:
		return NULL;
	}
}

/* The local day of an instant, by the two midnights around it. */
static const char *
compare_day(struct soql_writer *w, enum expr_op op, const char *path,
    int64_t day)
{
	const struct zone	*zone = w->query->day->zone;
	int64_t			 from = zone_midnight(zone, day) / SECOND;
	int64_t			 to = zone_midnight(zone, day + 1) / SECOND;
	const char		*low = soql_write_instant(w, from);
	const char		*high = soql_write_instant(w, to);

	switch (op) {
	case EXPR_EQ:
		return between(w, path, from, to);
	case EXPR_NE:
		return low == NULL || high == NULL ? NULL :
		    arena_printf(w->arena, "(%s < %s OR %s >= %s OR "
		    "%s = null)", path, low, path, high, path);
	case EXPR_LT:
	case EXPR_GE:
		return bound(w, path, sign_of(op), from);
	case EXPR_LE:
		return bound(w, path, "<", to);
	case EXPR_GT:
		return bound(w, path, ">=", to);
	default:
		return NULL;
	}
}

static bool
can_compare(enum expr_op op, const struct soql_field *f,
    const struct column *c)
{
	switch (f->kind) {
	case KIND_TEXT:
	case KIND_PICKLIST:
		return op == EXPR_EQ && kind_is_text(c->kind) &&
		    c->s[0].len > 0;
	case KIND_ID:
		return (op == EXPR_EQ || op == EXPR_NE) && c->kind == KIND_ID;
	case KIND_BOOLEAN:
		/* Whether nobody's flag is false is not known for sure. */
		return op == EXPR_EQ || (op == EXPR_NE &&
		    strchr(f->path, '.') == NULL);
	case KIND_INTEGER:
	case KIND_DECIMAL:
	case KIND_NUMBER:
		return kind_is_numeric(c->kind);
	case KIND_DATE:
		return c->kind == KIND_DATE;
	default:
		return false;
	}
}

/* Null is a value for = and !=, and in no order. */
static const char *
compare_null(struct soql_writer *w, enum expr_op op,
    const struct soql_field *f)
{
	if ((op != EXPR_EQ && op != EXPR_NE) || f->kind == KIND_BOOLEAN)
		return NULL;
	return arena_printf(w->arena, "%s %s null", f->path, sign_of(op));
}

const char *
soql_write_compare(struct soql_writer *w, enum expr_op op,
    const struct soql_field *f, const struct column *c)
{
	const char	*value;

	if (column_is_null(c, 0) || c->kind == KIND_NULL)
		return compare_null(w, op, f);
	if (f->day)
		return c->kind != KIND_DATE ? NULL :
		    compare_day(w, op, f->path, c->i[0]);
	if (f->kind == KIND_DATETIME)
		return c->kind != KIND_DATETIME ? NULL :
		    compare_instant(w, op, f->path, c->i[0]);
	if (!can_compare(op, f, c) ||
	    (value = soql_write_literal(w, f->kind, c)) == NULL)
		return NULL;
	if (op == EXPR_NE && f->kind != KIND_BOOLEAN &&
	    strcmp(f->path, "Id") != 0)
		return arena_printf(w->arena, "(%s != %s OR %s = null)",
		    f->path, value, f->path);
	return arena_printf(w->arena, "%s %s %s", f->path, sign_of(op),
	    value);
}
