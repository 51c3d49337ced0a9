/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "faults_private.h"

/* A script of faults: one a line, words in a fixed order. */

#define WORDS_MAX 32

struct word {
	struct slice	text;
	bool		quoted;
};

struct line {
	struct arena	*arena;
	struct err	*err;
	int		 number;
	struct word	 word[WORDS_MAX];
	int		 words, at;
};

static bool
complain(struct line *l, const char *what)
{
	return err_set(l->err, ERR_RULE, "line %d: %s", l->number, what);
}

static bool
read_words(struct line *l, struct slice s)
{
	while ((s = slice_trim(s)).len > 0 && *s.ptr != '#') {
		struct word	*w = &l->word[l->words];
		size_t		 n = 0;

		if (l->words++ == WORDS_MAX)
			return complain(l, "the line has too many words.");
		w->quoted = *s.ptr == '"';
		if (w->quoted) {
			for (n = 1; n < s.len && s.ptr[n] != '"'; n++)
				;
			if (n == s.len)
				return complain(l, "a text in quotes has no "
				    "end. Put a \" behind it.");
			w->text = (struct slice){ s.ptr + 1, n++ - 1 };
		} else {
			while (n < s.len && strchr(" \t", s.ptr[n]) == NULL)
				n++;
			w->text = (struct slice){ s.ptr, n };
		}
		s.ptr += n;
		s.len -= n;
	}
	return true;
}

static bool
read_number(struct slice s, int64_t *number)
{
	if (s.len == 0 || s.len > 15)
		return false;
	*number = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		*number = *number * 10 + (s.ptr[i] - '0');
	}
	return true;
}

bool
faults_duration(struct slice s, int64_t *micros)
{
	static const struct { const char *unit; int64_t micros; } units[] = {
		{ "ms", 1000 }, { "s", 1000000 }, { "m", 60000000 },
		{ "h", 3600000000 }, { "d", 86400000000 },
	};
	size_t	digits = 0;
	int64_t	number;

	while (digits < s.len && s.ptr[digits] >= '0' && s.ptr[digits] <= '9')
		digits++;
	if (digits > 7 || !read_number((struct slice){ s.ptr, digits },
	    &number))
		return false;
	for (size_t i = 0; i < COUNT(units); i++)
		if (slice_is((struct slice){ s.ptr + digits, s.len - digits },
		    units[i].unit)) {
			*micros = number * units[i].micros;
			return true;
		}
	return false;
}

static bool
read_field(struct line *l, struct slice s, struct fault *f)
{
	const char	*dot = memchr(s.ptr, '.', s.len);

	if (dot == NULL || dot == s.ptr || dot + 1 == s.ptr + s.len)
		return false;
	f->object = arena_text(l->arena, (struct slice){ s.ptr,
	    (size_t)(dot - s.ptr) });
	f->field = arena_text(l->arena, (struct slice){ dot + 1,
	    s.len - (size_t)(dot + 1 - s.ptr) });
	return true;
}

static bool
word_fits(struct line *l, struct slice want, const struct word *have,
    struct fault *f)
{
	if (slice_is(want, "%t")) {
		f->text = arena_text(l->arena, have->text);
		return have->quoted;
	}
	if (have->quoted)
		return false;
	if (slice_is(want, "%n"))
		return read_number(have->text, &f->number);
	if (slice_is(want, "%d"))
		return faults_duration(have->text, &f->number);
	if (slice_is(want, "%f"))
		return read_field(l, have->text, f);
	if (slice_is(want, "%w")) {
		f->code = arena_text(l->arena, have->text);
		return true;
	}
	return want.len == have->text.len &&
	    strncasecmp(want.ptr, have->text.ptr, want.len) == 0;
}

/* The words from here on; they are taken when all of them fit. */
static bool
take(struct line *l, const char *words, struct fault *f)
{
	int	at = l->at;

	while (*words != '\0') {
		size_t	len = strcspn(words, " ");

		if (at == l->words ||
		    !word_fits(l, (struct slice){ words, len }, &l->word[at],
		    f))
			return false;
		at++;
		words += len + (words[len] == ' ');
	}
	l->at = at;
	return true;
}

static bool
read_what(struct line *l, struct fault *f)
{
	for (const struct faults_form *form = faults_forms;
	    form->words != NULL; form++) {
		if (!take(l, form->words, f))
			continue;
		f->kind = form->kind;
		if (f->kind == FAULT_EXPIRE)
			f->left = 1;
		if (f->kind == FAULT_ROW && f->code == NULL) {
			f->code = "UNABLE_TO_LOCK_ROW";
			f->text = "unable to obtain exclusive access to this "
			    "record";
		}
		return true;
	}
	return false;
}

static bool
read_when(struct line *l, struct fault *f)
{
	struct fault	seconds = { 0 };

	while (l->at < l->words) {
		struct fault	n = { 0 };

		if (take(l, "once", &n))
			f->left = 1;
		else if (take(l, "twice", &n))
			f->left = 2;
		else if (take(l, "times %n", &n))
			f->left = n.number;
		else if (take(l, "after %n calls", &n))
			f->after = n.number;
		else if (take(l, "every %n calls", &n) && n.number > 0)
			f->every = n.number;
		else if (take(l, "retry-after %n", &seconds))
			f->retry_after = arena_printf(l->arena, "%lld",
			    (long long)seconds.number);
		else
			return false;
	}
	return true;
}

/* "on METHOD /path:" goes; what is behind the colon stays. */
static bool
read_where(struct line *l, struct slice *s, struct fault *f)
{
	const char	*colon;

	if (s->len < 3 || strncasecmp(s->ptr, "on ", 3) != 0)
		return true;
	colon = memchr(s->ptr, ':', s->len);
	if (colon == NULL)
		return complain(l, "behind \"on METHOD /path\" a colon is "
		    "missing.");
	if (!read_words(l, (struct slice){ s->ptr + 3,
	    (size_t)(colon - s->ptr) - 3 }))
		return false;
	if (l->words < 1 || l->words > 2 || (l->words == 2 &&
	    *l->word[1].text.ptr != '/' && *l->word[1].text.ptr != '*'))
		return complain(l, "\"on\" wants a method and a path, as in "
		    "\"on GET /query/**: status 503\".");
	for (int i = 0; i < l->words; i++) {
		const char	*word = arena_text(l->arena, l->word[i].text);

		if (*word == '/')
			f->pattern = word;
		else if (*word != '*')
			f->method = word;
	}
	s->len -= (size_t)(colon + 1 - s->ptr);
	s->ptr = colon + 1;
	l->words = 0;
	return true;
}

static bool
number_good(const struct fault *f)
{
	switch (f->kind) {
	case FAULT_STATUS:
	case FAULT_HTML:
	case FAULT_ERROR:
		return f->number >= 200 && f->number <= 599;
	case FAULT_ROW:
	case FAULT_PAGE_SIZE:
		return f->number >= 1;
	case FAULT_LATENCY:
		return f->number <= 600000000;
	default:
		return true;
	}
}

static bool
suggest(struct line *l)
{
	struct slice			 word = l->word[0].text;
	const struct faults_form	*form;

	if (l->words == 0)
		return complain(l, "behind the colon a fault is missing, as "
		    "in \"on GET /query/**: status 503\".");
	form = faults_form_near(word);
	if (form == NULL)
		return err_set(l->err, ERR_RULE, "line %d: \"%.*s\" begins no "
		    "fault. GET /sandbox/help lists those there are.",
		    l->number, (int)word.len, word.ptr);
	return err_set(l->err, ERR_RULE, "line %d: the fault is not "
	    "understood. It is written: %s", l->number, form->example);
}

static bool
read_line(struct line *l, struct slice s, struct fault **out)
{
	struct fault	*f = arena_alloc(l->arena, sizeof *f);

	s = slice_trim(s);
	*out = NULL;
	if (s.len == 0 || *s.ptr == '#')
		return true;
	f->line = arena_text(l->arena, s);
	f->left = -1;
	f->every = 1;
	if (!read_where(l, &s, f) || !read_words(l, s))
		return false;
	if (!read_what(l, f))
		return suggest(l);
	if (!number_good(f))
		return complain(l, "the number is out of range: a status is "
		    "from 200 to 599, rows begin at 1, a call waits 10m at "
		    "most.");
	if (!read_when(l, f))
		return complain(l, "behind the fault may stand: once, twice, "
		    "times 3, after 10 calls, every 5 calls, retry-after 2.");
	*out = f;
	return true;
}

bool
faults_parse(struct faults *faults, struct slice script, struct err *err)
{
	struct fault	*first = NULL, **last = &first, **end;
	struct line	 l = { .arena = faults->arena, .err = err };

	while (script.len > 0) {
		const char	*eol = memchr(script.ptr, '\n', script.len);
		size_t		 len = eol == NULL ? script.len :
				    (size_t)(eol - script.ptr);

		l.number++;
		l.words = l.at = 0;
		if (!read_line(&l, (struct slice){ script.ptr, len }, last))
			return false;
		if (*last != NULL)
			last = &(*last)->next;
		len += eol != NULL;
		script.ptr += len;
		script.len -= len;
	}
	for (end = &faults->first; *end != NULL; end = &(*end)->next)
		;
	*end = first;
	return true;
}
