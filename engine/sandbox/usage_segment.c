/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "usage_json.h"
#include "usage_thing.h"

/*
 * Segments of visitors by their ids. An upload is done when it is asked for
 * the second time: the first status is pending.
 */

#define OPS_MAX 10
#define PATCH_MAX 1000
#define VISITORS_MAX 10000000

/* The list `visitors` of a body or document; NULL: it has none. */
static struct usage_value *
visitors_of(struct usage_run *run, const struct usage_value *v)
{
	const struct usage_value	*list;

	list = v->kind != USAGE_OBJECT ? NULL : usage_row_get(v->object,
	    usage_name(run, SLICE("visitors")));
	return list == NULL || list->kind != USAGE_LIST ? NULL :
	    (struct usage_value *)(uintptr_t)list;
}

static bool
find(struct request *r, struct usage_run *run, struct usage_value *doc)
{
	if (usage_thing_get(run, "segment", slice_of(r->part[3]), doc) &&
	    visitors_of(run, doc) != NULL)
		return true;
	usage_answer_refuse(r, 404, "There is no segment '%s'", r->part[3]);
	return false;
}

static void
set(struct usage_run *run, struct usage_value *doc, const char *name,
    struct usage_value v)
{
	usage_row_set(doc->object, usage_name(run, slice_of(name)), v,
	    run->arena);
}

/* {"name":…,"visitors":[…]} becomes the segment of that id. */
static bool
take_body(struct request *r, struct usage_run *run, const char *id,
    struct usage_value *doc)
{
	const struct usage_value	*name, *list;

	if (!usage_answer_body(r, run, doc))
		return false;
	list = visitors_of(run, doc);
	name = doc->kind != USAGE_OBJECT ? NULL : usage_row_named(doc->object,
	    "name");
	if (list == NULL || name == NULL || name->kind != USAGE_TEXT) {
		usage_answer_refuse(r, 400, "The body has no name, or no "
		    "list of visitors");
		return false;
	}
	if (list->list->count > VISITORS_MAX) {
		usage_answer_refuse(r, 413, "More than %d visitors",
		    VISITORS_MAX);
		return false;
	}
	set(run, doc, "id", usage_value_text(slice_of(id)));
	set(run, doc, "asked", usage_value_number(0));
	usage_thing_put(run, "segment", slice_of(id), doc);
	return true;
}

static void
upload(struct request *r)
{
	struct usage_run	*run = usage_run_new(r->sandbox->usage);
	struct usage		*u = r->sandbox->usage;
	struct usage_value	 doc;
	const char		*id;

	do {
		id = arena_printf(run->arena, "segment%llu",
		    (unsigned long long)++u->made);
	} while (usage_thing_get(run, "segment", slice_of(id), &doc));
	if (take_body(r, run, id, &doc))
		text_printf(&r->out, "{\"segmentId\":\"%s\"}", id);
	usage_run_free(run);
}

static void
overwrite(struct request *r)
{
	struct usage_run	*run = usage_run_new(r->sandbox->usage);
	struct usage_value	 doc;

	if (find(r, run, &doc) && take_body(r, run, r->part[3], &doc)) {
		text_string(&r->out, "{\"segmentId\":");
		json_put_string(&r->out, slice_of(r->part[3]));
		text_char(&r->out, '}');
	}
	usage_run_free(run);
}

static void
show_status(struct request *r)
{
	struct usage_run	*run = usage_run_new(r->sandbox->usage);
	const struct usage_value *asked;
	struct usage_value	 doc;

	if (find(r, run, &doc)) {
		asked = usage_row_named(doc.object, "asked");
		text_printf(&r->out, "{\"command\":\"%s\",\"totalTagged\":"
		    "%zu}", asked != NULL && asked->number == 0 ? "pending" :
		    "finish", visitors_of(run, &doc)->list->count);
		set(run, &doc, "asked", usage_value_number(1));
		usage_thing_put(run, "segment", slice_of(r->part[3]), &doc);
	}
	usage_run_free(run);
}

static void
show_doc(struct request *r, struct usage_run *run, struct usage_value *doc)
{
	usage_row_drop(doc->object, usage_name(run, SLICE("visitors")));
	usage_row_drop(doc->object, usage_name(run, SLICE("asked")));
	usage_json_put(&r->out, *doc);
}

static void
show_one(struct request *r)
{
	struct usage_run	*run = usage_run_new(r->sandbox->usage);
	struct usage_value	 doc;

	if (find(r, run, &doc))
		show_doc(r, run, &doc);
	usage_run_free(run);
}

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

	(void)doc;
	if (!usage_thing_get(l->run, "segment", id, &v))
		return true;
	text_char(&l->r->out, l->count++ == 0 ? '[' : ',');
	show_doc(l->r, l->run, &v);
	return true;
}

static void
show_all(struct request *r)
{
	struct list	l = { .r = r };

	l.run = usage_run_new(r->sandbox->usage);
	usage_data_objects(r->sandbox->usage, "segment", list_one, &l);
	text_string(&r->out, l.count == 0 ? "[]" : "]");
	usage_run_free(l.run);
}

static void
drop(struct request *r)
{
	if (!usage_data_drop(r->sandbox->usage, "segment",
	    slice_of(r->part[3])))
		usage_answer_refuse(r, 404, "There is no segment '%s'",
		    r->part[3]);
}

/* Adds the visitor at the end, or takes him out wherever he is. */
static void
change(struct usage_run *run, struct usage_value *list, struct usage_value id,
    bool add)
{
	struct usage_list	*l = list->list;

	for (size_t i = 0; i < l->count; i++)
		if (usage_value_equal(l->items[i], id)) {
			if (add)
				return;
			l->count--;
			memmove(l->items + i, l->items + i + 1,
			    (l->count - i) * sizeof *l->items);
			return;
		}
	if (add)
		usage_value_append(list, id, run->arena);
}

static void
change_one(struct request *r)
{
	struct usage_run	*run = usage_run_new(r->sandbox->usage);
	struct usage_value	 doc;

	if (find(r, run, &doc)) {
		change(run, visitors_of(run, &doc), usage_value_text(
		    usage_thing_id(r, r->part[5])),
		    strcmp(r->method, "PUT") == 0);
		usage_thing_put(run, "segment", slice_of(r->part[3]), &doc);
	}
	usage_run_free(run);
}

/* {"op":"add","path":"/visitors","value":[…]}; NULL: it is none. */
static const struct usage_list *
values_of(const struct usage_value *op, bool *add)
{
	const struct usage_value	*what, *path, *value;

	if (op->kind != USAGE_OBJECT)
		return NULL;
	what = usage_row_named(op->object, "op");
	path = usage_row_named(op->object, "path");
	value = usage_row_named(op->object, "value");
	if (what == NULL || what->kind != USAGE_TEXT || path == NULL ||
	    path->kind != USAGE_TEXT || !slice_is(path->text, "/visitors") ||
	    value == NULL || value->kind != USAGE_LIST)
		return NULL;
	*add = slice_is(what->text, "add");
	return *add || slice_is(what->text, "remove") ? value->list : NULL;
}

/* All operations have their form; 400 or 413 is answered. */
static bool
check_patch(struct request *r, const struct usage_value *patch)
{
	size_t	total = 0;
	bool	add;

	if (patch == NULL || patch->kind != USAGE_LIST) {
		usage_answer_refuse(r, 400, "The body has no list 'patch'");
		return false;
	}
	for (size_t i = 0; i < patch->list->count; i++) {
		const struct usage_list	*l = values_of(
					    &patch->list->items[i], &add);

		if (l == NULL) {
			usage_answer_refuse(r, 400, "Operation %zu is no add "
			    "or remove of /visitors", i + 1);
			return false;
		}
		total += l->count;
	}
	if (patch->list->count <= OPS_MAX && total <= PATCH_MAX)
		return true;
	usage_answer_refuse(r, 413, "More than %d operations or %d visitors",
	    OPS_MAX, PATCH_MAX);
	return false;
}

static void
apply_patch(struct request *r, struct usage_run *run, struct usage_value *doc,
    const struct usage_list *ops)
{
	struct usage_value	*list = visitors_of(run, doc);
	bool			 add = false;

	text_string(&r->out, "{\"multistatus\":[");
	for (size_t i = 0; i < ops->count; i++) {
		const struct usage_list	*ids = values_of(&ops->items[i], &add);

		for (size_t k = 0; k < ids->count; k++)
			change(run, list, ids->items[k], add);
		text_printf(&r->out, "%s{\"status\":200,\"message\":"
		    "\"success\",\"operation\":\"%s\"}", i > 0 ? "," : "",
		    add ? "add" : "remove");
	}
	text_string(&r->out, "]}");
	usage_thing_put(run, "segment", slice_of(r->part[3]), doc);
}

static void
patch_some(struct request *r)
{
	struct usage_run		*run;
	const struct usage_value	*patch;
	struct usage_value		 doc, body;

	run = usage_run_new(r->sandbox->usage);
	if (find(r, run, &doc) && usage_answer_body(r, run, &body)) {
		patch = body.kind != USAGE_OBJECT ? NULL :
		    usage_row_named(body.object, "patch");
		if (check_patch(r, patch))
			apply_patch(r, run, &doc, patch->list);
	}
	usage_run_free(run);
}

const struct usage_route usage_segment_routes[] = {
	{ "GET", "segment", false, show_all },
	{ "POST", "segment/upload", true, upload },
	{ "GET", "segment/" "*", false, show_one },
	{ "PUT", "segment/" "*", true, overwrite },
	{ "DELETE", "segment/" "*", true, drop },
	{ "GET", "segment/" "*" "/status", false, show_status },
	{ "PATCH", "segment/" "*" "/visitor", true, patch_some },
	{ "PUT", "segment/" "*" "/visitor/" "*", true, change_one },
	{ "DELETE", "segment/" "*" "/visitor/" "*", true, change_one },
	{ 0 }
};
