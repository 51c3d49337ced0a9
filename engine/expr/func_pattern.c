/* SPDX-License-Identifier: MIT */
#include "func_pattern.h"

/* Patterns of days: taken apart, and refused where they say nothing. */

#define NAME_LEN 9			/* "September", "Wednesday" */

const char	*const func_months[12] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
};

const char	*const func_weekdays[7] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
	"Sunday",
};

/* What may be written; of these E and Q cannot be read. */
static const char	*const known[] = {
	"yyyy", "yy", "MMMM", "MMM", "MM", "M", "dd", "d", "EEEE", "EEE", "Q",
	"HH", "H", "mm", "ss", "SSS",
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* '' is a quote, '...' is text; the parser has made one of each two. */
static size_t
quoted(struct slice s, struct token *t)
{
	const char	*end = memchr(s.ptr + 1, '\'', s.len - 1);
	size_t		 len = end == NULL ? s.len - 1 :
			    (size_t)(end - s.ptr) - 1;

	t->letter = 0;
	t->text = (struct slice){ s.ptr + 1, len };
	if (end != NULL && len == 0)
		t->text = (struct slice){ "'", 1 };
	return end == NULL ? s.len : len + 2;
}

static size_t
next_token(struct slice s, struct token *t)
{
	size_t	n = 1;

	if (*s.ptr == '\'')
		return quoted(s, t);
	t->letter = is_letter(*s.ptr) ? *s.ptr : 0;
	while (n < s.len && (t->letter ? s.ptr[n] == t->letter :
	    !is_letter(s.ptr[n]) && s.ptr[n] != '\''))
		n++;
	t->count = n;
	t->text = (struct slice){ s.ptr, n };
	return n;
}

static bool
is_known(const struct token *t, bool reading)
{
	if (t->letter == 0)
		return true;
	if (reading && (t->letter == 'E' || t->letter == 'Q'))
		return false;
	for (size_t i = 0; i < COUNT(known); i++)
		if (slice_is(t->text, known[i]))
			return true;
	return false;
}

bool
func_pattern(struct slice s, bool reading, struct pattern *p)
{
	size_t	n;

	p->count = p->room = 0;
	while (s.len > 0) {
		if (p->count == FUNC_TOKENS)
			return false;
		n = next_token(s, &p->items[p->count]);
		p->room += p->items[p->count].text.len + NAME_LEN;
		if (!is_known(&p->items[p->count++], reading))
			return false;
		s.ptr += n;
		s.len -= n;
	}
	return true;
}

static bool
check_pattern(struct expr *call, bool reading, struct place at,
    struct diags *found)
{
	const struct column	*text = func_need_literal(call, 1, at, found);
	struct pattern		 p;
	struct slice		 bad;
	struct diag		*d;

	if (text == NULL)
		return false;
	if (func_pattern(text->s[0], reading, &p))
		return true;
	bad = p.items[p.count - 1].text;
	d = func_wrong(call, call->args[1], "P256", at, found);
	if (is_known(&p.items[p.count - 1], reading))
		func_say(found, d, "takes patterns of %d parts at the most",
		    FUNC_TOKENS);
	else
		func_say(found, d, "cannot %s '%.*s'", reading ? "read" :
		    "write", (int)bad.len, bad.ptr);
	return false;
}

bool
func_date_type_format(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	(void)arena;
	return check_pattern(call, false, at, found);
}

/* The second argument of to_date(), where there is one. */
bool
func_date_type_to_date(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	if (!func_date_type_to_datetime(call, at, found, arena))
		return false;
	return call->arg_count < 2 || check_pattern(call, true, at, found);
}
