/* SPDX-License-Identifier: MIT */
#include "precept/doc.h"
#include "precept/near.h"
#include "schema_flags.h"

/* A schema file: a closed table of closed tables, each key known. */

#define FIELDS_MAX 5000

static const char *const schema_keys[] = { "object", "label", "prefix",
	"aliases", "fields" };
static const char *const field_keys[] = { "name", "type", "label", "flags",
	"values", "refers", "relation" };

static bool
refuse_word(const char *what, const char *word, struct near *near,
    struct err *err)
{
	if (near->best.ptr == NULL)
		return err_set(err, ERR_RULE, "there is no %s '%s'", what,
		    word);
	return err_set(err, ERR_RULE, "there is no %s '%s', did you mean "
	    "'%.*s'?", what, word, (int)near->best.len, near->best.ptr);
}

static bool
check_keys(const struct doc *d, const char *const *keys, size_t count,
    struct err *err)
{
	for (const struct doc *m = d->child; m != NULL; m = m->next) {
		struct near	near = near_to(slice_of(m->name));
		size_t		i = 0;

		while (i < count && strcmp(keys[i], m->name) != 0)
			near_try(&near, slice_of(keys[i++]));
		if (i == count)
			return refuse_word("key", m->name, &near, err);
	}
	return true;
}

/* A member that is a text; *out stays when it is not there. */
static bool
read_text(const struct doc *d, const char *key, const char **out,
    struct err *err)
{
	const struct doc	*m = doc_get(d, key);

	if (m == NULL)
		return true;
	if (m->kind != DOC_TEXT || *m->text == '\0')
		return err_set(err, ERR_RULE, "'%s' must be a text", key);
	*out = m->text;
	return true;
}

/* A member that is a list of texts, NULL ended. */
static bool
read_list(const struct doc *d, const char *key, struct arena *arena,
    const char ***out, struct err *err)
{
	const struct doc	 *m = doc_get(d, key), *item;
	const char		**list;
	size_t			  count = 0;

	if (m == NULL)
		return true;
	if (m->kind != DOC_LIST)
		return err_set(err, ERR_RULE, "'%s' must be a list of texts",
		    key);
	for (item = m->child; item != NULL; item = item->next)
		count++;
	list = arena_array(arena, count + 1, sizeof *list);
	count = 0;
	for (item = m->child; item != NULL; item = item->next) {
		if (item->kind != DOC_TEXT)
			return err_set(err, ERR_RULE,
			    "'%s' must be a list of texts", key);
		list[count++] = item->text;
	}
	*out = list;
	return true;
}

static bool
set_flag(struct field *f, const char *word, struct err *err)
{
	struct near	near = near_to(slice_of(word));

	for (size_t i = 0; i < COUNT(schema_flags); i++) {
		if (strcmp(schema_flags[i].word, word) == 0) {
			f->flags |= schema_flags[i].sets;
			f->flags &= ~schema_flags[i].takes;
			return true;
		}
		near_try(&near, slice_of(schema_flags[i].word));
	}
	return refuse_word("flag", word, &near, err);
}

static bool
read_flags(const struct doc *d, struct arena *arena, struct field *f,
    struct err *err)
{
	const char	*none = NULL, **words = &none;

	if (!read_list(d, "flags", arena, &words, err))
		return false;
	for (; *words != NULL; words++)
		if (!set_flag(f, *words, err))
			return false;
	return true;
}

static bool
read_details(const struct doc *d, struct arena *arena, struct field *f,
    struct err *err)
{
	return check_keys(d, field_keys, COUNT(field_keys), err) &&
	    read_text(d, "label", &f->label, err) &&
	    read_text(d, "relation", &f->relation, err) &&
	    read_list(d, "values", arena, &f->values, err) &&
	    read_list(d, "refers", arena, &f->refers, err) &&
	    read_flags(d, arena, f, err);
}

static bool
read_field(const struct doc *d, struct arena *arena, struct schema *s,
    struct err *err)
{
	const char	*name = NULL, *type_name = NULL;
	struct type	 type;
	struct field	*f;

	if (d->kind != DOC_OBJECT)
		return err_set(err, ERR_RULE, "a field must be { \"name\": "
		    "…, \"type\": … }");
	if (!read_text(d, "name", &name, err))
		return false;
	if (name == NULL)
		return err_set(err, ERR_RULE, "field %zu has no name",
		    s->count + 1);
	if (!read_text(d, "type", &type_name, err))
		return err_in(err, "field '%s'", name);
	if (type_name == NULL)
		return err_set(err, ERR_RULE, "field '%s' has no type", name);
	if (!type_parse(slice_of(type_name), &type))
		return err_set(err, ERR_RULE, "field '%s': there is no type "
		    "'%s'", name, type_name);
	f = schema_add(s, arena, name, type);
	if (f == NULL)
		return err_set(err, ERR_RULE, "field '%s' is there twice",
		    name);
	if (!read_details(d, arena, f, err))
		return err_in(err, "field '%s'", name);
	return true;
}

static bool
read_fields(const struct doc *d, struct arena *arena, struct schema *s,
    struct err *err)
{
	const struct doc	*list = doc_get(d, "fields"), *item;

	if (list == NULL || list->kind != DOC_LIST)
		return err_set(err, ERR_RULE, "'fields' must be a list");
	for (item = list->child; item != NULL; item = item->next) {
		if (s->count == FIELDS_MAX)
			return err_set(err, ERR_LIMIT,
			    "there are more than %d fields", FIELDS_MAX);
		if (!read_field(item, arena, s, err))
			return false;
	}
	return true;
}

static bool
read_schema(const struct doc *d, const char *connection, struct arena *arena,
    struct schema **out, struct err *err)
{
	const char	*object = NULL;
	struct schema	*s;

	if (d->kind != DOC_OBJECT)
		return err_set(err, ERR_RULE, "a schema must be { \"object\": "
		    "…, \"fields\": […] }");
	if (!check_keys(d, schema_keys, COUNT(schema_keys), err) ||
	    !read_text(d, "object", &object, err))
		return false;
	if (object == NULL)
		return err_set(err, ERR_RULE, "'object' is missing");
	s = schema_make(arena, connection, object);
	if (!read_text(d, "label", &s->label, err) ||
	    !read_text(d, "prefix", &s->prefix, err) ||
	    !read_list(d, "aliases", arena, &s->aliases, err) ||
	    !read_fields(d, arena, s, err))
		return false;
	*out = s;
	return true;
}

bool
schema_parse(struct slice json, const char *connection, const char *name,
    struct arena *arena, struct schema **out, struct err *err)
{
	struct doc	*d;

	if (!doc_parse(json, name, arena, &d, err))
		return false;
	if (!read_schema(d, connection, arena, out, err))
		return err_in(err, "%s", name);
	return true;
}
