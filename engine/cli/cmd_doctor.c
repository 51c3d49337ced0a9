/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/doctor.h"
#include "precept/json.h"

/* precept doctor: is everything there that the rules need? */

static const struct { const char *word; char op; } levels[] = {
	[DOCTOR_GOOD] = { "ok", CHANGE_CREATE },
	[DOCTOR_WARN] = { "warn", CHANGE_UPDATE },
	[DOCTOR_BAD] = { "error", CHANGE_REJECT },
};

static void
show_check(const struct args *a, const struct doctor_check *c, int width,
    struct text *out)
{
	const char	*word = levels[c->level].word;

	text_printf(out, "  %s%s%s%*s %-*s  %s\n", screen_colour(a,
	    levels[c->level].op), word, screen_plain(a),
	    5 - (int)strlen(word), "", width, c->what, c->said);
}

/* One column for what was looked at, over all. */
static int
width_of(const struct doctor *d)
{
	size_t	width = 0;

	for (const struct doctor_check *c = d->first; c != NULL; c = c->next)
		if (strlen(c->what) > width)
			width = strlen(c->what);
	return width > 40 ? 40 : (int)width;
}

static void
put_count(size_t n, const char *what, struct text *out)
{
	text_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void
show_sum(const struct doctor *d, struct text *out)
{
	size_t	bad = d->counts[DOCTOR_BAD], warn = d->counts[DOCTOR_WARN];

	if (bad + warn == 0)
		text_string(out, "all is well");
	if (bad > 0)
		put_count(bad, "error", out);
	if (bad > 0 && warn > 0)
		text_string(out, ", ");
	if (warn > 0)
		put_count(warn, "warning", out);
	text_char(out, '\n');
}

static void
show(const struct args *a, const struct doctor *d, struct text *out)
{
	const struct doctor_check	*c, *shown = NULL;
	int				 width = width_of(d);

	for (c = d->first; c != NULL; c = c->next) {
		if (a->quiet && c->level == DOCTOR_GOOD)
			continue;
		if (shown == NULL || c->of != shown->of)
			text_printf(out, "%s\n", c->of == NULL ?
			    "workspace" : c->of);
		show_check(a, c, width, out);
		shown = c;
	}
	show_sum(d, out);
}

static void
show_json(const struct doctor *d, struct text *out)
{
	text_string(out, "{\"checks\":[");
	for (const struct doctor_check *c = d->first; c != NULL;
	    c = c->next) {
		text_printf(out, "%s{\"level\":\"%s\",\"connection\":",
		    c == d->first ? "" : ",", levels[c->level].word);
		if (c->of == NULL)
			text_string(out, "null");
		else
			json_put_string(out, slice_of(c->of));
		text_string(out, ",\"what\":");
		json_put_string(out, slice_of(c->what));
		text_string(out, ",\"text\":");
		json_put_string(out, slice_of(c->said));
		text_char(out, '}');
	}
	text_printf(out, "],\"errors\":%zu,\"warnings\":%zu}\n",
	    d->counts[DOCTOR_BAD], d->counts[DOCTOR_WARN]);
}

static int
code_of(const struct doctor *d)
{
	if (d->counts[DOCTOR_BAD] == 0)
		return EXIT_DONE;
	return d->unreached ? EXIT_UNREACHED : EXIT_ERROR;
}

static int
run(struct args *a)
{
	struct workspace	w;
	struct doctor		d = { 0 };
	struct text		out;
	struct err		err = { 0 };

	if (!workspace_open(&w, a->dir, NULL, 0, WORKSPACE_READ, &err)) {
		workspace_close(&w);
		return screen_error(&err);
	}
	d.arena = w.arena;
	if (!doctor_run(&w, a->words, a->word_count, &d, &err)) {
		workspace_close(&w);
		return screen_error(&err);
	}
	text_init(&out, (size_t)1 << 24);
	if (a->json)
		show_json(&d, &out);
	else
		show(a, &d, &out);
	screen_print(&out);
	workspace_close(&w);
	return code_of(&d);
}

const struct command cmd_doctor = {
	"doctor", "[CONNECTION …]",
	"Looks whether everything is there that the rules need.",
	"The rules, the store, room on the disk; of each connection the "
	"sign-in, the\nclock, what is left of the limits, the user's rights "
	"on the objects that the\nrules use, and whether their fields are "
	"as the rules were checked with. What\nis wrong is said with what to "
	"do. Nothing is changed; a handful of calls are\nmade. Exits with 1 "
	"if there is an error, with 4 if a service was not reached.",
	0, run
};
