/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdlib.h>

#include "usage_expr.h"

/* From the text of an expression to its tree, by precedence as in C. */

#define DEPTH_MAX 100

struct parser {
	struct usage_run	*run;
	const char		*start, *at, *end, *member;
	int			 depth;
};

static struct usage_expr *parse_or(struct parser *);

static void *
complain(struct parser *p, const char *what)
{
	usage_fail(p->run, 400, p->member, "the expression %.*s is not "
	    "understood: %s at character %d", (int)(p->end - p->start),
	    p->start, what, (int)(p->at - p->start) + 1);
	return NULL;
}

static void
skip(struct parser *p)
{
	while (p->at < p->end && strchr(" \t\r\n", *p->at) != NULL)
		p->at++;
}

static bool
take(struct parser *p, const char *sign)
{
	size_t	len = strlen(sign);

	skip(p);
	if ((size_t)(p->end - p->at) < len || memcmp(p->at, sign, len) != 0)
		return false;
	p->at += len;
	return true;
}

static struct usage_expr *
node(struct parser *p, enum usage_op op, struct usage_expr *a,
    struct usage_expr *b)
{
	struct usage_expr	*e = arena_alloc(p->run->arena, sizeof *e);

	e->op = op;
	e->arg[0] = a;
	e->arg[1] = b;
	e->args = 2;
	return e;
}

static struct usage_expr *
constant(struct parser *p, struct usage_value v)
{
	struct usage_expr	*e = node(p, USAGE_CONST, NULL, NULL);

	e->value = v;
	return e;
}

static struct usage_expr *
parse_text(struct parser *p, char quote)
{
	char	*out = arena_raw(p->run->arena, (size_t)(p->end - p->at) + 1);
	size_t	 len = 0;

	for (p->at++; p->at < p->end && *p->at != quote; p->at++) {
		if (quote == '"' && *p->at == '\\' && p->at + 1 < p->end)
			p->at++;
		out[len++] = *p->at;
	}
	if (p->at == p->end)
		return complain(p, "a text has no end");
	p->at++;
	return constant(p, usage_value_text((struct slice){ out, len }));
}

static struct usage_expr *
parse_number(struct parser *p)
{
	char	 digits[64];
	char	*end;
	double	 n;
	size_t	 len = (size_t)(p->end - p->at);

	len = len < sizeof digits ? len : sizeof digits - 1;
	memcpy(digits, p->at, len);
	digits[len] = '\0';
	digits[strspn(digits, "0123456789.eE")] = '\0';
	n = strtod(digits, &end);
	p->at += end - digits;
	return constant(p, usage_value_number(n));
}

static bool
parse_args(struct parser *p, struct usage_expr *call)
{
	call->args = 0;
	if (take(p, ")"))
		return true;
	do {
		if (call->args == (int)COUNT(call->arg))
			return complain(p, "a function has too many "
			    "arguments") != NULL;
		call->arg[call->args] = parse_or(p);
		if (call->arg[call->args++] == NULL)
			return false;
	} while (take(p, ","));
	return take(p, ")") || complain(p, "a ) is missing") != NULL;
}

static struct usage_expr *
parse_call(struct parser *p, struct slice name)
{
	struct usage_expr	*e = node(p, USAGE_CALL, NULL, NULL);

	e->func = usage_func_find(name);
	if (e->func == NULL)
		return complain(p, arena_printf(p->run->arena,
		    "there is no function %.*s", (int)name.len, name.ptr));
	if (!parse_args(p, e))
		return NULL;
	if (e->args < e->func->least || e->args > e->func->most)
		return complain(p, arena_printf(p->run->arena,
		    "%s takes other arguments", e->func->name));
	return e;
}

static struct usage_expr *
parse_name(struct parser *p)
{
	struct slice		 name = { p->at, 0 };
	struct usage_expr	*e;

	while (p->at < p->end && (isalnum((unsigned char)*p->at) ||
	    *p->at == '_' || *p->at == '$'))
		p->at++;
	name.len = (size_t)(p->at - name.ptr);
	if (slice_is(name, "null"))
		return constant(p, USAGE_NONE);
	if (slice_is(name, "true") || slice_is(name, "false"))
		return constant(p, usage_value_flag(*name.ptr == 't'));
	if (take(p, "("))
		return parse_call(p, name);
	e = node(p, USAGE_PATH, NULL, NULL);
	e->name = usage_name(p->run, name);
	return e;
}

static struct usage_expr *
parse_items(struct parser *p)
{
	struct usage_expr	*e = node(p, USAGE_ITEMS, NULL, NULL);
	struct usage_expr	*list[256];

	if (take(p, "]"))
		return e;
	do {
		if (e->count == COUNT(list))
			return complain(p, "a list has more than 256 items");
		if ((list[e->count++] = parse_or(p)) == NULL)
			return NULL;
	} while (take(p, ","));
	if (!take(p, "]"))
		return complain(p, "a ] is missing");
	e->items = arena_array(p->run->arena, e->count, sizeof *e->items);
	memcpy(e->items, list, e->count * sizeof *e->items);
	return e;
}

static struct usage_expr *
parse_primary(struct parser *p)
{
	struct usage_expr	*e;

	if (take(p, "(")) {
		e = parse_or(p);
		if (e == NULL || take(p, ")"))
			return e;
		return complain(p, "a ) is missing");
	}
	if (take(p, "["))
		return parse_items(p);
	if (p->at == p->end)
		return complain(p, "it ends too early");
	if (*p->at == '"' || *p->at == '`')
		return parse_text(p, *p->at);
	if (isdigit((unsigned char)*p->at))
		return parse_number(p);
	if (isalpha((unsigned char)*p->at) || *p->at == '_')
		return parse_name(p);
	return complain(p, "a value is missing");
}

/* a[0], a[1:3], a[:2] */
static struct usage_expr *
parse_index(struct parser *p, struct usage_expr *of)
{
	struct usage_expr	*e = node(p, USAGE_INDEX, of, NULL);

	e->args = 3;
	if (!take(p, ":")) {
		if ((e->arg[1] = parse_or(p)) == NULL)
			return NULL;
		if (take(p, "]"))
			return e;
		if (!take(p, ":"))
			return complain(p, "a ] is missing");
	}
	e->op = USAGE_SLICE;
	if (take(p, "]"))
		return e;
	if ((e->arg[2] = parse_or(p)) == NULL)
		return NULL;
	return take(p, "]") ? e : complain(p, "a ] is missing");
}

static struct usage_expr *
parse_tail(struct parser *p)
{
	struct usage_expr	*e = parse_primary(p), *member;

	while (e != NULL) {
		if (take(p, "[")) {
			e = parse_index(p, e);
		} else if (take(p, ".")) {
			member = parse_name(p);
			if (member == NULL || member->op != USAGE_PATH ||
			    *member->name == '\0')
				return complain(p, "a name is missing");
			member->op = USAGE_MEMBER;
			member->arg[0] = e;
			e = member;
		} else {
			return e;
		}
	}
	return NULL;
}

static struct usage_expr *
parse_unary(struct parser *p)
{
	enum usage_op		 op = USAGE_CONST;
	struct usage_expr	*e;

	if (take(p, "!"))
		op = USAGE_NOT;
	else if (take(p, "-"))
		op = USAGE_MINUS;
	if (op == USAGE_CONST)
		return parse_tail(p);
	if (++p->depth > DEPTH_MAX)
		return complain(p, "it is nested too deeply");
	e = parse_unary(p);
	p->depth--;
	return e == NULL ? NULL : node(p, op, e, NULL);
}

static const struct {
	const char	*sign;
	enum usage_op	 op;
	int		 level;
} binary[] = {
	{ "||", USAGE_OR, 0 }, { "&&", USAGE_AND, 1 },
	{ "==", USAGE_EQUAL, 2 }, { "!=", USAGE_UNEQUAL, 2 },
	{ "<=", USAGE_LESS_EQUAL, 3 }, { ">=", USAGE_MORE_EQUAL, 3 },
	{ "<", USAGE_LESS, 3 }, { ">", USAGE_MORE, 3 },
	{ "+", USAGE_ADD, 4 }, { "-", USAGE_SUBTRACT, 4 },
	{ "*", USAGE_MULTIPLY, 5 }, { "/", USAGE_DIVIDE, 5 },
	{ "%", USAGE_REMAINDER, 5 }
};

static struct usage_expr *
parse_level(struct parser *p, int level)
{
	struct usage_expr	*a, *b;
	size_t			 i;

	if (level == 6)
		return parse_unary(p);
	a = parse_level(p, level + 1);
	while (a != NULL) {
		for (i = 0; i < COUNT(binary); i++)
			if (binary[i].level == level &&
			    take(p, binary[i].sign))
				break;
		if (i == COUNT(binary))
			return a;
		b = parse_level(p, level + 1);
		a = b == NULL ? NULL : node(p, binary[i].op, a, b);
	}
	return NULL;
}

static struct usage_expr *
parse_or(struct parser *p)
{
	struct usage_expr	*e;

	if (++p->depth > DEPTH_MAX)
		return complain(p, "it is nested too deeply");
	e = parse_level(p, 0);
	p->depth--;
	return e;
}

struct usage_expr *
usage_expr_parse(struct usage_run *run, struct slice s, const char *member)
{
	struct parser		 p = { run, s.ptr, s.ptr, s.ptr + s.len,
				    member, 0 };
	struct usage_expr	*e = parse_or(&p);

	skip(&p);
	if (e != NULL && p.at < p.end)
		return complain(&p, "an operator is missing");
	return e;
}
