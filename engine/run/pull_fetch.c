/* SPDX-License-Identifier: MIT */
#include "precept/file.h"
#include "pull_list.h"
#include "salesforce_describe.h"

/* Schemas out of their services, into schema/. */

#define SCHEMA_MAX ((size_t)16 << 20)

/* What only we know of the object stays: names that rules know it by. */
static void
compare(struct workspace *w, struct pull *p)
{
	if (p->now == NULL)
		return;
	if (p->was != NULL)
		p->now->aliases = p->was->aliases;
	p->object = p->now->object;
	p->path = pull_list_path(w, p);
	p->count = schema_diff(p->was, p->now, w->arena, &p->diffs);
}

static bool
fetch_other(struct workspace *w, struct pull *p, struct err *err)
{
	struct connect_object	o = { p->connection, p->object };

	if (!connect_describe(&w->connect, &o, w->arena, &p->now, err))
		return false;
	compare(w, p);
	return true;
}

/* Salesforce can say that nothing has changed. */
static bool
fetch(struct workspace *w, struct pull *p, struct err *err)
{
	struct salesforce_describe	d = { .connection = p->connection,
					    .object = p->object };

	if (!connect_is_salesforce(&w->connect, p->connection))
		return fetch_other(w, p, err);
	d.session = connect_salesforce(&w->connect, p->connection, err);
	/* What the rules miss may be there by now: a right that was given
	 * need not count as a change of the object. */
	d.since = w->diags.errors > 0 ? NULL : pull_since(w, p);
	if (d.session == NULL || !salesforce_describe(&d, w->arena, err))
		return false;
	p->now = d.schema;
	p->since = d.changed;
	compare(w, p);
	return true;
}

/* With other mistakes in the rules schemas are still to be had. */
static bool
check_connections(const struct workspace *w, struct err *err)
{
	for (const struct diag *d = w->diags.first; d != NULL; d = d->next)
		if (d->level == DIAG_ERROR && strncmp(d->code, "P15", 3) == 0)
			return err_set(err, ERR_RULE, "%s:%d: %s: 'precept "
			    "check' tells more", d->at.file, d->at.line,
			    d->text);
	return true;
}

bool
pull_fetch(struct workspace *w, char *const *words, size_t count,
    struct pull **out, size_t *pulled, struct err *err)
{
	if (!check_connections(w, err) ||
	    !pull_list(w, words, count, out, pulled, err))
		return false;
	for (size_t i = 0; i < *pulled; i++)
		if (!fetch(w, &(*out)[i], err))
			return false;
	return true;
}

static bool
write_one(const struct pull *p, struct err *err)
{
	struct file_draft	*d = file_draft_open(p->path, err);
	struct text		 text;
	bool			 ok = d != NULL;

	text_init(&text, SCHEMA_MAX);
	schema_show(p->now, &text);
	ok = ok && file_draft_write(d, text.ptr, text.len, err);
	if (ok)
		ok = file_draft_keep(d, err);
	else if (d != NULL)
		file_draft_drop(d);
	text_free(&text);
	return ok;
}

bool
pull_write(struct workspace *w, const struct pull *list, size_t count,
    struct err *err)
{
	if (!file_make_dir(file_join(w->arena, w->dir, "schema"), err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (list[i].now != NULL && !write_one(&list[i], err))
			return false;
	return pull_since_write(w, list, count, err);
}

bool
pull_check(struct workspace *w, const struct pull *list, size_t count,
    struct diags *diags, struct err *err)
{
	struct catalog	*c = catalog_make(w->arena);

	for (size_t i = 0; i < catalog_count(w->catalog); i++)
		catalog_add(c, (struct schema *)catalog_at(w->catalog, i));
	for (size_t i = 0; i < count; i++)
		if (list[i].now != NULL)
			catalog_add(c, list[i].now);
	return workspace_check(w, c, diags, err);
}
