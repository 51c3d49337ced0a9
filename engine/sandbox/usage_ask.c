/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "precept/csv.h"
#include "precept/json.h"
#include "switches.h"
#include "usage_answer.h"
#include "usage_ask.h"
#include "usage_json.h"

/* token/verify and aggregation. */

static void
verify(struct request *r)
{
	text_printf(&r->out, "{\"isValid\":true,\"writeAccess\":%s}",
	    usage_answer_writes(r) ? "true" : "false");
}

/* Rows as they come; CSV has the columns of the first. */
struct sink {
	struct usage_stage	 stage;
	struct text		*out;
	size_t			 rows;
	const char		**columns;
	size_t			 width;
};

static bool
push_json(struct usage_stage *s, struct usage_row *row)
{
	struct sink	*k = s->own;

	if (k->rows++ > 0)
		text_char(k->out, ',');
	usage_json_put_row(k->out, row);
	return !k->out->full;
}

static void
put_cell(struct sink *k, const struct usage_value *v)
{
	struct text	text;

	if (v == NULL || v->kind == USAGE_NULL)
		return;
	if (v->kind == USAGE_TEXT) {
		csv_put(k->out, v->text, ',');
		return;
	}
	text_init(&text, (size_t)1 << 24);
	usage_json_put(&text, *v);
	csv_put(k->out, (struct slice){ text.ptr, text.len }, ',');
	text_free(&text);
}

static void
put_header(struct sink *k, struct usage_row *row)
{
	k->width = row->count;
	k->columns = arena_array(k->stage.run->arena, k->width,
	    sizeof *k->columns);
	for (size_t i = 0; i < k->width; i++) {
		k->columns[i] = row->fields[i].name;
		if (i > 0)
			text_char(k->out, ',');
		csv_put(k->out, slice_of(k->columns[i]), ',');
	}
	text_char(k->out, '\n');
}

static bool
push_csv(struct usage_stage *s, struct usage_row *row)
{
	struct sink	*k = s->own;

	if (k->rows++ == 0)
		put_header(k, row);
	for (size_t i = 0; i < k->width; i++) {
		if (i > 0)
			text_char(k->out, ',');
		put_cell(k, usage_row_get(row, k->columns[i]));
	}
	text_char(k->out, '\n');
	return !k->out->full;
}

bool
usage_ask_rows(struct request *r, struct usage_run *run,
    const struct usage_value *pipeline, bool csv)
{
	struct sink	k = { .out = &r->out };

	k.stage = (struct usage_stage){ .push = csv ? push_csv : push_json,
	    .run = run, .own = &k };
	if (usage_pipe_run(run, pipeline, &k.stage))
		return true;
	usage_answer_failed(r, run);
	return false;
}

static bool
wants_csv(const struct usage_value *body)
{
	const struct usage_value	*v;

	v = usage_row_named(body->object, "response");
	if (v == NULL || v->kind != USAGE_OBJECT)
		return false;
	v = usage_row_named(v->object, "mimeType");
	return v != NULL && v->kind == USAGE_TEXT &&
	    slice_is(v->text, "text/csv");
}

/* Events are there up to now: the sandbox has no delay. */
static void
put_details(struct request *r, const struct usage_run *run)
{
	const char	*details = request_param(r, "details");

	if (details != NULL && strcmp(details, "true") == 0)
		text_printf(&r->out, ",\"details\":{\"validThrough\":"
		    "{\"%d\":%lld}}", USAGE_APP, (long long)run->now);
}

static void
put_results(struct request *r, struct usage_run *run,
    const struct usage_value *pipeline)
{
	text_string(&r->out, "{\"results\":[");
	if (!usage_ask_rows(r, run, pipeline, false))
		return;
	text_char(&r->out, ']');
	if (run->start >= 0 && switches_on(r->sandbox,
	    SWITCH_PENDO_START_TIME))
		text_printf(&r->out, ",\"startTime\":%lld",
		    (long long)run->start);
	put_details(r, run);
	text_char(&r->out, '}');
}

static void
aggregate_body(struct request *r, struct usage_run *run)
{
	const struct usage_value	*request, *pipeline = NULL;
	struct usage_value		 body;

	if (!usage_answer_body(r, run, &body))
		return;
	request = body.kind != USAGE_OBJECT ? NULL :
	    usage_row_named(body.object, "request");
	if (request != NULL && request->kind == USAGE_OBJECT)
		pipeline = usage_row_named(request->object, "pipeline");
	if (pipeline == NULL || pipeline->kind != USAGE_LIST) {
		usage_answer_fields(r, "pipeline", "Required");
		return;
	}
	if (!wants_csv(&body)) {
		put_results(r, run, pipeline);
		return;
	}
	r->type = "text/csv; charset=utf-8";
	usage_ask_rows(r, run, pipeline, true);
}

static void
aggregate(struct request *r)
{
	struct usage_run	*run;

	if (switches_on(r->sandbox, SWITCH_PENDO_AGGREGATION_NEEDS_WRITE) &&
	    !usage_answer_writes(r)) {
		usage_answer_refuse(r, 403, "The integration key does not "
		    "allow write access");
		return;
	}
	run = usage_run_new(r->sandbox->usage);
	aggregate_body(r, run);
	usage_run_free(run);
}

const struct usage_route usage_ask_routes[] = {
	{ "GET", "token/verify", false, verify },
	{ "POST", "aggregation", false, aggregate },
	{ 0 }
};
