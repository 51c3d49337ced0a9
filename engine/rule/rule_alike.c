/* SPDX-License-Identifier: MIT */
#include "precept/convert.h"
#include "rule_parts.h"

/*
 * Which of the columns that would fit does the admin most likely mean: the
 * one whose name has the most in common with the target's.
 */

#define LONGEST 80
#define LEAST 250		/* of thousand: less is no likeness */

/* Lower-case letters and digits; the rest says nothing. */
static size_t
squeeze(const char *name, char out[LONGEST])
{
	size_t	n = 0;

	for (; *name != '\0' && n < LONGEST; name++) {
		char	c = *name >= 'A' && *name <= 'Z' ? *name + 32 : *name;

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	return n;
}

static bool
has_pair(const char *text, size_t len, const char *pair)
{
	size_t	i;

	for (i = 0; i + 1 < len; i++)
		if (text[i] == pair[0] && text[i + 1] == pair[1])
			return true;
	return false;
}

int
rule_alike(const char *one, const char *other)
{
	char	a[LONGEST], b[LONGEST];
	size_t	an = squeeze(one, a), bn = squeeze(other, b), i, shared = 0;

	for (i = 0; i + 1 < an; i++)
		shared += has_pair(b, bn, a + i);
	for (i = 0; i + 1 < bn; i++)
		shared += has_pair(a, an, b + i);
	return an + bn < 4 ? 0 : (int)(shared * 1000 / (an + bn - 2));
}

/* To the target's name or its label, whichever is nearer. */
static int
likeness(const struct field *target, const char *name)
{
	int	by_name = rule_alike(target->name, name);
	int	by_label = rule_alike(target->label, name);

	return by_name > by_label ? by_name : by_label;
}

static bool
fits(const struct type *from, const struct type *to)
{
	const char	*why, *function;

	return from->kind != KIND_NULL &&
	    convert_how(from, to, &why, &function) <= CONVERT_CHECKED;
}

const char *
rule_alike_column(const struct build *b, const struct field *target)
{
	const struct rule	*r = b->rule;
	const char		*best = NULL;
	int			 score, most = LEAST;
	size_t			 i;

	for (i = 0; i < r->show_count; i++) {
		const struct show	*s = &r->shows[i];

		if (s->hidden || s->value.expr == NULL ||
		    !fits(&s->value.expr->type, &target->type))
			continue;
		score = likeness(target, s->name);
		if (score > most) {
			most = score;
			best = s->name;
		}
	}
	return best;
}

const char *
rule_alike_field(const struct build *b, const struct field *target)
{
	const struct schema	*s = b->rule->source.schema;
	const char		*best = NULL;
	int			 score, most = LEAST;
	size_t			 i;

	for (i = 0; s != NULL && i < s->count; i++) {
		if (&s->fields[i] == target ||
		    !fits(&s->fields[i].type, &target->type))
			continue;
		score = likeness(target, s->fields[i].name);
		if (score > most) {
			most = score;
			best = s->fields[i].name;
		}
	}
	return best;
}
