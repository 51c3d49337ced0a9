/* SPDX-License-Identifier: MIT */
#include "precept/doc.h"
#include "salesforce_doctor.h"
#include "salesforce_session.h"
#include "salesforce_switch.h"

/* One org: who we are there, what is left of the day, what we may do. */

#define LIST_MAX ((size_t)32 << 20)	/* /sobjects of a large org */
#define LOW 0.1				/* of a limit: told of */

static const char *const limits[] = { "DailyApiRequests",
	"DailyBulkV2QueryJobs", "DailyBulkApiBatches", "DataStorageMB" };

static bool
see_sign_in(struct salesforce *sf, struct doctor *d)
{
	const char	*user;
	struct err	 err = { 0 };

	if (!salesforce_sign_in(sf, &err) ||
	    (user = salesforce_user(sf, &err)) == NULL) {
		doctor_fail(d, "sign-in", &err);
		return false;
	}
	if (sf->connection->username != NULL)
		user = sf->connection->username;
	doctor_say(d, DOCTOR_GOOD, "sign-in", "%s in org %s at %s, API "
	    "v%s", user, sf->org == NULL ? "?" : sf->org, sf->instance,
	    sf->connection->version);
	return true;
}

static void
see_clock(int64_t ahead, struct doctor *d)
{
	if (ahead <= SALESFORCE_CLOCK_SECONDS &&
	    ahead >= -SALESFORCE_CLOCK_SECONDS)
		doctor_say(d, DOCTOR_GOOD, "clock", "as the org's, within %d "
		    "seconds", SALESFORCE_CLOCK_SECONDS);
	else
		doctor_say(d, DOCTOR_BAD, "clock", "this machine's is %lld "
		    "seconds %s the org's: set it right, for JWT sign-in and "
		    "'today' go by it", (long long)(ahead < 0 ? -ahead :
		    ahead), ahead < 0 ? "behind" : "ahead of");
}

static const char *
remedy_of(const struct salesforce_limit *l)
{
	if (strcmp(l->name, "DataStorageMB") == 0)
		return ": Setup > Storage Usage shows what takes the room";
	return ": Setup > Company Information > API Requests shows who uses "
	    "them; wait, or buy more";
}

static void
see_limit(const struct salesforce *sf, const struct salesforce_limit *l,
    struct doctor *d)
{
	enum doctor_level	 level = DOCTOR_GOOD;
	const char		*remedy = "";
	double			 leave = sf->connection->budget.leave;

	if ((double)l->left <= (double)l->max * LOW) {
		level = l->left <= 0 ? DOCTOR_BAD : DOCTOR_WARN;
		remedy = remedy_of(l);
	} else if (strcmp(l->name, limits[0]) == 0 &&
	    (double)l->left <= (double)l->max * leave) {
		level = DOCTOR_WARN;
		remedy = ": the connection's budget leaves these to others, "
		    "so that no run begins";
	}
	doctor_say(d, level, l->name, "%lld of %lld left%s",
	    (long long)l->left, (long long)l->max, remedy);
}

static bool
see_limits(struct salesforce *sf, struct doctor *d)
{
	struct salesforce_limits	all;
	struct err			err = { 0 };

	if (!salesforce_limits(sf, d->arena, &all, &err)) {
		doctor_fail(d, "limits", &err);
		return false;
	}
	see_clock(all.ahead, d);
	for (size_t i = 0; i < COUNT(limits); i++)
		for (size_t k = 0; k < all.count; k++)
			if (strcmp(all.all[k].name, limits[i]) == 0 &&
			    all.all[k].max > 0)
				see_limit(sf, &all.all[k], d);
	return true;
}

/* What may be done with objects is in one list. */
static const struct doc *
get_objects(struct salesforce *sf, struct arena *arena, struct err *err)
{
	struct http_call	 call = { .method = "GET",
				    .url = "/sobjects",
				    .max_bytes = LIST_MAX };
	struct doc		*all = NULL;
	const struct doc	*list = NULL;

	if (salesforce_call(sf, &call, err) && doc_parse((struct slice){
	    call.answer.ptr, call.answer.len }, "/sobjects", arena, &all,
	    err) && (list = doc_get(all, "sobjects")) == NULL)
		err_set(err, ERR_REMOTE, "connection '%s': the answer to GET "
		    "/sobjects is not what it should be",
		    sf->connection->name);
	http_call_clear(&call);
	return list;
}

static const struct doc *
find_object(const struct doc *list, const char *name)
{
	const char	*has;

	for (const struct doc *o = list->child; o != NULL; o = o->next)
		if ((has = doc_text(o, "name")) != NULL &&
		    strcasecmp(has, name) == 0)
			return o;
	return NULL;
}

static const struct { unsigned need; const char *flag, *word, *tick; }
rights[] = {
	{ DOCTOR_READ, "queryable", "read", "Read" },
	{ DOCTOR_CREATE, "createable", "create", "Create" },
	{ DOCTOR_UPDATE, "updateable", "update", "Edit" },
};

static void
see_object(const struct doc *list, const struct doctor_use *use,
    struct doctor *d)
{
	const struct doc	*o = find_object(list, use->object);
	const char		*may[COUNT(rights)];
	size_t			 n = 0;

	if (o == NULL) {
		doctor_say(d, DOCTOR_BAD, use->object, "is not there, or the "
		    "user does not see it: in a permission set of his, "
		    "Object Settings > %s, tick Read", use->object);
		return;
	}
	for (size_t i = 0; i < COUNT(rights); i++) {
		if (!(use->needs & rights[i].need))
			continue;
		if (doc_flag(o, rights[i].flag))
			may[n++] = rights[i].word;
		else
			doctor_say(d, DOCTOR_BAD, use->object, "the user may "
			    "not %s it: in a permission set of his, Object "
			    "Settings > %s, tick %s", rights[i].word,
			    use->object, rights[i].tick);
	}
	if (n > 0)
		doctor_say(d, DOCTOR_GOOD, use->object, "the user may %s%s%s"
		    "%s%s it", may[0], n > 1 ? ", " : "", n > 1 ? may[1] :
		    "", n > 2 ? ", " : "", n > 2 ? may[2] : "");
}

static bool
see(struct salesforce *sf, const struct doctor_use *uses, size_t n,
    struct doctor *d)
{
	const struct doc	*list;
	struct err		 err = { 0 };

	if (!see_sign_in(sf, d) || !see_limits(sf, d))
		return false;
	if (n == 0)
		return true;
	list = get_objects(sf, d->arena, &err);
	if (list == NULL) {
		doctor_fail(d, "objects", &err);
		return false;
	}
	for (size_t i = 0; i < n; i++)
		see_object(list, &uses[i], d);
	return true;
}

/* Who asks why nothing runs is not held up by a budget. */
bool
salesforce_doctor(struct salesforce *sf, const struct doctor_use *uses,
    size_t n, struct doctor *d)
{
	bool	ok;

	salesforce_settling(sf, true);
	ok = see(sf, uses, n, d);
	salesforce_settling(sf, false);
	return ok;
}
