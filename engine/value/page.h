/* SPDX-License-Identifier: MIT */
/*
 * page.h - rows inside the answers of a service: objects in a list that is a
 * member of an object, and what stands around it.
 *
 *	{ "totalSize": 3, "done": false, "nextRecordsUrl": "…",
 *	  "records": [ { … }, { … } ] }
 *
 *	struct page_at at = { .at = body.ptr, .where = PAGE_BEFORE };
 *	end = page_rows(&page, rows, &at, limit, behind);
 *
 * The records are read as JSON lines are (jsonl_rows.h): those that are like
 * the one before are compared, not parsed.
 */
#ifndef PAGE_H
#define PAGE_H

#include "jsonl_rows.h"

#define PAGE_WHY 160

struct page {
	struct slice	names[JSON_STEPS];	/* "data", "records" */
	size_t		count;
	const struct jsonl_want *wanted;
	/* Single values beside the list, as they come; or NULL. A text is
	 * without its quotes, and raw. */
	void		(*seen)(void *ctx, struct slice name, enum json_token,
			    struct slice value);
	void		*ctx;
};

/* Where a reader stands. */
enum page_where {
	PAGE_BEFORE,		/* before an answer */
	PAGE_FIRST,		/* behind the bracket */
	PAGE_RECORD,		/* at a record */
	PAGE_BEHIND		/* behind one */
};

struct page_at {
	const char	*at;
	enum page_where	 where;
	char		 why[PAGE_WHY];	/* with PAGE_CUT */
};

enum page_end {
	PAGE_MORE,		/* at a record, at the limit or behind it */
	PAGE_OVER,		/* the bytes are used up between answers */
	PAGE_CUT		/* not JSON, or not enough of it; or no list */
};

/* Borrows `records`, which json_is_member(). */
void		page_make(struct page *, const char *records,
		    const struct jsonl_want *);
/* To the next record, over all that is between. */
enum page_end	page_glue(const struct page *, struct page_at *,
		    const char *end);
/* The records that begin before the limit, added to rows. */
enum page_end	page_rows(const struct page *, struct jsonl_rows *,
		    struct page_at *, const char *limit, const char *end);
/* The same in a block of a file, from byte `from` on, whose owner begins with
 * a record or, at number 0, with an answer. */
enum jsonl_found page_block(const struct page *, struct jsonl_rows *,
		    const struct scan_block *, size_t from,
		    char why[PAGE_WHY]);
/* The first place that looks like a record's head, or b->limit. */
size_t		page_block_guess(struct slice head,
		    const struct scan_block *);
/*
 * How a record begins, up to its first value: enough to guess where, in the
 * midst of answers, one begins. Borrowed; empty: that can't be told.
 */
struct slice	page_head(const struct page *, struct slice sample);

#endif
