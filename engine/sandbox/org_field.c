/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "org_private.h"

/* Fields out of seeds, and out of the schemas that rules know. */

#define LONG 255		/* longer text is a long text area */
#define ALWAYS (ORG_FILTERABLE | ORG_SORTABLE | ORG_GROUPABLE)
#define WRITES (ORG_CREATEABLE | ORG_UPDATEABLE)

static const struct { const char *word; unsigned sets, takes; } words[] = {
	{ "required",	ORG_REQUIRED,	0 },
	{ "defaulted",	ORG_REQUIRED | ORG_DEFAULTED, 0 },
	{ "readonly",	0,		WRITES },
	{ "createonly",	0,		ORG_UPDATEABLE },
	{ "updateonly",	0,		ORG_CREATEABLE },
	{ "unique",	ORG_UNIQUE,	0 },
	{ "external",	ORG_EXTERNAL,	0 },
	{ "lookup",	ORG_LOOKUP,	0 },
	{ "restricted",	ORG_RESTRICTED,	0 },
	{ "cased",	ORG_CASED,	0 },
	{ "calculated",	ORG_CALCULATED,	WRITES },
	{ "name",	ORG_NAME,	0 },
	{ "cascade",	ORG_CASCADE,	0 },
	{ "guarded",	ORG_GUARDED,	0 },
};

static const struct { const char *word, *soap; } types[] = {
#define X(name, word, soap) { word, soap },
	ORG_TYPES(X)
#undef X
};

const char *
org_type_word(enum org_type t)
{
	return types[t].word;
}

const char *
org_type_soap(enum org_type t)
{
	return types[t].soap;
}

bool
org_is_number(enum org_type t)
{
	return t == ORG_DOUBLE || t == ORG_CURRENCY || t == ORG_PERCENT;
}

bool
org_is_text(enum org_type t)
{
	return t >= ORG_STRING && t <= ORG_MULTI;
}

/* "string(80)", "double(18,2)", "int(8)". */
static bool
set_type(struct org_field *f, const char *type)
{
	size_t	len = strcspn(type, "(");
	int	a = 0, b = 0;

	while (strlen(types[f->type].word) != len ||
	    strncmp(types[f->type].word, type, len) != 0)
		if (++f->type == ORG_TYPE_COUNT)
			return false;
	if (type[len] == '(' && sscanf(type + len, "(%d,%d", &a, &b) < 1)
		return false;
	if (org_is_number(f->type)) {
		f->precision = a == 0 ? 18 : a;
		f->scale = a == 0 ? 2 : b;
	} else if (f->type == ORG_INT)
		f->digits = a == 0 ? 8 : a;
	else
		f->length = a > 0 ? (uint32_t)a : LONG;
	return true;
}

static bool
set_flag(struct org *org, struct org_field *f, struct slice word)
{
	if (word.len > 3 && memcmp(word.ptr, "in=", 3) == 0) {
		f->compound = arena_text(org->arena, (struct slice){
		    word.ptr + 3, word.len - 3 });
		return true;
	}
	for (size_t i = 0; i < COUNT(words); i++) {
		if (slice_is(word, words[i].word)) {
			f->flags |= words[i].sets;
			f->flags &= ~words[i].takes;
			return true;
		}
	}
	return word.len == 0;
}

static bool
set_flags(struct org *org, struct org_field *f, const char *flags)
{
	size_t	len;

	for (; *flags != '\0'; flags += len + (flags[len] == ' ')) {
		len = strcspn(flags, " ");
		if (!set_flag(org, f, (struct slice){ flags, len }))
			return false;
	}
	return true;
}

/* What follows from the type: what may be sorted, counted, left out. */
static void
set_nature(struct org_field *f)
{
	size_t	len = strlen(f->name);

	if (len > 3 && strcmp(f->name + len - 3, "__c") == 0)
		f->flags |= ORG_CUSTOM;
	if (f->type == ORG_BOOLEAN)
		f->flags |= ORG_REQUIRED | ORG_DEFAULTED;
	if (f->type == ORG_ID || f->type == ORG_REFERENCE)
		f->length = 18;
	if (f->type == ORG_ADDRESS)
		f->flags &= ~(unsigned)(WRITES | ORG_SORTABLE | ORG_GROUPABLE);
	if (org_is_number(f->type) || f->type == ORG_DATETIME)
		f->flags &= ~(unsigned)ORG_GROUPABLE;
	if (f->type == ORG_MULTI)
		f->flags &= ~(unsigned)(ORG_SORTABLE | ORG_GROUPABLE);
	if (f->type == ORG_TEXTAREA && f->length > LONG)
		f->flags &= ~(unsigned)ALWAYS;
}

/* "A|B|C" as a list; what is marked with * is the initial value. */
static const char **
split(struct org *org, struct slice text, const char **initial)
{
	size_t		  n = 1;
	const char	**list, *p = text.ptr, *end = text.ptr + text.len;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '|';
	list = arena_array(org->arena, n + 1, sizeof *list);
	for (size_t i = 0; i < n; i++) {
		const char	*stop = memchr(p, '|', (size_t)(end - p));
		bool		 star = p < end && *p == '*';

		if (stop == NULL)
			stop = end;
		p += star;
		list[i] = arena_text(org->arena, (struct slice){ p,
		    (size_t)(stop - p) });
		if (star && initial != NULL)
			*initial = list[i];
		p = stop + 1;
	}
	return list;
}

/* "OwnerId" is Owner, "Parent__c" is Parent__r. */
static const char *
relation_of(struct org *org, const char *name)
{
	size_t	 len = strlen(name);
	char	*relation;

	if (len > 3 && strcmp(name + len - 3, "__c") == 0) {
		relation = arena_string(org->arena, name);
		relation[len - 1] = 'r';
		return relation;
	}
	if (len > 2 && strcmp(name + len - 2, "Id") == 0)
		return arena_text(org->arena, (struct slice){ name, len - 2 });
	return NULL;
}

static void
set_more(struct org *org, struct org_field *f, const char *more)
{
	size_t	len = strcspn(more, "/");

	if (f->type == ORG_REFERENCE) {
		f->refers = split(org, (struct slice){ more, len }, NULL);
		f->relation = relation_of(org, f->name);
		if (more[len] == '/')
			f->child = arena_string(org->arena, more + len + 1);
	} else if (f->type == ORG_PICKLIST || f->type == ORG_MULTI)
		f->values = split(org, slice_of(more), &f->initial);
	else
		f->initial = arena_string(org->arena, more);
}

static const char *
keep(struct org *org, const char *text)
{
	return text == NULL || *text == '\0' ? NULL :
	    arena_string(org->arena, text);
}

struct org_field *
org_field_make(struct org *org, const struct org_seed *seed)
{
	struct org_field	*f = arena_alloc(org->arena, sizeof *f);

	f->name = arena_string(org->arena, seed->name);
	f->label = keep(org, seed->label);
	if (f->label == NULL)
		f->label = f->name;
	f->help = keep(org, seed->help);
	f->id = keep(org, seed->id);
	f->flags = ALWAYS | WRITES;
	if (!set_type(f, seed->type))
		return NULL;
	set_nature(f);
	if (seed->flags != NULL && !set_flags(org, f, seed->flags))
		return NULL;
	if (seed->more != NULL && *seed->more != '\0')
		set_more(org, f, seed->more);
	return f;
}

/* The way back of org_field_make, for added fields: what it makes again. */
static void
show_more(const struct org_field *f, struct text *out)
{
	const char	**list = f->type == ORG_REFERENCE ? f->refers :
			    f->values;

	if (list == NULL && f->initial != NULL)
		text_string(out, f->initial);
	for (size_t i = 0; list != NULL && list[i] != NULL; i++) {
		bool	star = f->type != ORG_REFERENCE &&
			    f->initial != NULL &&
			    strcmp(list[i], f->initial) == 0;

		text_printf(out, "%s%s%s", i > 0 ? "|" : "", star ? "*" : "",
		    list[i]);
	}
	if (f->type == ORG_REFERENCE && f->child != NULL)
		text_printf(out, "/%s", f->child);
}

static const char *
show_type(const struct org_field *f, struct arena *arena)
{
	const char	*word = types[f->type].word;

	if (org_is_number(f->type))
		return arena_printf(arena, "%s(%d,%d)", word, f->precision,
		    f->scale);
	if (f->type == ORG_INT)
		return arena_printf(arena, "%s(%d)", word, f->digits);
	if (org_is_text(f->type))
		return arena_printf(arena, "%s(%u)", word, f->length);
	return word;
}

static bool
has_flag(const struct org_field *f, size_t i)
{
	return (words[i].sets & f->flags) == words[i].sets &&
	    (words[i].takes & f->flags) == 0;
}

void
org_field_show(const struct org_field *f, struct arena *arena,
    struct org_seed *seed)
{
	struct text	flags, more;

	text_init(&flags, 4096);
	text_init(&more, 16 << 20);
	for (size_t i = 0; i < COUNT(words); i++)
		if (has_flag(f, i))
			text_printf(&flags, "%s ", words[i].word);
	show_more(f, &more);
	*seed = (struct org_seed){ .name = f->name, .label = f->label,
	    .help = f->help, .id = f->id,
	    .type = show_type(f, arena),
	    .flags = flags.len == 0 ? NULL : arena_string(arena, flags.ptr),
	    .more = more.len == 0 ? NULL : arena_string(arena, more.ptr) };
	text_free(&flags);
	text_free(&more);
}
