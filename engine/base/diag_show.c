/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/diag.h"
#include "precept/utf8.h"

/* A finding as people read it: the place, the line, the carets, the notes. */

#define BOLD	"\033[1m"
#define RED	"\033[1;31m"
#define YELLOW	"\033[1;33m"
#define BLUE	"\033[1;34m"
#define PLAIN	"\033[0m"
#define TAIL	80		/* bytes shown after the underlined ones */

struct page {
	struct text	*out;
	bool		 colour;
	const char	*accent;	/* of this finding */
	int		 gutter;	/* columns before the bar */
};

static void
paint(struct page *p, const char *code)
{
	if (p->colour)
		text_string(p->out, code);
}

static void
show_place(struct page *p, const struct place *at)
{
	if (at->file == NULL)
		return;
	paint(p, BOLD);
	text_string(p->out, at->file);
	if (at->line > 0)
		text_printf(p->out, ":%d", at->line);
	if (at->line > 0 && at->col > 0)
		text_printf(p->out, ":%d", at->col);
	text_string(p->out, ": ");
	paint(p, PLAIN);
}

static void
show_head(struct page *p, const struct diag *d)
{
	show_place(p, &d->at);
	paint(p, p->accent);
	text_printf(p->out, "%s[%s]", d->level == DIAG_ERROR ? "error" :
	    "warning", d->code);
	paint(p, PLAIN);
	text_printf(p->out, ": %s\n", d->text);
}

static void
show_bar(struct page *p, const char *number, char bar)
{
	paint(p, BLUE);
	text_printf(p->out, "%*s %c", p->gutter, number, bar);
	paint(p, PLAIN);
}

/* One character from *at on; what is no UTF-8 is taken byte by byte. */
static uint32_t
take(struct slice s, size_t *at)
{
	size_t	left = s.len - *at;

	if (utf8_valid(s.ptr + *at, left < 4 ? left : 4) == 0) {
		*at += 1;
		return '?';
	}
	return utf8_next(s, at);
}

/* As it stands in the file, except what would drive the terminal. */
static void
show_bytes(struct page *p, struct slice line)
{
	size_t	 at = 0, len;
	char	 bytes[4];

	while (at < line.len) {
		uint32_t c = take(line, &at);

		if (c != '\t' && (c < 0x20 || (c >= 0x7f && c < 0xa0)))
			c = '?';
		len = utf8_put(bytes, c);
		text_add(p->out, bytes, len);
	}
}

/* Tabs stay tabs, so that the line below is aligned with the line above. */
static size_t
width_of(uint32_t c)
{
	return c < 0x80 || utf8_width(c) < 0 ? 1 : (size_t)utf8_width(c);
}

static void
repeat(struct text *out, char c, size_t times)
{
	while (times-- > 0)
		text_char(out, c);
}

static void
show_blanks(struct page *p, struct slice before)
{
	size_t	at = 0;

	while (at < before.len) {
		uint32_t c = take(before, &at);

		repeat(p->out, c == '\t' ? '\t' : ' ',
		    c == '\t' ? 1 : width_of(c));
	}
}

static size_t
columns(struct slice s)
{
	size_t	at = 0, n = 0;

	while (at < s.len)
		n += width_of(take(s, &at));
	return n == 0 ? 1 : n;
}

static void
show_carets(struct page *p, const struct diag *d, struct slice line)
{
	size_t	from = (size_t)d->at.col - 1, len = (size_t)d->at.len;

	if (d->at.col <= 0 || (d->at.len <= 0 && d->label == NULL))
		return;
	if (from > line.len)
		from = line.len;
	if (d->at.len <= 0)
		len = 1;
	if (len > line.len - from)
		len = line.len - from;
	show_bar(p, "", '|');
	text_char(p->out, ' ');
	show_blanks(p, (struct slice){ line.ptr, from });
	paint(p, p->accent);
	repeat(p->out, '^', columns((struct slice){ line.ptr + from, len }));
	if (d->label != NULL)
		text_printf(p->out, " %s", d->label);
	paint(p, PLAIN);
	text_char(p->out, '\n');
}

static const struct diag_source *
find_source(const struct diags *ds, const char *file)
{
	const struct diag_source *s;

	for (s = ds->sources; s != NULL && file != NULL; s = s->next)
		if (strcmp(s->file, file) == 0)
			return s;
	return NULL;
}

/* ptr NULL when the text has no such line. */
static struct slice
find_line(struct slice text, int line)
{
	const char	*end = text.ptr + text.len, *at = text.ptr, *stop;

	for (; at != NULL && line > 1; line--) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at == NULL ? NULL : at + 1;
	}
	if (at == NULL)
		return (struct slice){ NULL, 0 };
	stop = memchr(at, '\n', (size_t)(end - at));
	if (stop == NULL)
		stop = end;
	if (stop > at && stop[-1] == '\r')
		stop--;
	return (struct slice){ at, (size_t)(stop - at) };
}

/* An endless line is cut some way behind the word. */
static bool
cut_line(struct slice *line, const struct place *at)
{
	size_t	want = (size_t)(at->col > 0 ? at->col : 0) +
		    (size_t)(at->len > 0 && at->len < 200 ? at->len : 0) + TAIL;

	if (line->len <= want + TAIL)
		return false;
	while (want > 0 && (line->ptr[want] & 0xc0) == 0x80)
		want--;
	line->len = want;
	return true;
}

static void
show_snippet(struct page *p, const struct diag *d, struct slice line)
{
	char	number[16];
	bool	cut = cut_line(&line, &d->at);

	snprintf(number, sizeof number, "%d", d->at.line);
	text_char(p->out, '\n');
	show_bar(p, number, '|');
	text_char(p->out, ' ');
	show_bytes(p, line);
	text_string(p->out, cut ? " ...\n" : "\n");
	show_carets(p, d, line);
}

/* A note of several lines goes on below its first one. */
static void
show_note(struct page *p, const struct diag_note *n, int widest)
{
	const char	*at = n->text, *end;

	show_bar(p, "", '=');
	text_printf(p->out, " %s:%*s", n->head,
	    widest - (int)strlen(n->head) + 1, "");
	while ((end = strchr(at, '\n')) != NULL) {
		text_add(p->out, at, (size_t)(end - at) + 1);
		repeat(p->out, ' ', (size_t)(p->gutter + widest + 5));
		at = end + 1;
	}
	text_printf(p->out, "%s\n", at);
}

static void
show_notes(struct page *p, const struct diag *d)
{
	const struct diag_note	*n;
	int			 widest = 0;

	for (n = d->notes; n != NULL; n = n->next)
		if ((int)strlen(n->head) > widest)
			widest = (int)strlen(n->head);
	for (n = d->notes; n != NULL; n = n->next)
		show_note(p, n, widest);
}

static void
show_one(struct page *p, const struct diags *ds, const struct diag *d)
{
	const struct diag_source *source = find_source(ds, d->at.file);
	struct slice		  line = { NULL, 0 };

	p->accent = d->level == DIAG_ERROR ? RED : YELLOW;
	p->gutter = 2 + snprintf(NULL, 0, "%d", d->at.line);
	if (p->gutter < 4)
		p->gutter = 4;
	show_head(p, d);
	if (source != NULL && d->at.line > 0)
		line = find_line(source->text, d->at.line);
	if (line.ptr != NULL && !d->hush)
		show_snippet(p, d, line);
	if (line.ptr != NULL && d->notes != NULL) {
		show_bar(p, "", '|');
		text_char(p->out, '\n');
	}
	show_notes(p, d);
}

void
diags_show(const struct diags *ds, bool colour, struct text *out)
{
	struct page		 p = { .out = out, .colour = colour };
	const struct diag	*d;

	for (d = ds->first; d != NULL; d = d->next) {
		if (d != ds->first)
			text_char(out, '\n');
		show_one(&p, ds, d);
	}
}
