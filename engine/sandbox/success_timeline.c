/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "success_keyed.h"
#include "success_store.h"

/* Activities of the timeline: logged, changed. They are read by queries. */

static const char *const	names[] = { "activityId", "Gsid", NULL };

/* The author is named by his email, and must be there. */
static const char		author[] = "{\"AuthorId\":{\"fields\":{"
				    "\"Author\":\"Email\"},\"objectName\":"
				    "\"gsuser\",\"onNoMatch\":\"ERROR\"}}";

/* An activity that says no time was now. */
static void
finish(const struct success_write *w, struct success_row *row)
{
	struct success_cell	*at = success_store_at(w->object, row->cells,
				    "ActivityDate");

	if (w->insert && !at->set)
		*at = success_value_int(sandbox_now(w->r->sandbox) / 1000);
	if (w->insert && doc_get(row->doc, "Author") == NULL)
		*success_store_at(w->object, row->cells, "AuthorId") =
		    success_value_text(w->r->sandbox->success->admin);
}

static const struct success_keyed	activities = { "activity_timeline",
	"ExternalId", true, "activityId", true, names, finish, author };

static void
insert(struct request *r)
{
	success_keyed_write(r, &activities, "records", NULL, NULL);
}

/* ?identifier=externalid, activityid or gsid */
static void
update(struct request *r)
{
	const char	*by = request_param(r, "identifier");

	if (by != NULL && strcasecmp(by, "externalid") == 0)
		success_keyed_write(r, &activities, "records", NULL,
		    "ExternalId");
	else if (by != NULL && (strcasecmp(by, "activityid") == 0 ||
	    strcasecmp(by, "gsid") == 0))
		success_keyed_write(r, &activities, "records", NULL, "Gsid");
	else
		request_error(r, 400, "GSOBJ_1002", NULL, "identifier is "
		    "none of externalid, activityid, gsid");
}

const struct success_route success_timeline_routes[] = {
	{ "POST", "v1/ant/es/activity", insert },
	{ "PUT", "v1/ant/es/activity", update },
	{ 0 }
};
