/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cmd.h"
#include "precept/fill.h"

/* precept load: a CSV export into the workspace's own objects. */

static void
show(struct args *a, const struct run_report *r, const char *left)
{
	struct text out;

	text_init(&out, (size_t)1 << 20);
	if (a->json) {
		text_char(&out, '{');
		rows_report_json(r, &out);
		text_string(&out, "}\n");
	} else {
		rows_report(a, r, false, &out);
		if (left != NULL)
			text_printf(&out, "  left out, the object has no "
			    "such field: %s\n", left);
	}
	screen_print(&out);
}

static int
load(struct args *a, const char *path)
{
	struct fill		 fill = { .into = a->words[0], .path = path,
				    .fields = a->fields };
	struct workspace	 w;
	struct run_report	 r;
	struct err		 err = { 0 };
	const char		*left;
	int			 code;

	if (!open_bare(&w, a, WORKSPACE_WRITE, &code))
		return code;
	fill.progress = screen_progress(a);
	if (fill_object(&w, &fill, &r, &left, &err)) {
		show(a, &r, left);
		code = rows_exit(&r);
	} else {
		code = screen_error(&err);
	}
	workspace_close(&w);
	return code;
}

static int
run(struct args *a)
{
	char	*path;
	int	 code;

	if (a->word_count != 2) {
		screen_note("load takes an object and a CSV file: precept "
		    "load salesforce.Account accounts.csv");
		return EXIT_ERROR;
	}
	/* The file is named from here, not from the workspace. */
	path = strcmp(a->dir, ".") == 0 ? NULL :
	    realpath(a->words[1], NULL);
	code = load(a, path == NULL ? a->words[1] : path);
	free(path);
	return code;
}

const struct command cmd_load = {
	"load", "CONNECTION.OBJECT FILE.csv",
	"Loads a CSV export into the workspace's own objects.",
	"Records with an Id are updated if they are there, else created. An\n"
	"object of your own (store.Visits) gets its kinds from --fields or\n"
	"from what the file holds. Exits with 3 if rows were rejected.",
	OPTION_FIELDS, run
};
