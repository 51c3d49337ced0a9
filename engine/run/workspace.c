/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/file.h"
#include "precept/query.h"
#include "precept/workspace.h"

/* Schemas, store, rule files, in this order: each needs the one before. */

#define RULE_FILE_MAX (256 * 1024)

static bool
open_catalog(struct workspace *w, struct err *err)
{
	w->catalog = catalog_make(w->arena);
	return catalog_add_shipped(w->catalog, err) &&
	    catalog_add_folder(w->catalog,
	    file_join(w->arena, w->dir, "schema"), err);
}

static bool
open_store(struct workspace *w, enum workspace_store mode, struct err *err)
{
	const char *path = file_join(w->arena, w->dir, WORKSPACE_STORE);

	if (mode == WORKSPACE_READ && !file_exists(path))
		return true;
	w->store = store_open(path, mode == WORKSPACE_WRITE, err);
	return w->store != NULL &&
	    store_objects(w->store, w->catalog, w->arena, err);
}

static bool
no_workspace(const char *dir, struct err *err)
{
	return err_set(err, ERR_RULE, "'%s' is not a workspace: it has no "
	    "folder rules/ (make one with 'precept init %s')", dir, dir);
}

static bool
begin(struct workspace *w, const char *dir, struct err *err)
{
	*w = (struct workspace){ .arena = arena_new() };
	w->dir = arena_string(w->arena, dir);
	diags_init(&w->diags, w->arena);
	return file_exists(dir) ||
	    err_set(err, ERR_RULE, "there is no folder '%s'", dir);
}

static bool
open_parts(struct workspace *w, enum workspace_store mode, struct err *err)
{
	if (!open_catalog(w, err) || !open_store(w, mode, err))
		return false;
	catalog_hash(w->catalog, w->schema_hash);
	w->connect = (struct connect){ .dir = w->dir, .store = w->store,
		.writes = mode == WORKSPACE_WRITE,
		.catalog = w->catalog, .workers = query_workers(),
		.sessions = connect_sessions() };
	return true;
}

/*
 * A file's name in places: as it is called in the workspace, from wherever
 * the program was started; the ledger keeps it. One outside keeps its path.
 */
static const char *
name_file(const struct workspace *w, const char *path)
{
	char		*dir = realpath(w->dir, NULL);
	char		*file = realpath(path, NULL);
	const char	*name = path;
	size_t		 n = dir == NULL ? 0 : strlen(dir);

	if (n > 0 && file != NULL && strncmp(file, dir, n) == 0 &&
	    file[n] == '/')
		name = file + n + 1;
	name = arena_string(w->arena, name);
	free(dir);
	free(file);
	return name;
}

static bool
load_file(struct workspace *w, const char *path, struct decl_top ***end,
    struct err *err)
{
	const char	*name = name_file(w, path);
	struct decl_top	*tops = NULL;
	struct slice	 text;

	if (!file_read(path, RULE_FILE_MAX, w->arena, &text, err))
		return false;
	diags_source(&w->diags, name, text);
	bind_load(w->bind, name, text, w->arena, &w->diags, &tops);
	for (**end = tops; **end != NULL;)
		*end = &(**end)->next;
	return true;
}

/* The files named, or all of rules/. */
static bool
find_files(struct workspace *w, char ***files, size_t *count,
    struct err *err)
{
	char	*dir = file_join(w->arena, w->dir, "rules"), **names;

	if (*count > 0)
		return true;
	if (!file_exists(dir))
		return no_workspace(w->dir, err);
	if (!file_list(dir, ".lua", w->arena, &names, count, err))
		return false;
	if (*count == 0)
		return err_set(err, ERR_RULE, "there is no rule file in "
		    "'%s': rules are .lua files", dir);
	*files = arena_array(w->arena, *count, sizeof **files);
	for (size_t i = 0; i < *count; i++)
		(*files)[i] = file_join(w->arena, dir, names[i]);
	return true;
}

static bool
is_there(const struct workspace *w, const char *name)
{
	return file_exists(file_join(w->arena, w->dir, name));
}

/* The rule files against the catalog. */
static bool
load_rules(struct workspace *w, char *const *paths, size_t count,
    struct err *err)
{
	struct decl_top	*tops = NULL, **end = &tops;

	if ((w->bind = bind_open(NULL, err)) == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!load_file(w, paths[i], &end, err))
			return false;
	w->rules = ruleset_make(w->arena, &w->diags, w->catalog, w->bind,
	    w->dir, tops);
	w->connect.connections = w->rules->connections;
	diags_sort(&w->diags);
	return true;
}

/* The connections are the rules'; rules that are wrong have no say here. */
static bool
load_connections(struct workspace *w, struct err *err)
{
	char	**paths = NULL;
	size_t	  count = 0;

	if (!is_there(w, "rules") || !find_files(w, &paths, &count, err)) {
		*err = (struct err){ 0 };
		return true;
	}
	return load_rules(w, paths, count, err);
}

/* No store is made in a folder that is no workspace. */
bool
workspace_open_bare(struct workspace *w, const char *dir,
    enum workspace_store mode, struct err *err)
{
	if (!begin(w, dir, err))
		return false;
	if (!is_there(w, "rules") && !is_there(w, WORKSPACE_STORE))
		return no_workspace(dir, err);
	return open_parts(w, mode, err) && (mode != WORKSPACE_WRITE ||
	    load_connections(w, err));
}

bool
workspace_open(struct workspace *w, const char *dir, char *const *files,
    size_t count, enum workspace_store mode, struct err *err)
{
	char	**paths = (char **)files;

	return begin(w, dir, err) && find_files(w, &paths, &count, err) &&
	    open_parts(w, mode, err) && load_rules(w, paths, count, err);
}

bool
workspace_check(const struct workspace *w, struct catalog *catalog,
    struct diags *diags, struct err *err)
{
	struct workspace	  again = { .arena = w->arena, .dir = w->dir,
				      .catalog = catalog };
	char			**paths = NULL;
	size_t			  count = 0;
	bool			  ok;

	diags_init(&again.diags, w->arena);
	ok = find_files(&again, &paths, &count, err) &&
	    load_rules(&again, paths, count, err);
	if (again.rules != NULL)
		ruleset_forget(again.rules);
	bind_close(again.bind);
	*diags = again.diags;
	return ok;
}

void
workspace_close(struct workspace *w)
{
	if (w->rules != NULL)
		ruleset_forget(w->rules);
	bind_close(w->bind);
	connect_close(w->connect.sessions);
	store_close(w->store);
	arena_free(w->arena);
	*w = (struct workspace){ 0 };
}
