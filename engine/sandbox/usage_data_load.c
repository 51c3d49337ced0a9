/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/csv.h"
#include "usage_data_private.h"
#include "usage_data_rows.h"
#include "usage_json.h"

/* CSV files into the tables: all rows of a file or none. */

static const struct usage_shape shapes[] = {
	{ "pendo.events", "event", 6, { "day", "appId", "numEvents",
	    "numMinutes", "firstTime", "lastTime", "visitorId", "accountId",
	    "pageId", "featureId", "trackTypeId" } },
	{ "pendo.guideEvents", "answer", 1, { "browserTime", "type",
	    "visitorId", "accountId", "guideId", "guideStepId", "pollId",
	    "pollResponse" } },
	{ "pendo.visitors", "visitor", 0, { NULL } },
	{ "pendo.accounts", "account", 0, { NULL } },
	{ "pendo.pages", "page", 0, { NULL } },
	{ "pendo.features", "feature", 0, { NULL } },
	{ "pendo.trackTypes", "trackType", 0, { NULL } },
	{ "pendo.guides", "guide", 0, { NULL } },
	{ "pendo.reports", "report", 0, { NULL } },
};

static bool
put_slab(struct usage_load *l, struct slab *slab, struct err *err)
{
	struct rejects	 rejects = { 0 };
	struct column	*columns[USAGE_COLUMNS];
	struct slice	 cells[USAGE_COLUMNS];

	if (slab->broken_count > 0)
		return err_set(err, ERR_DATA, "%s: line %lld: %s", l->path,
		    (long long)slab->broken[0].origin, slab->broken[0].text);
	for (size_t i = 0; i < l->width; i++)
		columns[i] = scan_column(l->scan, slab, (int)i, NULL,
		    slab->count, &rejects);
	if (rejects.count > 0)
		return err_set(err, ERR_DATA, "%s: line %lld: a value is not "
		    "valid UTF-8", l->path,
		    (long long)slab->origin[rejects.items[0].row]);
	for (size_t row = 0; row < slab->count; row++) {
		for (size_t i = 0; i < l->width; i++)
			cells[i] = column_is_null(columns[i], row) ?
			    (struct slice){ NULL, 0 } : slice_of(arena_text(
			    slab->arena, columns[i]->s[row]));
		l->rows++;
		if (!usage_data_row(l, cells, slab->origin[row], err))
			return false;
	}
	return true;
}

/* Where the file's columns go; which ones it has to have. */
static bool
check_names(struct usage_load *l, struct err *err)
{
	const struct usage_shape	*shape = l->shape;
	bool				 first = false;

	for (size_t i = 0; shape->columns[0] != NULL && i < l->width; i++) {
		int	at = USAGE_CELLS - 1;

		while (at >= 0 && (shape->columns[at] == NULL ||
		    strcmp(l->names[i], shape->columns[at]) != 0))
			at--;
		if (at < 0)
			return err_set(err, ERR_RULE, "%s: %s has no column "
			    "'%s'", l->path, shape->object, l->names[i]);
		l->place[i] = at;
		first = first || at == 0;
	}
	if (shape->columns[0] != NULL)
		return first || err_set(err, ERR_RULE, "%s: %s needs a "
		    "column '%s'", l->path, shape->object,
		    shape->columns[0]);
	for (size_t i = 1; i < l->width && usage_data_is_metadata(l); i++)
		if (strchr(l->names[i], '.') == NULL)
			return err_set(err, ERR_RULE, "%s: the column '%s' "
			    "is not written group.field, as custom.health",
			    l->path, l->names[i]);
	return true;
}

static bool
open_file(struct usage_load *l, struct err *err)
{
	if (!csv_header(l->path, ',', l->arena, &l->names, &l->width, err))
		return false;
	if (l->width > USAGE_COLUMNS)
		return err_set(err, ERR_LIMIT, "%s: it has more than %d "
		    "columns", l->path, USAGE_COLUMNS);
	if (!check_names(l, err))
		return false;
	l->fields = arena_array(l->arena, l->width, sizeof *l->fields);
	for (size_t i = 0; i < l->width; i++)
		l->fields[i] = (struct scan_field){ .path = l->names[i],
		    .type = { .kind = KIND_TEXT } };
	l->scan = csv_open(l->path, ',', l->fields, l->width, err);
	return l->scan != NULL;
}

static bool
load(struct usage_load *l, struct err *err)
{
	struct slab	slab = { .arena = arena_new() };
	bool		good = true;

	usage_data_begin(l->usage);
	while (good && scan_next(l->scan, &slab, err)) {
		good = put_slab(l, &slab, err);
		arena_reset(slab.arena);
	}
	good = good && err->kind == ERR_NONE;
	scan_slab_close(l->scan, &slab);
	arena_free(slab.arena);
	sqlite3_finalize(l->insert);
	if (good)
		usage_data_rows_end(l);
	if (good)
		usage_data_keep(l->usage);
	else
		usage_data_do(l->usage, "ROLLBACK");
	return good;
}

bool
usage_data_load(struct usage *u, const char *object, const char *path,
    size_t *rows, struct err *err)
{
	struct usage_load	l = { .usage = u, .path = path,
				    .arena = arena_new() };
	bool			good;

	for (size_t i = 0; i < COUNT(shapes); i++)
		if (strcmp(object, shapes[i].object) == 0)
			l.shape = &shapes[i];
	good = l.shape != NULL || err_set(err, ERR_RULE, "%s: there is no "
	    "'%s', but pendo.events, .guideEvents, .visitors, .accounts, "
	    ".pages, .features, .trackTypes, .guides, .reports", path,
	    object);
	good = good && open_file(&l, err) && load(&l, err);
	if (l.scan != NULL)
		scan_close(l.scan);
	*rows = l.rows;
	arena_free(l.arena);
	return good;
}
