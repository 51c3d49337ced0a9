/* SPDX-License-Identifier: MIT */
#include "precept/csv.h"
#include "precept/json.h"
#include "switches.h"
#include "usage_ask.h"
#include "usage_json.h"
#include "usage_thing.h"

/*
 * Reports: documents with a pipeline in `aggregation`, whose rows are shown
 * by the columns of `definition`. Some are always there, others are loaded.
 */

#define COLUMN(name, label) \
	"{\"columnName\":\"" name "\",\"columnLabel\":\"" label "\"}"
#define USAGE_OF(id) \
	"{\"group\":{\"group\":[\"" id "\"],\"fields\":{" \
	"\"numVisitors\":{\"count\":\"visitorId\"}," \
	"\"timeOnSite\":{\"sum\":\"numMinutes\"}," \
	"\"daysActive\":{\"count\":\"day\"}," \
	"\"numEvents\":{\"sum\":\"numEvents\"}," \
	"\"lastVisit\":{\"max\":\"lastTime\"}}}},{\"sort\":[\"" id "\"]}"
#define EVENTS(days) \
	"{\"source\":{\"events\":{\"appId\":\"expandAppIds(\\\"*\\\")\"}," \
	"\"timeSeries\":{\"period\":\"dayRange\",\"first\":\"now()\"," \
	"\"count\":-" days "}}},{\"identified\":\"visitorId\"}," \
	"{\"filter\":\"!isEmpty(accountId)\"},"
#define REPORT(name, level, days, id, label, columns) \
	"{\"name\":\"" name "\",\"kind\":\"Report\",\"type\":\"" level \
	" List\",\"shared\":true,\"level\":\"" level "\",\"definition\":{" \
	"\"generator\":\"" level "List\",\"kind\":\"Report\"," \
	"\"timeSeries\":{\"type\":\"Last " days " Days\"},\"config\":{" \
	"\"segmentId\":\"everyone\",\"columns\":[" COLUMN(id, label) columns \
	"]}},\"aggregation\":{\"pipeline\":[" EVENTS(days) USAGE_OF(id) "]}}"
#define COUNTS \
	"," COLUMN("timeOnSite", "Time on Site") \
	"," COLUMN("daysActive", "Number of Days Active") \
	"," COLUMN("numEvents", "Number of Events") \
	"," COLUMN("lastVisit", "Last Visit")
#define VISITORS "," COLUMN("numVisitors", "Number of Visitors")

static const struct { const char *id, *doc; } built_in[] = {
	{ "account-7d", REPORT("Accounts, last 7 days", "account", "7",
	    "accountId", "Account ID", VISITORS COUNTS) },
	{ "account-30d", REPORT("Accounts, last 30 days", "account", "30",
	    "accountId", "Account ID", VISITORS COUNTS) },
	{ "visitor-30d", REPORT("Visitors, last 30 days", "visitor", "30",
	    "visitorId", "Visitor ID", COUNTS) }
};

struct list {
	struct request		*r;
	struct usage_run	*run;
	size_t			 count;
};

static bool
list_one(void *own, struct slice id, struct slice doc)
{
	struct list		*l = own;
	struct usage_value	 v;
	const char		*why;

	if (!usage_json_read(l->run, l->run->arena, doc, &v, &why) ||
	    v.kind != USAGE_OBJECT)
		return true;
	usage_row_set(v.object, usage_name(l->run, SLICE("id")),
	    usage_value_text(id), l->run->arena);
	text_char(&l->r->out, l->count++ == 0 ? '[' : ',');
	usage_json_put(&l->r->out, v);
	return true;
}

static void
show_reports(struct request *r)
{
	struct list	l = { .r = r };

	l.run = usage_run_new(r->sandbox->usage);
	for (size_t i = 0; i < COUNT(built_in); i++)
		list_one(&l, slice_of(built_in[i].id),
		    slice_of(built_in[i].doc));
	usage_data_objects(r->sandbox->usage, "report", list_one, &l);
	text_char(&r->out, ']');
	usage_run_free(l.run);
}

static bool
find(struct usage_run *run, struct slice id, struct usage_value *doc)
{
	const char	*why;

	for (size_t i = 0; i < COUNT(built_in); i++)
		if (slice_is(id, built_in[i].id))
			return usage_json_read(run, run->arena,
			    slice_of(built_in[i].doc), doc, &why);
	return usage_thing_get(run, "report", id, doc);
}

/* definition.config.columns; NULL: the rows are shown as they come. */
static const struct usage_list *
columns_of(struct usage_run *run, const struct usage_value *doc)
{
	const struct usage_value	*v;

	v = usage_thing_at(run, doc, SLICE("definition"), SLICE("config"));
	v = v == NULL || v->kind != USAGE_OBJECT ? NULL :
	    usage_row_named(v->object, "columns");
	return v == NULL || v->kind != USAGE_LIST ? NULL : v->list;
}

/* Which name a column has; the other member is where its value is. */
static struct slice
name_of(struct usage_run *run, const struct usage_value *column, bool shown)
{
	const char			*member = "columnName";
	const struct usage_value	*v;

	if (shown && switches_on(run->usage->sandbox,
	    SWITCH_PENDO_REPORT_LABELS))
		member = "columnLabel";
	v = column->kind != USAGE_OBJECT ? NULL :
	    usage_row_named(column->object, member);
	return v == NULL || v->kind != USAGE_TEXT ? SLICE("") : v->text;
}

/* The report's own steps, and one that shows its columns. */
static bool
pipeline_of(struct usage_run *run, const struct usage_value *doc,
    struct usage_value *pipeline)
{
	const struct usage_list		*columns = columns_of(run, doc);
	const struct usage_value	*steps;
	struct usage_value		 outs, step;
	struct arena			*a = run->arena;

	steps = usage_thing_at(run, doc, SLICE("aggregation"),
	    SLICE("pipeline"));
	if (steps == NULL || steps->kind != USAGE_LIST)
		return false;
	*pipeline = usage_value_list(a, steps->list->count + 1);
	for (size_t i = 0; i < steps->list->count; i++)
		usage_value_append(pipeline, steps->list->items[i], a);
	if (columns == NULL)
		return true;
	outs = usage_value_object(a, columns->count);
	for (size_t i = 0; i < columns->count; i++)
		usage_row_set(outs.object, usage_name(run, name_of(run,
		    &columns->items[i], true)), usage_value_text(name_of(run,
		    &columns->items[i], false)), a);
	step = usage_value_object(a, 1);
	usage_row_set(step.object, usage_name(run, SLICE("select")), outs, a);
	usage_value_append(pipeline, step, a);
	return true;
}

/* Nothing came: the header is there nevertheless. */
static void
put_header(struct request *r, struct usage_run *run,
    const struct usage_value *doc)
{
	const struct usage_list	*columns = columns_of(run, doc);

	for (size_t i = 0; columns != NULL && i < columns->count; i++) {
		if (i > 0)
			text_char(&r->out, ',');
		csv_put(&r->out, name_of(run, &columns->items[i], true), ',');
	}
	text_char(&r->out, '\n');
}

static void
show_results(struct request *r, bool csv)
{
	struct usage_run	*run = usage_run_new(r->sandbox->usage);
	struct usage_value	 doc, pipeline;

	if (!find(run, slice_of(r->part[3]), &doc) ||
	    !pipeline_of(run, &doc, &pipeline)) {
		usage_answer_refuse(r, 404, "There is no report '%s' that "
		    "has results", r->part[3]);
	} else if (csv) {
		r->type = "text/csv; charset=utf-8";
		if (usage_ask_rows(r, run, &pipeline, true) &&
		    r->out.len == 0)
			put_header(r, run, &doc);
	} else {
		text_char(&r->out, '[');
		if (usage_ask_rows(r, run, &pipeline, false))
			text_char(&r->out, ']');
	}
	usage_run_free(run);
}

static void
show_json(struct request *r)
{
	show_results(r, false);
}

static void
show_csv(struct request *r)
{
	show_results(r, true);
}

const struct usage_route usage_report_routes[] = {
	{ "GET", "report", false, show_reports },
	{ "GET", "report/" "*" "/results.json", false, show_json },
	{ "GET", "report/" "*" "/results.csv", false, show_csv },
	{ 0 }
};
