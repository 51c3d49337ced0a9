/* SPDX-License-Identifier: MIT */
#include "many.h"

/* The results of many rows, in the order of the rows. */

#define ROLLED_BACK "{\"success\":false,\"errors\":[{\"statusCode\":" \
	"\"ALL_OR_NONE_OPERATION_ROLLED_BACK\",\"message\":\"Record rolled " \
	"back because not all records were valid and the request was using " \
	"AllOrNone header\",\"fields\":[]}]}"

bool
many_too_many(struct request *r)
{
	request_error(r, 400, "EXCEEDED_ID_LIMIT", NULL, "record limit "
	    "reached. cannot submit more than %d records into this call",
	    MANY_ROWS);
	return false;
}

static void
put_row(struct text *out, const struct many_results *results, size_t i,
    bool dropped)
{
	const struct org_outcome	*row = &results->rows[i];

	if (row->error_count > 0) {
		text_string(out, "{\"success\":false,\"errors\":[");
		row_put_errors(out, row, "statusCode");
		text_string(out, "]}");
	} else if (dropped)
		text_string(out, ROLLED_BACK);
	else
		row_put_success(out, row, results->created);
}

/* A row that cannot be read at all takes the others with it. */
static const struct org_outcome *
unread(const struct many_results *results)
{
	for (size_t i = 0; i < results->count; i++)
		if (results->rows[i].error_count > 0 &&
		    results->rows[i].errors[0].unread)
			return &results->rows[i];
	return NULL;
}

void
many_answer(struct request *r, struct many_results *results,
    bool all_or_none)
{
	const struct org_outcome	*bad = unread(results);
	bool				 drop;

	results->failed = 0;
	for (size_t i = 0; i < results->count; i++)
		results->failed += results->rows[i].error_count > 0;
	drop = bad != NULL || (all_or_none && results->failed > 0);
	if (drop)
		org_drop(r->sandbox->org);
	else
		org_keep(r->sandbox->org);
	if (bad != NULL) {
		row_refuse(r, bad);
		return;
	}
	text_char(&r->out, '[');
	for (size_t i = 0; i < results->count; i++) {
		if (i > 0)
			text_char(&r->out, ',');
		put_row(&r->out, results, i, drop);
	}
	text_char(&r->out, ']');
}
