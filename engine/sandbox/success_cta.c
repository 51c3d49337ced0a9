/* SPDX-License-Identifier: MIT */
#include "success_describe.h"
#include "success_keyed.h"
#include "success_query.h"
#include "success_schema.h"
#include "success_store.h"

/* Calls to action: made, changed, closed by their status, listed. */

#define DAY INT64_C(86400000)

static const char *const	names[] = { "type", "TypeId", "reason",
				    "ReasonId", "status", "StatusId",
				    "priority", "PriorityId", NULL };

/* A status whose name begins with Closed ends it. */
static void
finish(const struct success_write *w, struct success_row *row)
{
	const struct success_field	*f = success_field(w->object,
					    SLICE("StatusId"));
	struct success_cell		*status, *owner;
	const struct success_option	*option;
	bool				 closed;

	status = success_store_at(w->object, row->cells, "StatusId");
	owner = success_store_at(w->object, row->cells, "OwnerId");
	if (w->insert && !status->set)
		*status = success_value_text(f->options[0].gsid);
	if (w->insert && !owner->set)
		*owner = success_value_text(w->r->sandbox->success->admin);
	if (!status->set || status->kind != SUCCESS_TEXT)
		return;
	option = success_schema_option(f, status->s, false);
	closed = option != NULL && strncmp(option->label, "Closed", 6) == 0;
	*success_store_at(w->object, row->cells, "IsClosed") =
	    success_value_int(closed);
	*success_store_at(w->object, row->cells, "ClosedDate") = closed ?
	    success_value_int(sandbox_now(w->r->sandbox) / 1000 / DAY * DAY) :
	    (struct success_cell){ .set = true };
}

static const struct success_keyed	ctas = { "call_to_action",
	"referenceId", false, "Gsid", false, names, finish, NULL };

static void
insert(struct request *r)
{
	success_keyed_write(r, &ctas, "requests", "record", NULL);
}

static void
update(struct request *r)
{
	success_keyed_write(r, &ctas, "requests", "record", "Gsid");
}

static void
list(struct request *r)
{
	success_query_cockpit(r, "call_to_action");
}

static const struct { const char *category, *field; } lists[] = {
	{ "CTA_TYPE", "TypeId" },	{ "CTA_REASON", "ReasonId" },
	{ "CTA_STATUS", "StatusId" },	{ "CTA_PRIORITY", "PriorityId" },
};

static void
put_list(struct request *r, const char *category, const char *field)
{
	const struct success_object	*o = success_object(
					    r->sandbox->success,
					    SLICE("call_to_action"));

	text_printf(&r->out, "%s\"%s\":",
	    r->out.ptr[r->out.len - 1] == '{' ? "" : ",", category);
	success_describe_put_options(&r->out, success_field(o,
	    slice_of(field)));
}

/* ?category=CTA_STATUS,CTA_TYPE; all when none is named. */
static void
show_lists(struct request *r)
{
	const char	*asked = request_param(r, "category");

	text_char(&r->out, '{');
	for (size_t i = 0; i < COUNT(lists); i++)
		if (asked == NULL || strstr(asked, lists[i].category) != NULL)
			put_list(r, lists[i].category, lists[i].field);
	text_char(&r->out, '}');
}

const struct success_route success_cta_routes[] = {
	{ "POST", "v2/cockpit/cta", insert },
	{ "PUT", "v2/cockpit/cta", update },
	{ "POST", "v2/cockpit/cta/list", list },
	{ "GET", "v2/cockpit/admin/picklist/lite", show_lists },
	{ 0 }
};
