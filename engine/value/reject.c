/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/reject.h"
#include "precept/utf8.h"

/* The rows that cannot go on; the first reason of a row stays. */

#define SHOWN_MAX 60	/* characters of a value in a message */

void
rejects_init(struct rejects *r, struct arena *arena, size_t rows)
{
	*r = (struct rejects){ .arena = arena, .rows = rows };
}

static void
make_room(struct rejects *r)
{
	struct reject	*more;

	if (r->bad == NULL)
		r->bad = arena_alloc(r->arena, r->rows);
	if (r->count < r->cap)
		return;
	r->cap = r->cap == 0 ? 8 : r->cap * 2;
	more = arena_array(r->arena, r->cap, sizeof *more);
	if (r->count > 0)
		memcpy(more, r->items, r->count * sizeof *more);
	r->items = more;
}

void
rejects_add(struct rejects *r, uint32_t row, const char *code,
    const char *format, ...)
{
	va_list	 ap;
	char	*text;
	int	 len;

	if (rejects_has(r, row))
		return;
	make_room(r);
	va_start(ap, format);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	text = arena_alloc(r->arena, (size_t)len + 1);
	va_start(ap, format);
	vsnprintf(text, (size_t)len + 1, format, ap);
	va_end(ap);
	r->bad[row] = 1;
	r->items[r->count++] = (struct reject){ row, code, r->field, text };
}

void
rejects_drop(struct rejects *r, uint32_t row)
{
	size_t kept = 0;

	if (!rejects_has(r, row))
		return;
	for (size_t i = 0; i < r->count; i++)
		if (r->items[i].row != row)
			r->items[kept++] = r->items[i];
	r->count = kept;
	r->bad[row] = 0;
}

/* One character, or one byte that is none; moves *at on. */
static void
show_one(struct text *out, struct slice s, size_t *at)
{
	unsigned char	c = (unsigned char)s.ptr[*at];
	size_t		n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	if (c == '\n')
		text_string(out, "\\n");
	else if (c == '\t')
		text_string(out, "\\t");
	else if (c == '\r')
		text_string(out, "\\r");
	else if (c < 0x20 || c == 0x7f || n > s.len - *at ||
	    utf8_valid(s.ptr + *at, n) != n)
		text_printf(out, "\\x%02X", c), n = 1;
	else
		text_add(out, s.ptr + *at, n);
	*at += n;
}

const char *
reject_value(struct rejects *r, struct slice value)
{
	struct text	 out;
	char		*copy;
	size_t		 at = 0;

	text_init(&out, SHOWN_MAX * 4 + 16);
	text_char(&out, '\'');
	for (int n = 0; n < SHOWN_MAX && at < value.len; n++)
		show_one(&out, value, &at);
	text_string(&out, at < value.len ? "…'" : "'");
	copy = arena_text(r->arena, (struct slice){ out.ptr, out.len });
	text_free(&out);
	return copy;
}
