/* SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "precept/regex.h"
#include "precept/utf8.h"

/*
 * The code is shared by all threads, what a match writes is in the scratch.
 * Only the match limit binds compiled code; the other two are for the
 * interpreter, which takes over where the machine allows no compiled code.
 */

#define PATTERN_MAX	2000
#define PARENS_MAX	50
#define NEST_MAX	60
#define MATCH_LIMIT	100000
#define DEPTH_LIMIT	1000
#define HEAP_LIMIT	4096		/* KiB */
#define STACK_MAX	(512 * 1024)	/* of the compiled code */

struct regex {
	pcre2_code	*code;
	int		 groups;
	bool		 compiled;	/* to machine code */
};

struct regex_scratch {
	pcre2_match_context	*limits;
	pcre2_match_data	*data;
	pcre2_jit_stack		*stack;
	int			 groups;	/* that data has room for */
};

static int
refuse_deep(uint32_t depth, void *unused)
{
	(void)unused;
	return depth > NEST_MAX;
}

static pcre2_compile_context *
compile_limits(void)
{
	pcre2_compile_context	*c = pcre2_compile_context_create(NULL);

	pcre2_set_max_pattern_length(c, PATTERN_MAX);
	pcre2_set_parens_nest_limit(c, PARENS_MAX);
	pcre2_set_compile_recursion_guard(c, refuse_deep, NULL);
	pcre2_set_newline(c, PCRE2_NEWLINE_LF);
	return c;
}

static bool
explain(int code, size_t at, struct slice pattern, struct err *err)
{
	PCRE2_UCHAR	why[256];
	struct slice	before = { pattern.ptr, at };

	if (pattern.len > PATTERN_MAX)
		return err_set(err, ERR_RULE, "a pattern may have %d bytes, "
		    "this one has %zu", PATTERN_MAX, pattern.len);
	pcre2_get_error_message(code, why, sizeof why);
	return err_set(err, ERR_RULE, "at character %zu: %s",
	    utf8_count(before) + 1, (const char *)why);
}

struct regex *
regex_compile(struct slice pattern, struct err *err)
{
	pcre2_compile_context	*limits = compile_limits();
	pcre2_code		*code;
	struct regex		*re;
	uint32_t		 groups;
	size_t			 at;
	int			 why;

	code = pcre2_compile((PCRE2_SPTR)(pattern.len ? pattern.ptr : ""),
	    pattern.len, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C |
	    PCRE2_DOLLAR_ENDONLY, &why, &at, limits);
	pcre2_compile_context_free(limits);
	if (code == NULL) {
		explain(why, at, pattern, err);
		return NULL;
	}
	re = mem_alloc(sizeof *re);
	re->compiled = pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	re->code = code;
	re->groups = (int)groups;
	return re;
}

void
regex_free(struct regex *re)
{
	if (re == NULL)
		return;
	pcre2_code_free(re->code);
	mem_free(re);
}

int
regex_groups(const struct regex *re)
{
	return re->groups;
}

struct regex_scratch *
regex_scratch_new(void)
{
	struct regex_scratch	*s = mem_alloc(sizeof *s);

	s->groups = 15;
	s->data = pcre2_match_data_create((uint32_t)s->groups + 1, NULL);
	s->stack = pcre2_jit_stack_create(32 * 1024, STACK_MAX, NULL);
	s->limits = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(s->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(s->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(s->limits, HEAP_LIMIT);
	if (s->stack != NULL)
		pcre2_jit_stack_assign(s->limits, NULL, s->stack);
	return s;
}

void
regex_scratch_free(struct regex_scratch *s)
{
	if (s == NULL)
		return;
	pcre2_match_context_free(s->limits);
	pcre2_match_data_free(s->data);
	pcre2_jit_stack_free(s->stack);
	mem_free(s);
}

static int
match(const struct regex *re, struct regex_scratch *s, struct slice subject,
    size_t from)
{
	PCRE2_SPTR	ptr = (PCRE2_SPTR)(subject.len ? subject.ptr : "");
	int		n;

	if (re->groups > s->groups) {
		pcre2_match_data_free(s->data);
		s->groups = re->groups;
		s->data = pcre2_match_data_create((uint32_t)s->groups + 1,
		    NULL);
	}
	/* the same without a look at what is known to be in order */
	n = re->compiled ? pcre2_jit_match(re->code, ptr, subject.len, from,
	    PCRE2_NO_UTF_CHECK, s->data, s->limits) :
	    pcre2_match(re->code, ptr, subject.len, from,
	    PCRE2_NO_UTF_CHECK, s->data, s->limits);
	if (n == PCRE2_ERROR_JIT_STACKLIMIT)
		n = pcre2_match(re->code, ptr, subject.len, from,
		    PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, s->data, s->limits);
	return n;
}

static struct slice
group(struct regex_scratch *s, struct slice subject, int i, int matched)
{
	const size_t	*at = pcre2_get_ovector_pointer(s->data);

	if (i >= matched || at[2 * i] == PCRE2_UNSET)
		return (struct slice){ NULL, 0 };
	return (struct slice){ (subject.len ? subject.ptr : "") + at[2 * i],
	    at[2 * i + 1] - at[2 * i] };
}

enum regex_found
regex_find(const struct regex *re, struct regex_scratch *s,
    struct slice subject, size_t from, struct slice *groups, int count)
{
	int	n, i;

	if (from > subject.len)
		return REGEX_NO;
	n = match(re, s, subject, from);
	if (n == PCRE2_ERROR_NOMATCH)
		return REGEX_NO;
	if (n <= 0)
		return REGEX_LIMIT;
	for (i = 0; i < count; i++)
		groups[i] = group(s, subject, i, n);
	return REGEX_YES;
}
