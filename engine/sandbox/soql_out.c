/* SPDX-License-Identifier: MIT */
#include "soql_check.h"
#include "soql_out.h"

struct level {
	struct soql_out	**first, ***end;
};

static struct slice
make_key(struct arena *arena, const char *name)
{
	return slice_of(arena_printf(arena, ",\"%s\":", name));
}

static struct soql_out *
add(struct level l, struct arena *arena, enum soql_out_kind kind,
    const char *name)
{
	struct soql_out	*o = arena_alloc(arena, sizeof *o);

	o->kind = kind;
	o->key = make_key(arena, name);
	o->end = &o->members;
	**l.end = o;
	*l.end = &o->next;
	return o;
}

static void
read_id(struct soql_tables *t, struct arena *arena,
    const struct soql_join *join)
{
	struct soql_join	*j;

	for (j = t->joins; j != join; )
		j = j->next;
	if (j->id_column < 0)
		j->id_column = soql_tables_column(t, arena, j,
		    org_field(j->object, SLICE("Id")));
}

static struct level
members_of(struct soql_out *o)
{
	return (struct level){ &o->members, &o->end };
}

/* The members of a table's rows: those of the relations that lead to it. */
static struct level
find_level(struct soql_tables *t, struct arena *arena,
    const struct soql_join *join)
{
	struct level	 l = { &t->out, &t->out_end };
	struct soql_out	*o;

	if (join->from == NULL)
		return l;
	l = find_level(t, arena, join->from);
	for (o = *l.first; o != NULL; o = o->next)
		if (o->kind == SOQL_OUT_RELATION && o->join == join)
			return members_of(o);
	o = add(l, arena, SOQL_OUT_RELATION, join->field->relation);
	o->join = join;
	read_id(t, arena, join);
	return members_of(o);
}

/* "BillingStreet" of "BillingAddress" is its "street". */
static const char *
part_name(struct arena *arena, const struct org_field *whole,
    const struct org_field *part)
{
	size_t	 prefix = strlen(whole->name) - strlen("Address");
	char	*name = arena_string(arena, part->name + prefix);

	name[0] |= ' ';
	return name;
}

/* All are there, in this order, even where the object lacks the field. */
static void
add_address(struct soql_tables *t, struct arena *arena, struct soql_out *o,
    const struct soql_term *term)
{
	static const char	*const parts[] = { "city", "country",
	    "countryCode", "geocodeAccuracy", "latitude", "longitude",
	    "postalCode", "state", "stateCode", "street" };
	const struct org_object	*object = term->join->object;
	const struct org_field	*f;

	for (size_t i = 0; i < COUNT(parts); i++) {
		struct soql_out	*m = NULL;

		for (size_t j = 0; j < object->count; j++) {
			f = object->fields[j];
			if (f->compound == NULL || strcmp(f->compound,
			    term->field->name) != 0 || strcmp(parts[i],
			    part_name(arena, term->field, f)) != 0)
				continue;
			m = add(members_of(o), arena, SOQL_OUT_FIELD,
			    parts[i]);
			m->field = f;
			m->column = soql_tables_column(t, arena, term->join,
			    f);
		}
		if (m == NULL && strstr(parts[i], "Code") == NULL)
			add(members_of(o), arena, SOQL_OUT_FIELD, parts[i]);
	}
}

static struct soql_out *
add_field(struct soql_tables *t, struct arena *arena, struct level l,
    const struct soql_term *term)
{
	struct soql_out	*o = add(l, arena, term->func == SOQL_FORMAT ?
			    SOQL_OUT_FORMAT : SOQL_OUT_FIELD,
			    term->field->name);

	o->field = term->field;
	if (o->field->type == ORG_ADDRESS) {
		o->kind = SOQL_OUT_ADDRESS;
		add_address(t, arena, o, term);
	} else
		o->column = soql_tables_column(t, arena, term->join,
		    term->field);
	return o;
}

struct soql_out *
soql_out_field(struct soql_tables *t, struct arena *arena,
    const struct soql_term *term)
{
	return add_field(t, arena, find_level(t, arena, term->join), term);
}

void
soql_out_rename(struct soql_out *o, struct arena *arena, struct slice name)
{
	o->key = make_key(arena, arena_text(arena, name));
}

struct soql_out *
soql_out_choice(struct soql_tables *t, struct arena *arena,
    const struct org_field *field)
{
	return add((struct level){ &t->out, &t->out_end }, arena,
	    SOQL_OUT_CHOICE, field->relation);
}

void
soql_out_option(struct soql_tables *t, struct arena *arena,
    struct soql_out *choice, const struct soql_term *term)
{
	struct soql_out	*o;

	for (o = choice->members; o != NULL; o = o->next)
		if (o->join == term->join)
			break;
	if (o == NULL) {
		o = add(members_of(choice), arena, SOQL_OUT_RELATION, "");
		o->join = term->join;
		read_id(t, arena, term->join);
	}
	add_field(t, arena, members_of(o), term);
}

void
soql_out_child(struct soql_tables *t, struct arena *arena,
    struct soql_select *child, const char *relation)
{
	struct soql_out	*o = add((struct level){ &t->out, &t->out_end },
			    arena, SOQL_OUT_CHILD, relation);

	o->child = child;
}
