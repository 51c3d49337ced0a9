/* SPDX-License-Identifier: MIT */
#include "precept/connection.h"
#include "precept/file.h"
#include "pull_list.h"

/* Which objects to ask for. */

#define ENDING ".json"
#define OBJECTS_MAX 1000

struct list {
	struct workspace	*w;
	struct pull		*items;
	size_t			 count;
};

const char *
pull_list_path(struct workspace *w, const struct pull *p)
{
	return file_join(w->arena, w->dir, arena_printf(w->arena,
	    "schema/%s.%s" ENDING, p->connection, p->object));
}

static void
add(struct list *l, const char *connection, struct slice object)
{
	struct arena		*a = l->w->arena;
	const struct schema	*s;
	struct pull		*p = &l->items[l->count];

	if (l->count == OBJECTS_MAX ||
	    !connect_is_remote(&l->w->connect, connection))
		return;
	for (size_t i = 0; i < l->count; i++)
		if (strcmp(l->items[i].connection, connection) == 0 &&
		    slice_is(object, l->items[i].object))
			return;
	s = catalog_find(l->w->catalog, slice_of(connection), object);
	p->connection = arena_string(a, connection);
	p->object = s != NULL ? s->object : arena_text(a, object);
	p->path = pull_list_path(l->w, p);
	p->was = s;
	p->file = file_exists(p->path);
	l->count++;
}

/* The objects on the way to a field: Owner.Email needs User. */
static void
add_path(struct list *l, const struct schema *s, const char *path)
{
	const char		*point;
	const struct field	*f;

	for (; s != NULL && (point = strchr(path, '.')) != NULL;
	    path = point + 1) {
		f = schema_by_relation(s, (struct slice){ path,
		    (size_t)(point - path) });
		if (f == NULL || f->refers == NULL)
			return;
		s = catalog_refer(l->w->catalog, s, f->refers[0]);
		if (s != NULL)
			add(l, s->connection, slice_of(s->object));
	}
}

static void
add_rule(struct list *l, const struct rule *r)
{
	const struct source	*s = &r->source;

	if (s->kind == SOURCE_OBJECT && s->schema != NULL) {
		add(l, s->schema->connection, slice_of(s->schema->object));
		for (size_t i = 0; i < s->count; i++)
			add_path(l, s->schema, s->fields[i].path);
	}
	for (size_t i = 0; i < r->action_count; i++)
		if (r->actions[i].kind == ACTION_LOAD &&
		    r->actions[i].schema != NULL)
			add(l, r->actions[i].schema->connection,
			    slice_of(r->actions[i].schema->object));
}

/* schema/salesforce.Account.json is salesforce.Account. */
static bool
add_files(struct list *l, struct err *err)
{
	struct arena	*a = l->w->arena;
	const char	*dir = file_join(a, l->w->dir, "schema"), *point;
	char		**names;
	size_t		 count;

	if (!file_exists(dir))
		return true;
	if (!file_list(dir, ENDING, a, &names, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(names[i]) - strlen(ENDING);

		point = memchr(names[i], '.', len);
		if (point != NULL)
			add(l, arena_text(a, (struct slice){ names[i],
			    (size_t)(point - names[i]) }), (struct slice){
			    point + 1, len - (size_t)(point + 1 - names[i]) });
	}
	return true;
}

/* The one connection there is; NULL: none or several. */
static const char *
only_connection(const struct workspace *w)
{
	const struct connection	*c = w->connect.connections;

	return c == NULL || c->next != NULL ? NULL : c->name;
}

static bool
add_word(struct list *l, const char *word, struct err *err)
{
	const char	*point = strchr(word, '.'), *conn;

	conn = point == NULL ? only_connection(l->w) :
	    arena_text(l->w->arena, (struct slice){ word,
	    (size_t)(point - word) });
	if (conn == NULL)
		return err_set(err, ERR_RULE, "'%s' is an object of which "
		    "connection? Write connection.%s", word, word);
	if (!connect_is_remote(&l->w->connect, conn))
		return err_set(err, ERR_RULE, "there is no connection '%s': "
		    "declare it in a rule file", conn);
	add(l, conn, slice_of(point == NULL ? word : point + 1));
	return true;
}

bool
pull_list(struct workspace *w, char *const *words, size_t count,
    struct pull **out, size_t *pulled, struct err *err)
{
	struct list	l = { .w = w };

	l.items = arena_array(w->arena, OBJECTS_MAX + 1, sizeof *l.items);
	if (count == 0 && w->connect.connections == NULL)
		return err_set(err, ERR_RULE, "no connection is declared: "
		    "there is nothing to pull from");
	for (size_t i = 0; i < count; i++)
		if (!add_word(&l, words[i], err))
			return false;
	for (size_t i = 0; count == 0 && w->diags.errors == 0 &&
	    i < w->rules->count; i++)
		add_rule(&l, w->rules->rules[i]);
	if (count == 0 && !add_files(&l, err))
		return false;
	if (l.count == 0)
		return err_set(err, ERR_RULE, "no rule uses an object of a "
		    "declared connection: name one, precept schema pull "
		    "Account");
	*out = l.items;
	*pulled = l.count;
	return true;
}
