/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "precept/file.h"
#include "precept/store.h"
#include "salesforce_scan.h"
#include "salesforce_target.h"

/*
 * All records of an object, pulled once into a store of their own, where
 * keys are looked up by an index: one Bulk query instead of a call for every
 * few hundred rows. The file goes when the run is over.
 */

struct salesforce_mirror {
	char			*path;
	struct arena		*arena;
	struct store		*store;
	struct rule		 rule;		/* reads what is pulled */
	struct action		 fill;		/* … and writes it here */
	struct target		*target;	/* that rows are matched in */
};

/* Fields as they are, for values that nobody checks any more. */
static struct schema *
lenient(struct salesforce_mirror *m, const struct schema *s)
{
	struct schema *copy = arena_alloc(m->arena, sizeof *copy);

	*copy = *s;
	copy->fields = arena_array(m->arena, s->count, sizeof *copy->fields);
	for (size_t i = 0; i < s->count; i++) {
		copy->fields[i] = s->fields[i];
		copy->fields[i].flags &= ~(unsigned)(FIELD_REQUIRED |
		    FIELD_RESTRICTED);
		if (!(copy->fields[i].flags & FIELD_ID))
			copy->fields[i].flags &= ~(unsigned)FIELD_UNIQUE;
	}
	return copy;
}

static void
add_field(struct salesforce_mirror *m, const struct schema *s,
    const char *name)
{
	const struct field	*f = schema_field(s, slice_of(name));
	struct source		*source = &m->rule.source;

	for (size_t i = 0; i < source->count; i++)
		if (strcmp(source->fields[i].path, f->name) == 0)
			return;
	source->fields[source->count++] = (struct scan_field){ f->name,
		f->type };
	m->fill.maps[m->fill.count++] = (struct mapping){
		.target = f->name, .field = f };
}

static void
make_rule(struct salesforce_mirror *m, const struct action *a)
{
	const struct schema	*s = lenient(m, a->schema);
	size_t			 n = a->count + 1;

	m->rule.name = "the records of the target";
	m->rule.source = (struct source){ .kind = SOURCE_OBJECT,
		.connection = a->connection, .object = a->object,
		.schema = a->schema };
	m->rule.source.fields = arena_array(m->arena, n,
	    sizeof *m->rule.source.fields);
	m->fill = (struct action){ .kind = ACTION_LOAD, .word = "load",
		.connection = a->connection, .object = a->object,
		.schema = s, .operation = OP_INSERT,
		.on_missing = MISSING_CREATE };
	m->fill.maps = arena_array(m->arena, n, sizeof *m->fill.maps);
	add_field(m, s, schema_id(s)->name);
	for (size_t i = 0; i < a->count; i++)
		add_field(m, s, a->maps[i].field->name);
	m->rule.actions = &m->fill;
}

static struct changes *
make_changes(struct salesforce_mirror *m, struct scan *scan,
    struct slab *slab)
{
	struct changes *c = arena_alloc(slab->arena, sizeof *c);

	c->rule = &m->rule;
	c->action = &m->fill;
	c->arena = slab->arena;
	c->count = slab->count;
	c->origin = slab->origin;
	c->width = m->fill.count;
	c->op = arena_alloc(c->arena, c->count + 1);
	memset(c->op, CHANGE_CREATE, c->count);
	c->matches = arena_alloc(c->arena, c->count + 1);
	c->written = arena_alloc(c->arena, c->count * c->width + 1);
	memset(c->written, 1, c->count * c->width);
	c->id = arena_array(c->arena, c->count + 1, sizeof *c->id);
	c->now = arena_array(c->arena, c->width + 1, sizeof *c->now);
	rejects_init(&c->rejects, c->arena, c->count + 1);
	for (size_t f = 0; f < c->width; f++)
		c->now[f] = scan_column(scan, slab, (int)f, NULL, c->count,
		    &c->rejects);
	return c;
}

static bool
copy_rows(struct salesforce_mirror *m, struct scan *scan, struct target *to,
    struct err *err)
{
	struct slab	slab = { .arena = arena_new() };
	bool		ok = store_begin(m->store, err);

	while (ok && scan_next(scan, &slab, err)) {
		ok = slab.count == 0 || to->ops->write(to,
		    make_changes(m, scan, &slab), err);
		arena_reset(slab.arena);
	}
	scan_slab_close(scan, &slab);
	arena_free(slab.arena);
	return ok && err->kind == ERR_NONE && store_commit(m->store, err);
}

static bool
pull(struct salesforce_mirror *m, struct salesforce_target *t,
    struct err *err)
{
	static const struct rule_day	day = { .week_start = 1 };
	struct salesforce_scan		ask = { .session = t->org,
		.rule = &m->rule, .catalog = t->connect->catalog,
		.day = &day };
	struct target			*to;
	struct scan			*scan;
	bool				 ok;

	to = store_target(m->store, &m->fill, 1, err);
	if (to == NULL)
		return false;
	scan = salesforce_scan_open(&ask, err);
	ok = scan != NULL && copy_rows(m, scan, to, err);
	scan_close(scan);
	to->ops->close(to);
	return ok;
}

struct salesforce_mirror *
salesforce_mirror_open(struct salesforce_target *t, struct err *err)
{
	struct salesforce_mirror	*m = mem_alloc(sizeof *m);
	const struct action		*a = t->target.action;
	const char			*dir;

	m->arena = arena_new();
	dir = file_join(m->arena, t->connect->dir, "plans");
	m->path = arena_printf(m->arena, "%s/records-%d-%p.db", dir,
	    (int)getpid(), (void *)t);
	make_rule(m, a);
	if (file_make_dir(dir, err) &&
	    (m->store = store_open(m->path, true, err)) != NULL &&
	    pull(m, t, err) && (m->target = store_target(m->store, a,
	    t->connect->workers, err)) != NULL)
		return m;
	err_in(err, "the records of %s.%s", a->connection, a->object);
	salesforce_mirror_close(m);
	return NULL;
}

bool
salesforce_mirror_match(struct salesforce_mirror *m, struct changes *c,
    struct err *err)
{
	return m->target->ops->match(m->target, c, err);
}

void
salesforce_mirror_close(struct salesforce_mirror *m)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".lock" };

	if (m == NULL)
		return;
	if (m->target != NULL)
		m->target->ops->close(m->target);
	store_close(m->store);
	for (size_t i = 0; i < COUNT(tails); i++)
		unlink(arena_printf(m->arena, "%s%s", m->path, tails[i]));
	arena_free(m->arena);
	mem_free(m);
}
