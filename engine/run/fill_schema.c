/* SPDX-License-Identifier: MIT */
#include "fill_schema.h"
#include "precept/csv.h"
#include "precept/reject.h"

/* Kinds given by hand, or guessed from every value of the file. */

/* Tried in this order; text takes everything. */
static const struct type guesses[] = {
	{ .kind = KIND_BOOLEAN },
	{ .kind = KIND_INTEGER },
	{ .kind = KIND_DECIMAL, .precision = 38, .scale = 10 },
	{ .kind = KIND_DATE },
	{ .kind = KIND_DATETIME },
	{ .kind = KIND_ID },
	{ .kind = KIND_TEXT },
};

struct guess {
	size_t	at;		/* in guesses */
	bool	seen;		/* any value yet */
};

static void
narrow(struct guess *g, const struct column *texts, struct arena *a)
{
	struct rejects r;

	for (size_t i = 0; i < texts->count; i++)
		g->seen = g->seen || !column_is_null(texts, i);
	for (; guesses[g->at].kind != KIND_TEXT; g->at++) {
		rejects_init(&r, a, texts->count);
		column_read(&guesses[g->at], texts->s, texts->count, a, &r);
		if (r.count == 0)
			return;
	}
}

/* column_read takes null as ptr NULL, which a text column may not keep. */
static struct column *
text_column(struct scan *scan, struct slab *slab, size_t slot)
{
	struct rejects	 r;
	struct column	*c;

	rejects_init(&r, slab->arena, slab->count);
	c = scan_column(scan, slab, (int)slot, NULL, slab->count, &r);
	for (size_t i = 0; i < c->count; i++)
		if (column_is_null(c, i))
			c->s[i] = (struct slice){ 0 };
	return c;
}

static bool
guess_all(struct scan *scan, struct guess *g, size_t count, struct err *err)
{
	struct slab slab = { .arena = arena_new() };

	while (scan_next(scan, &slab, err)) {
		for (size_t i = 0; i < count; i++)
			narrow(&g[i], text_column(scan, &slab, i),
			    slab.arena);
		arena_reset(slab.arena);
	}
	scan_slab_close(scan, &slab);
	arena_free(slab.arena);
	return err->kind == ERR_NONE;
}

static void
add(struct schema *s, struct arena *a, const char *name, struct type t)
{
	struct field *f = schema_add(s, a, name, t);

	f->flags |= FIELD_CREATEABLE | FIELD_UPDATEABLE | FIELD_FILTERABLE;
	if (t.kind == KIND_ID && strcmp(name, "Id") == 0)
		f->flags = FIELD_ID | FIELD_UNIQUE | FIELD_FILTERABLE |
		    FIELD_EXTERNAL;
}

static bool
guess_fields(struct schema *s, const struct fill *f, struct arena *a,
    struct err *err)
{
	struct scan_field	*fields;
	struct scan		*scan;
	struct guess		*g;
	char			**names;
	size_t			 count;
	bool			 ok;

	if (!csv_header(f->path, f->delimiter, a, &names, &count, err))
		return false;
	fields = arena_array(a, count + 1, sizeof *fields);
	for (size_t i = 0; i < count; i++)
		fields[i] = (struct scan_field){ names[i],
			{ .kind = KIND_TEXT } };
	scan = csv_open(f->path, f->delimiter, fields, count, err);
	if (scan == NULL)
		return false;
	g = arena_array(a, count + 1, sizeof *g);
	ok = guess_all(scan, g, count, err);
	scan_close(scan);
	for (size_t i = 0; ok && i < count; i++)
		add(s, a, names[i], g[i].seen ? guesses[g[i].at] :
		    (struct type){ .kind = KIND_TEXT });
	return ok;
}

static bool
read_fields(struct schema *s, const char *list, struct arena *a,
    struct err *err)
{
	while (*list != '\0') {
		size_t		 all = strcspn(list, ",");
		size_t		 name = strcspn(list, ":,");
		struct slice	 word = { list + name + 1, 0 };
		struct type	 t;

		/* decimal(18,2) has a comma of its own */
		if (memchr(list, '(', all) != NULL &&
		    memchr(list, ')', all) == NULL)
			all += 1 + strcspn(list + all + 1, ",");
		if (name < all)
			word.len = all - name - 1;
		if (name == 0 || !type_parse(slice_trim(word), &t))
			return err_set(err, ERR_RULE, "'%.*s' is not a field "
			    "with its kind: it has the form Visits:integer; "
			    "kinds are integer, number, decimal(18,2), "
			    "text(80), boolean, date, datetime, id", (int)all,
			    list);
		add(s, a, arena_text(a, (struct slice){ list, name }), t);
		list += all + (list[all] == ',');
	}
	return true;
}

/* A load that was broken off has made its object: it may be done again. */
bool
fill_schema_is(struct workspace *w, const struct schema *there,
    const struct fill *f)
{
	struct schema	*s = schema_make(w->arena, "store", there->object);
	struct err	 ignored = { 0 };

	if (strcmp(there->connection, "store") != 0 ||
	    !read_fields(s, f->fields, w->arena, &ignored) ||
	    s->count != there->count)
		return false;
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->fields[i].name, there->fields[i].name) != 0 ||
		    !type_equal(&s->fields[i].type, &there->fields[i].type))
			return false;
	return true;
}

const struct schema *
fill_schema(struct workspace *w, const char *object, const struct fill *f,
    struct err *err)
{
	struct schema	*s = schema_make(w->arena, "store", object);
	bool		 ok;

	s->label = object;
	ok = f->fields != NULL ? read_fields(s, f->fields, w->arena, err) :
	    guess_fields(s, f, w->arena, err);
	if (!ok)
		return NULL;
	catalog_add(w->catalog, s);
	return s;
}
