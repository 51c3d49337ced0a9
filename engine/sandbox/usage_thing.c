/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "usage_json.h"
#include "usage_thing.h"

/* Documents by their ids, and the lists of pages, features, guides. */

#define DOC_MAX ((size_t)1 << 24)

const char *
usage_thing_kind(struct request *r, const char *part)
{
	if (strcmp(part, "visitor") == 0)
		return "visitor";
	if (strcmp(part, "account") == 0)
		return "account";
	usage_answer_refuse(r, 404, "There is no kind '%s'", part);
	return NULL;
}

static int
digit_of(char c)
{
	static const char	digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789-_";
	const char		*at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

struct slice
usage_thing_id(struct request *r, const char *part)
{
	const char	*coded = request_header(r,
			    "x-pendo-base64-encoded-params");
	unsigned	 bits = 0, have = 0;
	char		*out;
	size_t		 len = 0;

	if (coded == NULL || strcmp(coded, "true") != 0 ||
	    strncmp(part, "b64_", 4) != 0)
		return slice_of(part);
	out = arena_raw(r->arena, strlen(part));
	for (part += 4; digit_of(*part) >= 0; part++) {
		bits = (bits << 6 | (unsigned)digit_of(*part)) & 0xffff;
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[len++] = (char)(bits >> have & 0xff);
		}
	}
	return (struct slice){ out, len };
}

bool
usage_thing_get(struct usage_run *run, const char *kind, struct slice id,
    struct usage_value *v)
{
	struct slice	 doc;
	const char	*why;

	if (!usage_data_get(run->usage, kind, id, run->arena, &doc))
		return false;
	if (!usage_json_read(run, run->arena, doc, v, &why) ||
	    v->kind != USAGE_OBJECT)
		*v = usage_value_object(run->arena, 0);
	return true;
}

void
usage_thing_put(struct usage_run *run, const char *kind, struct slice id,
    const struct usage_value *v)
{
	struct text	doc;

	text_init(&doc, DOC_MAX);
	usage_json_put(&doc, *v);
	usage_data_put(run->usage, kind, id, (struct slice){ doc.ptr,
	    doc.len });
	text_free(&doc);
}

const struct usage_value *
usage_thing_at(struct usage_run *run, const struct usage_value *doc,
    struct slice group, struct slice name)
{
	const struct usage_value	*v;

	v = usage_row_get(doc->object, usage_name(run, group));
	return v == NULL || v->kind != USAGE_OBJECT ? NULL :
	    usage_row_get(v->object, usage_name(run, name));
}

/* {"id":…,"metadata":{…}}; a visitor has his accounts beside it. */
static void
show_one(struct request *r)
{
	const char			*kind = r->part[2];
	struct slice			 id = usage_thing_id(r, r->part[3]);
	struct usage_run		*run;
	const struct usage_value	*accounts;
	struct usage_value		 doc;

	run = usage_run_new(r->sandbox->usage);
	if (!usage_thing_get(run, kind, id, &doc)) {
		usage_answer_refuse(r, 404, "There is no %s '%.*s'", kind,
		    (int)id.len, id.ptr);
	} else {
		text_string(&r->out, "{\"id\":");
		json_put_string(&r->out, id);
		accounts = usage_thing_at(run, &doc, SLICE("auto"),
		    SLICE("accountids"));
		if (accounts != NULL) {
			text_string(&r->out, ",\"accountIds\":");
			usage_json_put(&r->out, *accounts);
		}
		text_string(&r->out, ",\"metadata\":");
		usage_json_put(&r->out, doc);
		text_char(&r->out, '}');
	}
	usage_run_free(run);
}

struct list {
	struct request		*r;
	struct usage_run	*run;
	const char		*label;		/* "Feature" */
	const char		*ids;		/* ?id=a,b; or NULL */
	size_t			 count;
};

static bool
is_wanted(const char *ids, struct slice id)
{
	while (ids != NULL) {
		size_t	len = strcspn(ids, ",");

		if (slice_equal((struct slice){ ids, len }, id))
			return true;
		if (ids[len] == '\0')
			return false;
		ids += len + 1;
	}
	return true;
}

static void
set_missing(struct list *l, struct usage_row *row, const char *name,
    struct usage_value v)
{
	const char	*known = usage_name(l->run, slice_of(name));

	if (usage_row_get(row, known) == NULL)
		usage_row_set(row, known, v, l->run->scratch);
}

static bool
list_one(void *own, struct slice id, struct slice doc)
{
	struct list		*l = own;
	struct usage_value	 v;
	const char		*why;

	if (!is_wanted(l->ids, id))
		return true;
	if (!usage_json_read(l->run, l->run->scratch, doc, &v, &why) ||
	    v.kind != USAGE_OBJECT)
		v = usage_value_object(l->run->scratch, 4);
	set_missing(l, v.object, "id", usage_value_text(id));
	set_missing(l, v.object, "kind", usage_value_text(
	    slice_of(l->label)));
	set_missing(l, v.object, "appId", usage_value_number(USAGE_APP));
	text_char(&l->r->out, l->count++ == 0 ? '[' : ',');
	usage_json_put(&l->r->out, v);
	arena_reset(l->run->scratch);
	return true;
}

static void
show_list(struct request *r, const char *kind, const char *label)
{
	struct list	l = { .r = r, .label = label,
			    .ids = request_param(r, "id") };

	l.run = usage_run_new(r->sandbox->usage);
	usage_data_objects(r->sandbox->usage, kind, list_one, &l);
	text_string(&r->out, l.count == 0 ? "[]" : "]");
	usage_run_free(l.run);
}

static void
show_pages(struct request *r)
{
	show_list(r, "page", "Page");
}

static void
show_features(struct request *r)
{
	show_list(r, "feature", "Feature");
}

static void
show_track_types(struct request *r)
{
	show_list(r, "trackType", "TrackType");
}

static void
show_guides(struct request *r)
{
	show_list(r, "guide", "Guide");
}

const struct usage_route usage_thing_routes[] = {
	{ "GET", "account/" "*", false, show_one },
	{ "GET", "visitor/" "*", false, show_one },
	{ "GET", "page", false, show_pages },
	{ "GET", "feature", false, show_features },
	{ "GET", "tracktype", false, show_track_types },
	{ "GET", "guide", false, show_guides },
	{ 0 }
};
