/* SPDX-License-Identifier: MIT */
#include "cli.h"
#include "precept/near.h"

/* What most commands begin with: the workspace, its rules, their findings. */

static bool
show_findings(const struct workspace *w, const struct args *a)
{
	struct text out;

	if (w->diags.errors == 0)
		return true;
	text_init(&out, (size_t)1 << 24);
	screen_findings(&w->diags, a, &out);
	screen_print(&out);
	screen_note("the rules have %zu error%s: nothing was done",
	    w->diags.errors, w->diags.errors == 1 ? "" : "s");
	return false;
}

static bool
recover(struct workspace *w, const struct args *a, struct err *err)
{
	const char	**notes;
	size_t		 count;

	if (!recover_runs(w, w->arena, &notes, &count, err))
		return false;
	for (size_t i = 0; i < count && !a->quiet; i++)
		screen_note("%s", notes[i]);
	return true;
}

static bool
is_file(const char *word)
{
	size_t len = strlen(word);

	return len > 4 && strcmp(word + len - 4, ".lua") == 0;
}

static size_t
find_files(const struct args *a, char **files)
{
	size_t n = 0;

	for (size_t i = 0; i < a->word_count; i++)
		if (is_file(a->words[i]))
			files[n++] = a->words[i];
	return n;
}

bool
open_workspace(struct workspace *w, struct args *a,
    enum workspace_store mode, int *code)
{
	struct err	 err = { 0 };
	char		*files[ARGS_MAX];
	size_t		 n = find_files(a, files);

	*code = EXIT_ERROR;
	if (!workspace_open(w, a->dir, files, n, mode, &err)) {
		*code = screen_error(&err);
	} else if (show_findings(w, a)) {
		if (mode != WORKSPACE_WRITE || recover(w, a, &err))
			return true;
		*code = screen_error(&err);
	}
	workspace_close(w);
	return false;
}

bool
open_bare(struct workspace *w, struct args *a, enum workspace_store mode,
    int *code)
{
	struct err err = { 0 };

	if (workspace_open_bare(w, a->dir, mode, &err) &&
	    (mode != WORKSPACE_WRITE || recover(w, a, &err)))
		return true;
	*code = screen_error(&err);
	workspace_close(w);
	return false;
}

static void
refuse_name(const struct workspace *w, const char *name)
{
	struct near n = near_to(slice_of(name));

	for (size_t i = 0; i < w->rules->count; i++)
		near_try(&n, slice_of(w->rules->rules[i]->name));
	if (n.best.ptr != NULL)
		screen_note("there is no rule '%s', did you mean '%.*s'?",
		    name, (int)n.best.len, n.best.ptr);
	else
		screen_note("there is no rule '%s': 'precept check' lists "
		    "the rules", name);
}

static bool
is_named(const struct args *a, const struct rule *rule, bool any)
{
	if (!any)
		return true;
	for (size_t i = 0; i < a->word_count; i++)
		if (strcmp(a->words[i], rule->name) == 0)
			return true;
	return false;
}

const struct rule **
open_rules(struct workspace *w, const struct args *a, size_t *count)
{
	const struct rule **out = arena_array(w->arena, w->rules->count + 1,
	    sizeof *out);
	bool any = false;

	*count = 0;
	for (size_t i = 0; i < a->word_count; i++) {
		if (is_file(a->words[i]))
			continue;
		any = true;
		if (ruleset_find(w->rules, slice_of(a->words[i])) == NULL) {
			refuse_name(w, a->words[i]);
			return NULL;
		}
	}
	if (w->rules->count == 0 && !a->quiet)
		screen_note("the rule files declare no rule: there is "
		    "nothing to do");
	for (size_t i = 0; i < w->rules->count; i++)
		if (is_named(a, w->rules->rules[i], any))
			out[(*count)++] = w->rules->rules[i];
	return out;
}
