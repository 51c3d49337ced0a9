/* SPDX-License-Identifier: MIT */
#include "cmd.h"

/* precept check: are the rules right? Nothing is fetched, nothing written. */

static void
show_rules(const struct workspace *w, struct text *out)
{
	for (size_t i = 0; i < w->rules->count; i++) {
		const struct rule *r = w->rules->rules[i];

		text_printf(out, "  %s  (%s:%d)\n", r->name, r->file,
		    r->at.line);
	}
}

static void
show_all(const struct workspace *w, const struct args *a, struct text *out)
{
	screen_findings(&w->diags, a, out);
	if (a->json)
		return;
	if (w->diags.errors > 0)
		text_printf(out, "%zu error%s, %zu warning%s in %zu rule%s\n",
		    w->diags.errors, w->diags.errors == 1 ? "" : "s",
		    w->diags.warnings, w->diags.warnings == 1 ? "" : "s",
		    w->rules->count, w->rules->count == 1 ? "" : "s");
	else if (!a->quiet) {
		text_printf(out, "%zu rule%s, no errors", w->rules->count,
		    w->rules->count == 1 ? "" : "s");
		if (w->diags.warnings > 0)
			text_printf(out, ", %zu warning%s",
			    w->diags.warnings,
			    w->diags.warnings == 1 ? "" : "s");
		text_char(out, '\n');
		show_rules(w, out);
	}
}

static int
run(struct args *a)
{
	struct workspace	w;
	struct text		out;
	struct err		err = { 0 };
	int			code;

	if (!workspace_open(&w, a->dir, a->words, a->word_count,
	    WORKSPACE_READ, &err)) {
		workspace_close(&w);
		return screen_error(&err);
	}
	text_init(&out, (size_t)1 << 26);
	show_all(&w, a, &out);
	code = w.diags.errors > 0 ? EXIT_ERROR : EXIT_DONE;
	screen_print(&out);
	workspace_close(&w);
	return code;
}

const struct command cmd_check = {
	"check", "[FILE.lua …]",
	"Proves the rules against the schemas of their connections.",
	"Every finding has a code: 'precept help CODE' tells more.\n"
	"Exits with 1 if there is an error.",
	OPTION_RULES, run
};
