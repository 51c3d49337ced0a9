/* SPDX-License-Identifier: MIT */
#include "many.h"

/* Independent calls, one after the other; each counts. */

#define HALTED "{\"statusCode\":412,\"result\":[{\"errorCode\":" \
	"\"BATCH_PROCESSING_HALTED\",\"message\":\"Batch processing halted " \
	"per request\"}]}"

static bool
run(struct request *r, const struct many_call *call, struct text *out)
{
	struct request	*part = request_part(r, call->method, call->url,
			    call->body);
	bool		 good = part->status < 400;

	r->sandbox->api_used++;
	text_printf(out, "{\"statusCode\":%d,\"result\":", part->status);
	text_slice(out, many_calls_result(part));
	text_char(out, '}');
	text_free(&part->out);
	return good;
}

void
many_batch(struct request *r)
{
	struct many_calls	calls;
	struct text		out;
	bool			failed = false;

	if (!many_calls_read(r, "batchRequests", "richInput", &calls))
		return;
	text_init(&out, REQUEST_OUT);
	for (size_t i = 0; i < calls.count; i++) {
		if (i > 0)
			text_char(&out, ',');
		if (failed && calls.halt)
			text_string(&out, HALTED);
		else if (!run(r, &calls.items[i], &out))
			failed = true;
	}
	text_printf(&r->out, "{\"hasErrors\":%s,\"results\":[",
	    failed ? "true" : "false");
	text_add(&r->out, out.ptr, out.len);
	text_string(&r->out, "]}");
	text_free(&out);
}
