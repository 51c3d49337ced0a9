/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "page.h"

/* Answers in a file: the records that begin in one of its blocks. */

enum jsonl_found
page_block(const struct page *p, struct jsonl_rows *r,
    const struct scan_block *b, size_t from, char why[PAGE_WHY])
{
	struct page_at	at = { .at = b->buf + from,
			    .where = b->number == 0 ? PAGE_BEFORE :
			    PAGE_RECORD };
	const char	*end = b->buf + b->len;
	enum page_end	 done;

	jsonl_rows_restart(r);
	done = page_rows(p, r, &at, b->buf + b->limit, end);
	r->end = (size_t)(at.at - b->buf);
	if (done == PAGE_MORE || (done == PAGE_OVER && b->whole))
		return JSONL_DONE;
	if (!b->whole)
		return b->len - r->end > SCAN_RECORD_MAX ? JSONL_LONG :
		    JSONL_MORE;
	snprintf(why, PAGE_WHY, "%s", at.why);
	return JSONL_BAD;
}

/*
 * Inside a text no quote stands bare, so that the head of a record stands
 * only where one begins; but an object deeper down may begin like it.
 */
size_t
page_block_guess(struct slice head, const struct scan_block *b)
{
	const char	*at = b->buf, *end = b->buf + b->len;

	while (head.len > 0 && (at = memmem(at, (size_t)(end - at), head.ptr,
	    head.len)) != NULL) {
		if (at > b->buf && (at[-1] == ',' || at[-1] == '['))
			return (size_t)(at - b->buf);
		at++;
	}
	return b->limit;
}
