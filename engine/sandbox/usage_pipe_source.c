/* SPDX-License-Identifier: MIT */
#include "usage_json.h"
#include "usage_pipe_source.h"

/* Sources: rows of SQLite, one at a time, into a pipeline. */

enum how { THINGS, PEOPLE, EVENTS, ANSWERS, EVER };

static const struct kind {
	const char		*name;
	enum how		 how;
	const char		*id;	/* PEOPLE, EVENTS: its field */
	const char		*object;	/* THINGS, PEOPLE: its kind */
	unsigned		 which;	/* enum usage_events, _answers */
} kinds[] = {
	{ "visitors", PEOPLE, "visitorId", "visitor", 0 },
	{ "accounts", PEOPLE, "accountId", "account", 0 },
	{ "pages", THINGS, NULL, "page", 0 },
	{ "features", THINGS, NULL, "feature", 0 },
	{ "trackTypes", THINGS, NULL, "trackType", 0 },
	{ "guides", THINGS, NULL, "guide", 0 },
	{ "events", EVENTS, NULL, NULL, USAGE_ALL },
	{ "pageEvents", EVENTS, "pageId", NULL, USAGE_PAGES },
	{ "featureEvents", EVENTS, "featureId", NULL, USAGE_FEATURES },
	{ "trackEvents", EVENTS, "trackTypeId", NULL, USAGE_TRACKS },
	{ "guideEvents", ANSWERS, NULL, NULL, USAGE_GUIDE_EVENTS },
	{ "pollEvents", ANSWERS, NULL, NULL, USAGE_POLL_EVENTS },
	{ "guidesSeen", ANSWERS, NULL, NULL, USAGE_GUIDES_SEEN },
	{ "pollsSeen", ANSWERS, NULL, NULL, USAGE_POLLS_SEEN },
	{ "guidesSeenEver", EVER, NULL, NULL, USAGE_GUIDES_SEEN },
	{ "pollsSeenEver", EVER, NULL, NULL, USAGE_POLLS_SEEN }
};

/* What a row of events is made with. */
struct events {
	struct usage_source	*source;
	const struct kind	*kind;
	const char		*names[10];
};

bool
usage_pipe_app_fits(const struct usage_source *s, int64_t app)
{
	if (s->all_apps)
		return true;
	if (s->apps == NULL)
		return app == USAGE_APP;
	if (s->apps->kind == USAGE_NUMBER)
		return s->apps->number == (double)app;
	for (size_t i = 0; s->apps->kind == USAGE_LIST &&
	    i < s->apps->list->count; i++)
		if (s->apps->list->items[i].kind == USAGE_NUMBER &&
		    s->apps->list->items[i].number == (double)app)
			return true;
	return false;
}

static bool
is_one_of(const struct usage_value *v, struct slice s)
{
	if (v->kind == USAGE_TEXT)
		return slice_equal(v->text, s);
	for (size_t i = 0; v->kind == USAGE_LIST && i < v->list->count; i++)
		if (v->list->items[i].kind == USAGE_TEXT &&
		    slice_equal(v->list->items[i].text, s))
			return true;
	return false;
}

bool
usage_pipe_fits(const struct usage_source *s, const char *name,
    struct slice value)
{
	for (size_t i = 0; i < s->only_count; i++)
		if (strncmp(s->only_name[i], name, strlen(name)) == 0)
			return value.ptr != NULL &&
			    is_one_of(s->only[i], value);
	return true;
}

static struct slice
thing_of(enum usage_events which, const struct usage_event *e)
{
	return which == USAGE_PAGES ? e->page : which == USAGE_FEATURES ?
	    e->feature : which == USAGE_TRACKS ? e->track :
	    SLICE("allevents");
}

static struct usage_value
number(int64_t n)
{
	return usage_value_number((double)n);
}

static bool
take_event(void *own, const struct usage_event *e)
{
	struct events			*v = own;
	struct usage_source		*s = v->source;
	struct slice			 thing = thing_of((enum usage_events)
					    v->kind->which, e);
	const struct usage_value	 values[] = {
	    usage_pipe_text(e->visitor), usage_pipe_text(e->account),
	    number(e->app), number(e->day), number(e->events),
	    number(e->minutes), number(e->first), number(e->last),
	    usage_value_text(thing) };
	struct usage_field		 fields[COUNT(values) + 8];
	struct usage_row		 row = { 0, COUNT(fields), fields };
	bool				 more;

	if (!usage_pipe_app_fits(s, e->app) || (v->kind->id != NULL &&
	    !usage_pipe_fits(s, v->kind->id, thing)))
		return true;
	for (size_t i = 0; i < COUNT(values); i++)
		fields[i] = (struct usage_field){ v->names[i], values[i] };
	row.count = COUNT(values);
	if (s->period != USAGE_DAY)
		fields[row.count++] = (struct usage_field){ v->names[9],
		    number(usage_period_start(s->run->usage->zone, s->period,
		    e->day)) };
	more = usage_pipe_push(s->to, &row);
	arena_reset(s->run->scratch);
	return more && s->run->status == 0;
}

static bool
push_events(struct usage_source *s, const struct kind *kind)
{
	static const char *const	names[] = { "visitorId", "accountId",
					    "appId", "day", "numEvents",
					    "numMinutes", "firstTime",
					    "lastTime" };
	struct events			v = { .source = s, .kind = kind };
	struct usage_run		*run = s->run;

	for (size_t i = 0; i < COUNT(names); i++)
		v.names[i] = usage_name(run, slice_of(names[i]));
	v.names[8] = usage_name(run, slice_of(kind->id == NULL ? "pageId" :
	    kind->id));
	v.names[9] = usage_name(run, s->period == USAGE_WEEK ? SLICE("week") :
	    SLICE("month"));
	usage_data_events(run->usage, (enum usage_events)kind->which,
	    (const int64_t[]){ s->from, s->to_time }, take_event, &v);
	return true;
}

struct objects {
	struct usage_source	*source;
	const char		*id, *metadata;
};

static bool
take_object(void *own, struct slice id, struct slice doc)
{
	struct objects		*o = own;
	struct usage_run	*run = o->source->run;
	struct arena		*a = run->scratch;
	struct usage_row	*row = usage_row_new(a, 2);
	struct usage_value	 v;
	const char		*why;
	bool			 more;

	if (!usage_json_read(run, a, doc, &v, &why) ||
	    v.kind != USAGE_OBJECT)
		v = usage_value_object(a, 0);
	if (o->metadata == NULL)
		row = v.object;
	usage_row_set(row, o->id, usage_value_text(id), a);
	if (o->metadata != NULL)
		usage_row_set(row, o->metadata, v, a);
	more = usage_pipe_push(o->source->to, row);
	arena_reset(a);
	return more && run->status == 0;
}

static bool
push_objects(struct usage_source *s, const struct kind *kind)
{
	struct objects	o = { .source = s };

	o.id = usage_name(s->run, slice_of(kind->id == NULL ? "id" :
	    kind->id));
	if (kind->how == PEOPLE)
		o.metadata = usage_name(s->run, SLICE("metadata"));
	usage_data_objects(s->run->usage, kind->object, take_object, &o);
	return true;
}

/* "expandAppIds("*")" is all: the sandbox has one kind of app. */
static bool
read_param(struct usage_source *s, const struct usage_field *f)
{
	static const char *const	ids[] = { "pageId", "pageIds",
					    "featureId", "featureIds",
					    "trackTypeId", "trackTypeIds",
					    "guideId", "pollId" };

	if (strcmp(f->name, "appId") == 0) {
		s->apps = &f->value;
		s->all_apps = f->value.kind == USAGE_TEXT && f->value.text.len
		    > 12 && memcmp(f->value.text.ptr, "expandAppIds", 12) ==
		    0;
		return true;
	}
	for (size_t i = 0; i < COUNT(ids); i++)
		if (strcmp(f->name, ids[i]) == 0 &&
		    s->only_count < USAGE_ONLY) {
			s->only_name[s->only_count] = f->name;
			s->only[s->only_count++] = &f->value;
			return true;
		}
	if (strcmp(f->name, "blacklist") == 0 || strcmp(f->name, "since") ==
	    0 || strcmp(f->name, "identified") == 0)
		return true;
	return usage_fail(s->run, 422, "source", "There is no parameter "
	    "'%s' of a source", f->name);
}

static bool
push_kind(struct usage_source *s, const struct kind *kind,
    const struct usage_row *source)
{
	if (kind->how == THINGS || kind->how == PEOPLE)
		return push_objects(s, kind);
	s->period = USAGE_DAY;
	s->to_time = INT64_MAX;
	if (kind->how != EVER && !usage_pipe_span(s, source))
		return false;
	if (kind->how == EVENTS)
		return push_events(s, kind);
	usage_pipe_push_answers(s, (enum usage_answers)kind->which);
	return true;
}

static const struct usage_field *
only_source(struct usage_run *run, const struct usage_value *v)
{
	const struct usage_field	*f = NULL;

	for (size_t i = 0; v->kind == USAGE_OBJECT && i < v->object->count;
	    i++) {
		if (strcmp(v->object->fields[i].name, "timeSeries") == 0)
			continue;
		if (f != NULL) {
			usage_fail(run, 422, "source", "only a single source "
			    "is allowed");
			return NULL;
		}
		f = &v->object->fields[i];
	}
	if (f == NULL)
		usage_fail(run, 422, "source", "Required");
	return f;
}

bool
usage_pipe_source(struct usage_run *run, const struct usage_value *v,
    struct usage_stage *to)
{
	struct usage_source		 s = { .run = run, .to = to };
	const struct usage_field	*f = only_source(run, v);

	if (f == NULL)
		return false;
	for (size_t i = 0; f->value.kind == USAGE_OBJECT &&
	    i < f->value.object->count; i++)
		if (!read_param(&s, &f->value.object->fields[i]))
			return false;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(f->name, kinds[i].name) == 0)
			return push_kind(&s, &kinds[i], v->object);
	return usage_fail(run, 422, "source", "There is no source '%s'",
	    f->name);
}
