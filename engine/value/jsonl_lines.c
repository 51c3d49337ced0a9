/* SPDX-License-Identifier: MIT */
#include "jsonl_rows.h"

/* The lines that begin in a block. */

static bool
is_blank(struct slice s)
{
	while (s.len > 0 && (*s.ptr == ' ' || *s.ptr == '\t' ||
	    *s.ptr == '\r')) {
		s.ptr++;
		s.len--;
	}
	return s.len == 0;
}

static inline void
add_line(const struct jsonl_want *wanted, struct jsonl_rows *r,
    struct slice line)
{
	struct scan_broken	broken;

	jsonl_rows_grow(r);
	r->line[r->count] = r->lines;
	if (jsonl_alike(r, line.ptr, line.ptr + line.len) ==
	    line.ptr + line.len)
		r->count++;
	else if (is_blank(line))
		return;
	else if (jsonl_record(r, wanted, line, &broken))
		r->count++;
	else
		jsonl_rows_broken(r, broken);
}

enum jsonl_found
jsonl_lines(struct jsonl_rows *r, const struct jsonl_want *wanted,
    const struct scan_block *b, size_t from)
{
	const char	*at, *newline;

	jsonl_rows_restart(r);
	for (r->end = from; r->end < b->limit; r->lines++) {
		at = b->buf + r->end;
		newline = memchr(at, '\n', b->len - r->end);
		if (newline == NULL)
			return b->len - r->end > SCAN_RECORD_MAX ?
			    JSONL_LONG : JSONL_MORE;
		if ((size_t)(newline - at) >= SCAN_RECORD_MAX)
			return JSONL_LONG;
		add_line(wanted, r, (struct slice){ at,
		    (size_t)(newline - at) });
		r->end = (size_t)(newline - b->buf) + 1;
	}
	return JSONL_DONE;
}
