/* SPDX-License-Identifier: MIT */
#include "cli.h"
#include "precept/date.h"
#include "precept/json.h"

/* Counts and reports: what came of the rows of a rule. */

static void
put_count(struct text *out, unsigned long long n, const char *what, bool *first)
{
	if (n == 0)
		return;
	text_printf(out, "%s%llu %s", *first ? "" : ", ", n, what);
	*first = false;
}

void
rows_counts(const struct run_counts *n, bool dry, struct text *out)
{
	bool first = true;

	put_count(out, n->created, dry ? "to create" : "created", &first);
	put_count(out, n->updated, dry ? "to update" : "updated", &first);
	put_count(out, n->deleted, dry ? "to delete" : "deleted", &first);
	put_count(out, n->same, "the same already", &first);
	put_count(out, n->skipped, "skipped", &first);
	put_count(out, n->stale, "changed since", &first);
	put_count(out, n->rejected, "rejected", &first);
	put_count(out, n->filtered, "filtered out", &first);
	text_printf(out, "%sof %llu read", first ? "nothing, " : " ",
	    (unsigned long long)n->read);
}

void
rows_counts_json(const struct run_counts *n, struct text *out)
{
	const struct { const char *name; uint64_t count; } all[] = {
		{ "read", n->read }, { "filtered", n->filtered },
		{ "rejected", n->rejected }, { "created", n->created },
		{ "updated", n->updated }, { "same", n->same },
		{ "skipped", n->skipped }, { "deleted", n->deleted },
		{ "stale", n->stale },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		text_printf(out, "%s\"%s\":%llu", i > 0 ? "," : "{",
		    all[i].name, (unsigned long long)all[i].count);
	text_char(out, '}');
}

static void
put_actions(const struct run_report *r, bool dry, struct text *out)
{
	if (r->rule == NULL || r->rule->action_count < 2)
		return;
	for (size_t i = 0; i < r->rule->action_count; i++) {
		const struct action *a = &r->rule->actions[i];

		text_printf(out, "  %s %s%s%s: ", a->word,
		    a->kind == ACTION_LOAD ? a->connection : a->path,
		    a->kind == ACTION_LOAD ? "." : "",
		    a->kind == ACTION_LOAD ? a->object : "");
		rows_counts(&r->actions[i], dry, out);
		text_char(out, '\n');
	}
}

static bool
is_unchanged(const struct run_counts *n)
{
	return n->created + n->updated + n->deleted == 0;
}

static void
put_held(const struct run_report *r, bool dry, struct text *out)
{
	text_printf(out, "  %s: %s\n", dry ? "a run would wait for approval" :
	    "waits for approval, nothing was written", r->held);
	if (r->plan_path != NULL)
		text_printf(out, "  approve it with: precept apply %s\n",
		    r->plan_path);
}

/* Where to read why rows were not done. */
static void
put_reasons(const struct run_report *r, struct text *out)
{
	const struct run_counts *n = &r->row.counts;

	if (r->row.text != NULL && r->held == NULL)
		text_printf(out, "  %s\n", r->row.text);
	if (n->rejected + n->stale > 0)
		text_printf(out, "  the %s and their reasons: precept log "
		    "%lld\n", n->stale == 0 ? "rejected rows" :
		    "rows that were left", (long long)r->row.id);
}

/* What the services were asked for, and would be. */
static void
put_calls(const struct run_report *r, bool dry, struct text *out)
{
	for (size_t i = 0; i < r->call_count; i++) {
		const struct connect_calls *c = &r->calls[i];

		if (c->made + c->more == 0)
			continue;
		text_printf(out, "  %s: %llu call%s", c->connection,
		    (unsigned long long)c->made, c->made == 1 ? "" : "s");
		if (dry)
			text_printf(out, " to plan, about %llu more to do it",
			    (unsigned long long)c->more);
		else
			text_printf(out, ", %llu kB", (unsigned long long)
			    (c->bytes + 999) / 1000);
		if (c->day_max > 0)
			text_printf(out, "; %lld of the org's %lld of the "
			    "day are used", (long long)c->day_used,
			    (long long)c->day_max);
		text_char(out, '\n');
	}
}

static void
put_calls_json(const struct run_report *r, struct text *out)
{
	if (r->call_count == 0)
		return;
	text_string(out, ",\"calls\":[");
	for (size_t i = 0; i < r->call_count; i++) {
		const struct connect_calls *c = &r->calls[i];

		text_string(out, i > 0 ? ",{\"connection\":" :
		    "{\"connection\":");
		json_put_string(out, slice_of(c->connection));
		text_printf(out, ",\"made\":%llu,\"bytes\":%llu,"
		    "\"more\":%llu", (unsigned long long)c->made,
		    (unsigned long long)c->bytes, (unsigned long long)
		    c->more);
		if (c->day_max > 0)
			text_printf(out, ",\"day_used\":%lld,"
			    "\"day_max\":%lld", (long long)c->day_used,
			    (long long)c->day_max);
		text_char(out, '}');
	}
	text_char(out, ']');
}

void
rows_report(const struct args *a, const struct run_report *r, bool dry,
    struct text *out)
{
	const char *name = r->rule != NULL ? r->rule->name : r->row.rule;

	text_printf(out, "%s%s%s", screen_colour(a, ' '), name,
	    screen_plain(a));
	if (!dry)
		text_printf(out, " (%s %lld)", r->row.kind,
		    (long long)r->row.id);
	text_string(out, ": ");
	rows_counts(&r->row.counts, dry, out);
	text_char(out, '\n');
	put_actions(r, dry, out);
	if (!dry && is_unchanged(&r->row.counts) && r->held == NULL)
		text_string(out, "  nothing changed\n");
	if (r->by_zero > 0)
		text_printf(out, "  warning: %llu division%s by zero gave "
		    "an empty value\n", (unsigned long long)r->by_zero,
		    r->by_zero == 1 ? "" : "s");
	if (r->held != NULL)
		put_held(r, dry, out);
	if (!dry)
		put_reasons(r, out);
	put_calls(r, dry, out);
}

void
rows_report_json(const struct run_report *r, struct text *out)
{
	char day[DATE_TEXT];

	date_print(r->row.date, day);
	text_string(out, "\"rule\":");
	json_put_string(out, slice_of(r->rule != NULL ? r->rule->name :
	    r->row.rule));
	if (r->row.id != 0)
		text_printf(out, ",\"run\":%lld,\"kind\":\"%s\","
		    "\"date\":\"%s\",\"state\":\"%s\"",
		    (long long)r->row.id, r->row.kind, day,
		    run_state_name(r->row.state));
	text_string(out, ",\"counts\":");
	rows_counts_json(&r->row.counts, out);
	text_printf(out, ",\"divisions_by_zero\":%llu",
	    (unsigned long long)r->by_zero);
	if (r->row.text != NULL && r->held == NULL) {
		text_string(out, ",\"text\":");
		json_put_string(out, slice_of(r->row.text));
	}
	if (r->held != NULL) {
		text_string(out, ",\"waits\":");
		json_put_string(out, slice_of(r->held));
	}
	if (r->plan_path != NULL) {
		text_string(out, ",\"plan\":");
		json_put_string(out, slice_of(r->plan_path));
	}
	put_calls_json(r, out);
}

int
rows_exit(const struct run_report *r)
{
	if (r->row.state == RUN_WAITING)
		return EXIT_CHANGES;
	return r->row.state == RUN_PARTIAL || r->row.counts.rejected > 0 ?
	    EXIT_REJECTED : EXIT_DONE;
}
