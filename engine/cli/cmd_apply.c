/* SPDX-License-Identifier: MIT */
#include "cmd.h"

/* precept apply, retry, undo: one run each, told the same way. */

static int
show(struct args *a, const struct run_report *r)
{
	struct text out;

	text_init(&out, (size_t)1 << 20);
	if (a->json) {
		text_char(&out, '{');
		rows_report_json(r, &out);
		text_string(&out, "}\n");
	} else {
		rows_report(a, r, false, &out);
	}
	screen_print(&out);
	return rows_exit(r);
}

static bool
one_word(const struct args *a, const char *command, const char *what)
{
	if (a->word_count == 1)
		return true;
	screen_note("%s takes %s: see 'precept %s --help'", command, what,
	    command);
	return false;
}

static int
apply(struct args *a)
{
	struct run_progress	 progress = screen_progress(a);
	struct workspace	 w;
	struct run_report	 r;
	struct err		 err = { 0 };
	char			*path = a->words[0];
	int			 code;

	if (!one_word(a, "apply", "the plan to apply"))
		return EXIT_ERROR;
	a->word_count = 0;
	if (!open_workspace(&w, a, WORKSPACE_WRITE, &code))
		return code;
	code = apply_plan(&w, path, &progress, w.arena, &r, &err) ?
	    show(a, &r) : screen_error(&err);
	workspace_close(&w);
	return code;
}

/* retry and undo: a run's number, one function, one report. */
static int
do_again(struct args *a, bool back)
{
	struct run_progress	progress = screen_progress(a);
	struct workspace	w;
	struct run_report	r;
	struct err		err = { 0 };
	int64_t			run;
	int			code;
	bool			ok;

	if (!one_word(a, back ? "undo" : "retry", "the number of a run") ||
	    !args_run(a->words[0], &run))
		return EXIT_ERROR;
	a->word_count = 0;
	if (!(back ? open_bare : open_workspace)(&w, a, WORKSPACE_WRITE,
	    &code))
		return code;
	ok = (back ? undo_run : retry_run)(&w, run, &progress, w.arena, &r,
	    &err);
	code = ok ? show(a, &r) : screen_error(&err);
	workspace_close(&w);
	return code;
}

static int
retry(struct args *a)
{
	return do_again(a, false);
}

static int
undo(struct args *a)
{
	return do_again(a, true);
}

const struct command cmd_apply = {
	"apply", "PLAN",
	"Does exactly what a saved plan says, row by row.",
	"A row whose record has changed since the plan was made is refused\n"
	"and reported; the others are done. A plan is applied once; one that\n"
	"was cut off goes on where it stopped.",
	0, apply
};

const struct command cmd_retry = {
	"retry", "RUN",
	"Tries the rejected rows of a run again, for the run's own date.",
	"Mend the rows (or the rule) first; rows are found again by their\n"
	"line in a file, their record number in the store.",
	0, retry
};

const struct command cmd_undo = {
	"undo", "RUN",
	"Puts back what a run changed, where it still stands.",
	"Values that somebody has changed since are left and reported.\n"
	"Records that the run created are deleted. Files are not touched.",
	0, undo
};
