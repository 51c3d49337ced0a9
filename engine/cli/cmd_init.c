/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/file.h"
#include "precept/stdlib.h"

/* precept init: a new workspace, with a first rule that runs. */

static const struct stdlib_file *
find_template(const char *name)
{
	for (size_t i = 0; i < stdlib_count; i++)
		if (strcmp(stdlib_files[i].name, name) == 0)
			return &stdlib_files[i];
	return NULL;
}

/* What is there already stays as it is. */
static bool
put(const char *dir, const char *name, const char *template, struct err *err)
{
	const struct stdlib_file	*t = find_template(template);
	struct arena			*a = arena_new();
	char				*path = file_join(a, dir, name);
	struct file_draft		*d;
	bool				 ok = true;

	if (t != NULL && !file_exists(path)) {
		d = file_draft_open(path, err);
		ok = d != NULL && file_draft_write(d, t->ptr, t->len, err) &&
		    file_draft_keep(d, err);
	}
	arena_free(a);
	return ok;
}

static bool
make(const char *dir, struct err *err)
{
	static const char *const folders[] = { "rules", "schema", "data",
	    "meta" };
	struct arena	*a = arena_new();
	bool		 ok = true;

	for (size_t i = 0; ok && i < COUNT(folders); i++)
		ok = file_make_dir(file_join(a, dir, folders[i]), err);
	arena_free(a);
	return ok && put(dir, "rules/first.lua", "init/first.lua", err) &&
	    put(dir, "data/accounts.csv", "init/accounts.csv", err) &&
	    put(dir, ".gitignore", "init/gitignore", err) &&
	    put(dir, ".luarc.json", "init/luarc.json", err) &&
	    put(dir, "meta/precept.lua", "meta/precept.lua", err);
}

static int
run(struct args *a)
{
	const char	*dir = a->word_count > 0 ? a->words[0] : a->dir;
	struct err	 err = { 0 };

	if (a->word_count > 1) {
		screen_note("init takes one folder");
		return EXIT_ERROR;
	}
	if (!make(dir, &err))
		return screen_error(&err);
	if (a->json)
		printf("{\"workspace\":true}\n");
	else if (!a->quiet)
		printf("A workspace in '%s':\n"
		    "  rules/first.lua     a first rule, to be changed\n"
		    "  data/accounts.csv   six accounts for it\n"
		    "  schema/             schemas of your own org, if they "
		    "differ\n"
		    "  meta/               the words of rule files, for "
		    "editors\n\n"
		    "Now, in that folder:\n"
		    "  precept load salesforce.Account data/accounts.csv\n"
		    "  precept check\n"
		    "  precept plan\n"
		    "  precept run\n", dir);
	return EXIT_DONE;
}

const struct command cmd_init = {
	"init", "[FOLDER]",
	"Makes a new workspace with a first rule that runs.",
	"Files that are there already are left alone.", 0, run
};
