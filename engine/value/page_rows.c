/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "page.h"

/* The records of answers, as texts of the wanted members. */

/* A record that is JSON, but not of the shape that is wanted. */
static bool
pass_broken(struct jsonl_rows *r, struct page_at *at, const char *end,
    struct scan_broken broken)
{
	struct json	j;

	json_init(&j, (struct slice){ at->at, (size_t)(end - at->at) });
	if (!json_skip(&j, json_next(&j)) || j.at == end) {
		snprintf(at->why, sizeof at->why, "%s", j.error == NULL ?
		    "it ends within a record" : j.error);
		return false;
	}
	jsonl_rows_broken(r, broken);
	at->at = j.at;
	return true;
}

static inline bool
add_record(const struct page *p, struct jsonl_rows *r, struct page_at *at,
    const char *end)
{
	struct scan_broken	 broken;
	const char		*behind;

	jsonl_rows_grow(r);
	r->line[r->count] = r->lines;
	behind = jsonl_alike(r, at->at, end);
	if (behind == NULL && !jsonl_record_in(r, p->wanted, (struct slice){
	    at->at, (size_t)(end - at->at) }, &behind, &broken))
		return pass_broken(r, at, end, broken);
	r->count++;
	at->at = behind;
	return true;
}

enum page_end
page_rows(const struct page *p, struct jsonl_rows *r, struct page_at *at,
    const char *limit, const char *end)
{
	enum page_end	done;

	for (;;) {
		done = page_glue(p, at, end);
		if (done != PAGE_MORE || at->at >= limit)
			return done;
		if (!add_record(p, r, at, end))
			return PAGE_CUT;
		r->lines++;
		at->where = PAGE_BEHIND;
	}
}
