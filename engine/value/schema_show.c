/* SPDX-License-Identifier: MIT */
#include "schema_flags.h"

/*
 * A schema as its file, one field a line, so that a changed field is a
 * changed line in git.
 */

/* Control characters and quotes escaped; the rest is UTF-8 as it is. */
static void
put_string(struct text *out, const char *s)
{
	text_char(out, '"');
	for (; *s != '\0'; s++) {
		unsigned char	c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			text_printf(out, "\\%c", c);
		else if (c < 0x20)
			text_printf(out, "\\u%04x", c);
		else
			text_char(out, (char)c);
	}
	text_char(out, '"');
}

static void
put_member(struct text *out, const char *key, const char *value)
{
	text_printf(out, "\"%s\": ", key);
	put_string(out, value);
}

static void
put_list(struct text *out, const char *key, const char **list)
{
	if (list == NULL)
		return;
	text_printf(out, ", \"%s\": [", key);
	for (size_t i = 0; list[i] != NULL; i++) {
		if (i > 0)
			text_string(out, ", ");
		put_string(out, list[i]);
	}
	text_char(out, ']');
}

/* What of `flags` the word still has to say. */
static bool
says_something(const struct schema_flag *word, unsigned flags, unsigned said)
{
	return (flags & word->sets) == word->sets &&
	    (flags & word->takes) == 0 &&
	    ((word->sets & ~said) != 0 || (word->takes & said) != 0);
}

/* The fewest words, in the order of their list. */
static void
put_flags(struct text *out, unsigned flags)
{
	unsigned	said = WRITES | FIELD_FILTERABLE;
	bool		any = false;

	for (size_t i = 0; i < COUNT(schema_flags); i++) {
		const struct schema_flag	*word = &schema_flags[i];

		if (!says_something(word, flags, said))
			continue;
		text_printf(out, "%s\"%s\"", any ? ", " : ", \"flags\": [",
		    word->word);
		said = (said | word->sets) & ~word->takes;
		any = true;
	}
	if (any)
		text_char(out, ']');
}

static void
put_type(struct text *out, const struct type *type)
{
	struct arena	*arena = arena_new();

	put_member(out, "type", type_show(type, arena));
	arena_free(arena);
}

static void
put_field(struct text *out, const struct field *f)
{
	text_string(out, "  { ");
	put_member(out, "name", f->name);
	text_string(out, ", ");
	put_type(out, &f->type);
	if (strcmp(f->label, f->name) != 0) {
		text_string(out, ", ");
		put_member(out, "label", f->label);
	}
	put_flags(out, f->flags);
	put_list(out, "values", f->values);
	put_list(out, "refers", f->refers);
	if (f->relation != NULL) {
		text_string(out, ", ");
		put_member(out, "relation", f->relation);
	}
	text_string(out, " }");
}

void
schema_show(const struct schema *s, struct text *out)
{
	text_string(out, "{ ");
	put_member(out, "object", s->object);
	if (strcmp(s->label, s->object) != 0) {
		text_string(out, ", ");
		put_member(out, "label", s->label);
	}
	if (s->prefix != NULL) {
		text_string(out, ", ");
		put_member(out, "prefix", s->prefix);
	}
	if (s->aliases[0] != NULL)
		put_list(out, "aliases", s->aliases);
	text_string(out, ", \"fields\": [\n");
	for (size_t i = 0; i < s->count; i++) {
		put_field(out, &s->fields[i]);
		text_string(out, i + 1 < s->count ? ",\n" : "\n");
	}
	text_string(out, "] }\n");
}
