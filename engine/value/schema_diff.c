/* SPDX-License-Identifier: MIT */
#include "precept/schema_diff.h"

/* What has changed between two schemas, a sentence a field. */

static const struct {
	unsigned	 flag;
	const char	*set, *clear;
} flags[] = {
	{ FIELD_REQUIRED, "required", "not required" },
	{ FIELD_CREATEABLE, "createable", "not createable" },
	{ FIELD_UPDATEABLE, "updateable", "not updateable" },
	{ FIELD_UNIQUE, "unique", "not unique" },
	{ FIELD_EXTERNAL, "an external id", "no external id" },
	{ FIELD_RESTRICTED, "restricted to its values",
	    "not restricted to its values" },
	{ FIELD_FILTERABLE, "filterable", "not filterable" },
};

static void
say(struct text *out, const char *what)
{
	if (out->len > 0)
		text_string(out, "; ");
	text_string(out, what);
}

static bool
has(const char **list, const char *word)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* "values -Cold +Warm": what one list has and the other has not. */
static void
say_list(struct text *out, const char *what, const char **was,
    const char **now)
{
	bool	any = false;

	for (int side = 0; side < 2; side++) {
		const char **mine = side == 0 ? was : now;
		const char **other = side == 0 ? now : was;

		for (; mine != NULL && *mine != NULL; mine++) {
			if (has(other, *mine))
				continue;
			if (!any)
				say(out, what);
			text_printf(out, " %c'%s'", side == 0 ? '-' : '+',
			    *mine);
			any = true;
		}
	}
}

static void
say_flags(struct text *out, unsigned was, unsigned now)
{
	for (size_t i = 0; i < COUNT(flags); i++)
		if ((was ^ now) & flags[i].flag)
			say(out, now & flags[i].flag ? flags[i].set :
			    flags[i].clear);
}

static void
say_field(struct text *out, const struct field *was, const struct field *now,
    struct arena *arena)
{
	static const char	*no[] = { NULL };
	const char		*one[] = { was->relation, NULL };
	const char		*two[] = { now->relation, NULL };

	text_clear(out);
	if (!type_equal(&was->type, &now->type))
		text_printf(out, "%s -> %s", type_show(&was->type, arena),
		    type_show(&now->type, arena));
	say_flags(out, was->flags, now->flags);
	say_list(out, "values", was->values, now->values);
	say_list(out, "refers to", was->refers, now->refers);
	say_list(out, "relation", was->relation == NULL ? no : one,
	    now->relation == NULL ? no : two);
}

static struct schema_diff
changed(const struct field *was, const struct field *now, struct text *room,
    struct arena *arena)
{
	struct schema_diff	d = { '~', now->name, NULL };

	say_field(room, was, now, arena);
	if (room->len > 0)
		d.text = arena_text(arena, (struct slice){ room->ptr,
		    room->len });
	return d;
}

size_t
schema_diff(const struct schema *was, const struct schema *now,
    struct arena *arena, struct schema_diff **out)
{
	size_t			 had = was == NULL ? 0 : was->count, n = 0;
	struct schema_diff	*list = arena_array(arena, had + now->count +
				    1, sizeof *list);
	const struct field	*f, *old;
	struct text		 room;

	text_init(&room, (size_t)1 << 20);
	for (size_t i = 0; i < now->count; i++) {
		f = &now->fields[i];
		old = was == NULL ? NULL : schema_field(was,
		    slice_of(f->name));
		list[n] = old == NULL ? (struct schema_diff){ '+', f->name,
			type_show(&f->type, arena) } :
		    changed(old, f, &room, arena);
		n += list[n].text != NULL;
	}
	for (size_t i = 0; i < had; i++) {
		f = &was->fields[i];
		if (schema_field(now, slice_of(f->name)) == NULL)
			list[n++] = (struct schema_diff){ '-', f->name,
				type_show(&f->type, arena) };
	}
	text_free(&room);
	*out = list;
	return n;
}
