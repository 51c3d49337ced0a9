/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"

/* The signs there are, and those that other languages and fonts have. */

#define SLIPS 10	/* said one by one; more are put right in silence */

static const struct {
	const char	*written, *means;
	bool		 ours;
} signs[] = {
	{ "===", "=", false },
	{ "!==", "!=", false },
	{ "==", "=", false },
	{ "=>", ">=", false },
	{ "=<", "<=", false },
	{ "&&", "and", false },
	{ "||", "||", true },
	{ "!=", "!=", true },
	{ "<>", "!=", true },
	{ "<=", "<=", true },
	{ ">=", ">=", true },
	{ "=", "=", true },
	{ "<", "<", true },
	{ ">", ">", true },
	{ "+", "+", true },
	{ "-", "-", true },
	{ "*", "*", true },
	{ "/", "/", true },
	{ "%", "%", true },
	{ "(", "(", true },
	{ ")", ")", true },
	{ ",", ",", true },
	{ "!", "not", false },
	{ "&", "||", false },
	{ "\xe2\x89\xa0", "!=", false },	/* ≠ */
	{ "\xe2\x89\xa4", "<=", false },	/* ≤ */
	{ "\xe2\x89\xa5", ">=", false },	/* ≥ */
	{ "\xe2\x88\x92", "-", false },		/* the minus sign */
	{ "\xe2\x80\x93", "-", false },		/* en dash */
	{ "\xe2\x80\x94", "-", false },		/* em dash */
	{ "\xc3\x97", "*", false },		/* × */
	{ "\xc3\xb7", "/", false },		/* ÷ */
};

static bool
begins(struct slice s, const char *with)
{
	return s.len >= strlen(with) && memcmp(s.ptr, with, strlen(with)) == 0;
}

static bool
is_word(struct slice s)
{
	return s.ptr[0] >= 'a' && s.ptr[0] <= 'z';
}

void
expr_lex_slip(struct parser *p, size_t at, size_t end, struct slice fix)
{
	struct slip	*more;

	if (p->slip_count == p->slip_cap) {
		p->slip_cap = p->slip_cap * 2 + 8;
		more = arena_array(p->arena, p->slip_cap, sizeof *more);
		if (p->slip_count > 0)
			memcpy(more, p->slips, p->slip_count * sizeof *more);
		p->slips = more;
	}
	p->slips[p->slip_count++] = (struct slip){ (int)at, (int)(end - at),
	    fix };
}

static void
foreign(struct parser *p, size_t at, const char *written, const char *means)
{
	struct diag	*d;

	p->failed = true;
	if (p->slip_count < SLIPS) {
		d = expr_wrong(p, "P204", at, strlen(written),
		    "there is no operator '%s'", written);
		diag_label(p->diags, d, "here it is '%s'", means);
	}
	expr_lex_slip(p, at, at + strlen(written), slice_of(means));
}

bool
expr_lex_sign(struct parser *p, size_t *at)
{
	struct slice	rest = { p->text.ptr + *at, p->text.len - *at };
	struct slice	means;
	size_t		i, end;

	for (i = 0; i < COUNT(signs) && !begins(rest, signs[i].written); i++)
		continue;
	if (i == COUNT(signs))
		return false;
	end = *at + strlen(signs[i].written);
	means = slice_of(signs[i].means);
	if (!signs[i].ours)
		foreign(p, *at, signs[i].written, signs[i].means);
	expr_lex_add(p, is_word(means) ? TOKEN_WORD : TOKEN_SIGN, *at, end,
	    means);
	*at = end;
	return true;
}

/* `a&&b` needs blanks, `a && b` has them. */
static void
add_fix(const struct parser *p, const struct slip *s, struct text *out)
{
	const size_t	end = (size_t)(s->at + s->len);
	const bool	word = is_word(s->fix);

	if (word && out->len > 0 && out->ptr[out->len - 1] != ' ')
		text_char(out, ' ');
	text_slice(out, s->fix);
	if (word && end < p->text.len && p->text.ptr[end] != ' ')
		text_char(out, ' ');
}

void
expr_lex_fixes(struct parser *p, struct diag *first)
{
	struct text	out;
	size_t		i, at = 0;

	text_init(&out, EXPR_LENGTH * 8);
	for (i = 0; i < p->slip_count; i++) {
		text_add(&out, p->text.ptr + at,
		    (size_t)p->slips[i].at - at);
		add_fix(p, &p->slips[i], &out);
		at = (size_t)(p->slips[i].at + p->slips[i].len);
	}
	text_add(&out, p->text.ptr + at, p->text.len - at);
	diag_note(p->diags, first, "try", "%.*s", (int)out.len, out.ptr);
	text_free(&out);
}
