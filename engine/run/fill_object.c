/* SPDX-License-Identifier: MIT */
#include "fill_schema.h"
#include "precept/csv.h"
#include "precept/date.h"
#include "precept/file.h"
#include "precept/clock.h"
#include "precept/fill.h"
#include "precept/near.h"

/* precept load is a rule made by hand: every field to the field of its name. */

static struct expr *
name_expr(const struct field *f, int slot, struct arena *a)
{
	struct expr *e = arena_alloc(a, sizeof *e);

	e->op = EXPR_NAME;
	e->type = f->type;
	e->nullable = true;
	e->name = slice_of(f->name);
	e->slot = slot;
	return e;
}

static void
add_field(struct rule *r, struct action *act, const struct field *f,
    struct arena *a)
{
	size_t		 n = r->source.count++;
	struct mapping	*m = &act->maps[act->count++];

	r->source.fields[n] = (struct scan_field){ f->name, f->type };
	r->shows[n].name = f->name;
	r->shows[n].value.text = slice_of(f->name);
	r->shows[n].value.expr = name_expr(f, (int)n, a);
	r->show_count++;
	m->target = f->name;
	m->field = f;
	m->value = r->shows[n].value;
	m->clear = true;
	if (f->flags & FIELD_ID) {
		m->key = true;
		act->keys[act->key_count++] = n;
	}
}

/* A field that can't be written by rules can be loaded all the same. */
static struct field *
open_field(const struct field *f, struct arena *a)
{
	struct field *copy = arena_alloc(a, sizeof *copy);

	*copy = *f;
	copy->flags |= FIELD_CREATEABLE | FIELD_UPDATEABLE;
	return copy;
}

static struct rule *
make_rule(const struct schema *s, const struct fill *f, size_t columns,
    struct arena *a)
{
	struct rule	*r = arena_alloc(a, sizeof *r);
	struct action	*act = arena_alloc(a, sizeof *act);

	r->name = arena_printf(a, "load %s.%s", s->connection, s->object);
	r->file = f->path;
	r->guard = (struct guard){ -1, -1, -1, -1 };
	r->source = (struct source){ .kind = SOURCE_CSV, .path = f->path,
		.delimiter = f->delimiter, .schema = s };
	r->source.fields = arena_array(a, columns, sizeof(struct scan_field));
	r->shows = arena_array(a, columns, sizeof *r->shows);
	act->word = "load";
	act->as_is = true;
	act->connection = s->connection;
	act->object = s->object;
	act->schema = s;
	act->maps = arena_array(a, columns, sizeof *act->maps);
	act->keys = arena_array(a, columns, sizeof *act->keys);
	r->actions = act;
	r->action_count = 1;
	return r;
}

static void
settle_operation(struct action *a)
{
	a->operation = a->key_count > 0 ? OP_UPSERT : OP_INSERT;
	a->on_missing = MISSING_CREATE;
	a->on_existing = EXISTING_UPDATE;
}

static bool
check_columns(const struct rule *r, const char *path, const struct schema *s,
    struct err *err)
{
	if (r->source.count > 0)
		return true;
	return err_set(err, ERR_RULE, "no column of '%s' is a field of "
	    "%s.%s", path, s->connection, s->object);
}

static bool
split_name(const char *into, struct slice *connection, struct slice *object,
    struct err *err)
{
	const char *dot = strchr(into, '.');

	if (dot == NULL || dot == into || dot[1] == '\0')
		return err_set(err, ERR_RULE, "'%s' is not an object: it has "
		    "the form connection.Object, store.Visits for one of "
		    "your own", into);
	*connection = (struct slice){ into, (size_t)(dot - into) };
	*object = slice_of(dot + 1);
	return true;
}

static bool
no_object(struct workspace *w, const char *into, struct slice object,
    struct err *err)
{
	struct near n = near_to(slice_of(into));

	for (size_t i = 0; i < catalog_count(w->catalog); i++) {
		const struct schema *s = catalog_at(w->catalog, i);

		near_try(&n, slice_of(arena_printf(w->arena, "%s.%s",
		    s->connection, s->object)));
	}
	if (n.best.ptr != NULL)
		return err_set(err, ERR_RULE, "there is no object %s, did "
		    "you mean %.*s?", into, (int)n.best.len, n.best.ptr);
	return err_set(err, ERR_RULE, "there is no object %s: put its "
	    "schema into schema/%s.json, or load into store.%.*s", into,
	    into, (int)object.len, object.ptr);
}

static const struct schema *
find_schema(struct workspace *w, const struct fill *f, struct err *err)
{
	const struct schema	*s;
	struct slice		 connection, object;

	if (!split_name(f->into, &connection, &object, err))
		return NULL;
	s = catalog_find(w->catalog, connection, object);
	if (s != NULL && (f->fields == NULL || fill_schema_is(w, s, f)))
		return s;
	if (s != NULL)
		err_set(err, ERR_RULE, "%s has a schema already: --fields is "
		    "for new objects", f->into);
	else if (!slice_is(connection, "store"))
		no_object(w, f->into, object, err);
	else
		return fill_schema(w, arena_text(w->arena, object), f, err);
	return NULL;
}

/* Spreadsheets write semicolons where the comma is a decimal's. */
static bool
read_header(struct fill *f, struct arena *a, char ***names, size_t *count,
    struct err *err)
{
	static const char	others[] = ";\t|";
	struct err		ignored = { 0 };

	f->delimiter = ',';
	if (!csv_header(f->path, ',', a, names, count, err))
		return false;
	for (const char *c = others; *count == 1 && *c != '\0'; c++)
		if (strchr((*names)[0], *c) != NULL &&
		    csv_header(f->path, *c, a, names, count, &ignored))
			f->delimiter = *c;
	return true;
}

/* The columns that are fields; the names of the others. */
static const char *
add_fields(struct rule *rule, const struct schema *s, char **names,
    size_t count, struct arena *a)
{
	const char *left = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct field *f = schema_field(s, slice_of(names[i]));

		if (f != NULL)
			add_field(rule, rule->actions, open_field(f, a), a);
		else
			left = left == NULL ? names[i] :
			    arena_printf(a, "%s, %s", left, names[i]);
	}
	return left;
}

bool
fill_object(struct workspace *w, const struct fill *f,
    struct run_report *out, const char **left, struct err *err)
{
	struct run_order	 order = { .kind = "load",
				    .progress = f->progress };
	const struct schema	*s;
	struct fill		 fill = *f;
	struct rule		*rule;
	char			**names;
	size_t			 count;

	if (!read_header(&fill, w->arena, &names, &count, err) ||
	    (s = find_schema(w, &fill, err)) == NULL)
		return false;
	rule = make_rule(s, &fill, count + 1, w->arena);
	*left = add_fields(rule, s, names, count, w->arena);
	if (!check_columns(rule, f->path, s, err))
		return false;
	settle_operation(rule->actions);
	order.rule = rule;
	order.date = zone_date(NULL, clock_now());
	return run_rule(w, &order, w->arena, out, err);
}
