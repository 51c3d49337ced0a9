/* SPDX-License-Identifier: MIT */
#include <sys/statvfs.h>

#include "doctor_use.h"
#include "precept/connection.h"
#include "precept/doctor.h"
#include "precept/journal.h"
#include "precept/pull.h"
#include "salesforce_doctor.h"

/* The workspace first, then one connection after the other. */

#define ROOM_LOW ((uint64_t)500 << 20)	/* bytes; runs keep what they do */

static void
see_rules(const struct workspace *w, struct doctor *d)
{
	const struct diag	*e = w->diags.first;

	while (e != NULL && e->level != DIAG_ERROR)
		e = e->next;
	if (e == NULL)
		doctor_say(d, DOCTOR_GOOD, "rules", "%zu, no errors",
		    w->rules->count);
	else
		doctor_say(d, DOCTOR_BAD, "rules", "%zu error%s, %s first, "
		    "%s:%d: 'precept check' tells more", w->diags.errors,
		    w->diags.errors == 1 ? "" : "s", e->code,
		    e->at.file == NULL ? "" : e->at.file, e->at.line);
}

static void
see_store(const struct workspace *w, struct doctor *d)
{
	struct run_row	*open;
	size_t		 n;
	struct err	 err = { 0 };

	if (w->store == NULL)
		doctor_say(d, DOCTOR_GOOD, WORKSPACE_STORE, "not there yet: "
		    "the first run makes it");
	else if (!journal_open_runs(w->store, d->arena, &open, &n, &err))
		doctor_fail(d, WORKSPACE_STORE, &err);
	else if (n > 0)
		doctor_say(d, DOCTOR_WARN, WORKSPACE_STORE, "run %lld was "
		    "cut off: the next run takes it up",
		    (long long)open[0].id);
	else
		doctor_say(d, DOCTOR_GOOD, WORKSPACE_STORE, "sound, no run "
		    "is open");
}

static void
see_room(const struct workspace *w, struct doctor *d)
{
	struct statvfs	s;
	uint64_t	room;

	if (statvfs(w->dir, &s) != 0)
		return;
	room = (uint64_t)s.f_bavail * s.f_frsize;
	if (room < ROOM_LOW)
		doctor_say(d, DOCTOR_WARN, "disk", "%llu MB are free: what a "
		    "run does is written down first, and stops when there is "
		    "no room", (unsigned long long)(room >> 20));
	else
		doctor_say(d, DOCTOR_GOOD, "disk", "%llu MB are free",
		    (unsigned long long)(room >> 20));
}

static void
see_findings(const struct diags *found, struct doctor *d)
{
	for (const struct diag *e = found->first; e != NULL; e = e->next)
		if (e->level == DIAG_ERROR)
			doctor_say(d, DOCTOR_BAD, "fields", "%s:%d: %s (%s)",
			    e->at.file == NULL ? "" : e->at.file,
			    e->at.line, e->text, e->code);
}

static void
see_changes(const struct pull *list, size_t n, struct doctor *d)
{
	const char	*changed = NULL;
	size_t		 count = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].count > 0) {
			changed = list[i].object;
			count++;
		}
	if (count > 0)
		doctor_say(d, DOCTOR_WARN, "schema", "%zu of %zu object%s "
		    "changed, %s first: 'precept schema pull' takes that "
		    "over", count, n, n == 1 ? " has" : "s have", changed);
	else
		doctor_say(d, DOCTOR_GOOD, "schema", "%zu object%s, as the "
		    "rules were checked with", n, n == 1 ? "" : "s");
}

/* Are the fields as the rules were checked with, and may they be written? */
static void
see_schema(struct workspace *w, const char *connection,
    const struct doctor_use *uses, size_t n, struct doctor *d)
{
	char		**words = arena_array(d->arena, n + 1, sizeof *words);
	struct pull	 *list;
	struct diags	  found = { 0 };
	size_t		  count;
	struct err	  err = { 0 };

	for (size_t i = 0; i < n; i++)
		words[i] = arena_printf(d->arena, "%s.%s", connection,
		    uses[i].object);
	if (!pull_fetch(w, words, n, &list, &count, &err) ||
	    !pull_check(w, list, count, &found, &err)) {
		doctor_fail(d, "schema", &err);
		return;
	}
	see_changes(list, count, d);
	if (w->diags.errors == 0)
		see_findings(&found, d);
}

/* Of a service that is not Salesforce. */
static void
see_other(struct workspace *w, const char *name,
    const struct doctor_use *uses, size_t n, struct doctor *d)
{
	struct err	err = { 0 };

	if (!connect_verify(&w->connect, name, &err)) {
		doctor_fail(d, "sign-in", &err);
		return;
	}
	doctor_say(d, DOCTOR_GOOD, "sign-in", "the service takes the key");
	if (n > 0)
		see_schema(w, name, uses, n, d);
}

/* The workspace's own sandbox is started only if a rule is for it. */
static void
see_connection(struct workspace *w, const char *name, struct doctor *d)
{
	bool			 own = connect_is_own(&w->connect, name);
	const struct doctor_use	*uses;
	struct salesforce	*sf;
	struct err		 err = { 0 };
	size_t			 n = doctor_use(w, name, d->arena, &uses);

	if (own && n == 0)
		return;
	d->of = name;
	sf = connect_salesforce(&w->connect, name, &err);
	if (!connect_is_salesforce(&w->connect, name))
		see_other(w, name, uses, n, d);
	else if (sf == NULL)
		doctor_fail(d, "sign-in", &err);
	else if (salesforce_doctor(sf, uses, n, d) && n > 0 && !own) {
		salesforce_settling(sf, true);
		see_schema(w, name, uses, n, d);
		salesforce_settling(sf, false);
	}
	d->of = NULL;
}

static bool
is_wanted(char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return n == 0;
}

static bool
check_names(const struct workspace *w, char *const *names, size_t n,
    struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (!connect_is_remote(&w->connect, names[i]))
			return err_set(err, ERR_RULE, "there is no "
			    "connection '%s': declare it in a rule file",
			    names[i]);
	return true;
}

bool
doctor_run(struct workspace *w, char *const *names, size_t n,
    struct doctor *d, struct err *err)
{
	const struct connection	*c = w->connect.connections;

	if (!check_names(w, names, n, err))
		return false;
	see_rules(w, d);
	see_store(w, d);
	see_room(w, d);
	if (connect_is_own(&w->connect, "salesforce") &&
	    is_wanted(names, n, "salesforce"))
		see_connection(w, "salesforce", d);
	for (; c != NULL; c = c->next)
		if (is_wanted(names, n, c->name))
			see_connection(w, c->name, d);
	return true;
}
