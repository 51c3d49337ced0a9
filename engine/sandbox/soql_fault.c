/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>

#include "precept/utf8.h"
#include "soql_fault.h"

/*
 * The platform shows as much of the line as these allow, whole words only;
 * the numbers are read off its published messages.
 */
#define BEFORE 43
#define AFTER 30
#define LONGEST_WORD 120

static bool
is_gap(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == ',';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static uint32_t
line_start(struct slice q, uint32_t at)
{
	while (at > 0 && q.ptr[at - 1] != '\n')
		at--;
	return at;
}

static uint32_t
whole_character(struct slice q, uint32_t at)
{
	while (at < q.len && ((unsigned char)q.ptr[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static uint32_t
excerpt_start(struct slice q, uint32_t at)
{
	uint32_t	line = line_start(q, at), from = line;

	if (at - line > BEFORE) {
		from = at - BEFORE;
		while (from < at && !is_gap(q.ptr[from - 1]))
			from++;
		if (from == at && !is_gap(q.ptr[at - 1]))
			from = whole_character(q, at - BEFORE);
	}
	while (from < at && is_blank(q.ptr[from]))
		from++;
	return from;
}

static uint32_t
excerpt_end(struct slice q, uint32_t at)
{
	uint32_t	end = at, word, line = at;

	while (line < q.len && q.ptr[line] != '\n')
		line++;
	while (end < line && !is_gap(q.ptr[end]) && end - at < LONGEST_WORD)
		end++;
	end = whole_character(q, end);
	word = end;
	end = line;
	if (line - word > AFTER) {
		end = word + AFTER;
		while (end > word && !is_gap(q.ptr[end]))
			end--;
	}
	while (end > word && is_gap(q.ptr[end - 1]))
		end--;
	return end;
}

void
soql_fault_place(struct slice q, uint32_t at, int *row, int *col)
{
	uint32_t	line = line_start(q, at);

	*row = 1;
	for (uint32_t i = 0; i < line; i++)
		*row += q.ptr[i] == '\n';
	*col = (int)utf8_count((struct slice){ q.ptr + line, at - line });
}

static void
refuse(struct soql *q, const char *code, const char *head, const char *text)
{
	if (q->fault.code != NULL)
		return;
	q->fault.code = code;
	q->fault.text = arena_printf(q->arena, "%s%s", head, text);
}

static const char *
show_place(struct soql *q, uint32_t at)
{
	uint32_t	from, end;
	int		row, col, space;

	if (at > q->text.len)
		at = (uint32_t)q->text.len;
	from = excerpt_start(q->text, at);
	end = excerpt_end(q->text, at);
	soql_fault_place(q->text, at, &row, &col);
	space = (int)utf8_count((struct slice){ q->text.ptr + from,
	    at - from });
	return arena_printf(q->arena,
	    "\n%.*s\n%*s^\nERROR at Row:%d:Column:%d\n", (int)(end - from),
	    q->text.ptr + from, space, "", row, col + 1);
}

static const char *
format(struct soql *q, const char *fmt, va_list ap)
{
	va_list		 again;
	int		 len;
	char		*text;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = arena_raw(q->arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, ap);
	return text;
}

bool
soql_fault_at(struct soql *q, uint32_t at, const char *code,
    const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	refuse(q, code, show_place(q, at), format(q, fmt, ap));
	va_end(ap);
	return false;
}

bool
soql_fault(struct soql *q, const char *code, const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	refuse(q, code, "", format(q, fmt, ap));
	va_end(ap);
	return false;
}
