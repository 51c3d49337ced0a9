/* SPDX-License-Identifier: MIT */
#include <cjson/cJSON.h>
#include <math.h>

#include "precept/doc.h"
#include "precept/utf8.h"

/*
 * cJSON's tree, copied into the arena and held to more than cJSON asks:
 * no key twice, nothing after the end, no byte that JSON forbids.
 */

#define DEPTH_MAX 64

struct work {
	const char	*name;
	struct arena	*arena;
	struct err	*err;
};

static size_t
line_of(struct slice text, size_t at)
{
	size_t	line = 1;

	for (size_t i = 0; i < at && i < text.len; i++)
		line += text.ptr[i] == '\n';
	return line;
}

static bool
complain(struct slice text, size_t at, const char *name, struct err *err,
    const char *what)
{
	return err_set(err, ERR_RULE, "%s: line %zu: %s", name,
	    line_of(text, at), what);
}

/* \u0000 ends a text early, in C. */
static bool
is_nul_escape(const char *p, size_t left)
{
	return left >= 6 && memcmp(p, "\\u0000", 6) == 0;
}

/* What cJSON would let pass inside strings. */
static bool
check_strings(struct slice text, const char *name, struct err *err)
{
	bool	inside = false;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char	c = (unsigned char)text.ptr[i];

		if (!inside) {
			inside = c == '"';
			continue;
		}
		if (c < 0x20)
			return complain(text, i, name, err, c == '\n' ?
			    "a text is not closed before the line ends" :
			    "a control character stands in a text");
		if (c == '"')
			inside = false;
		else if (is_nul_escape(text.ptr + i, text.len - i))
			return complain(text, i, name, err,
			    "\\u0000 stands in a text");
		else if (c == '\\')
			i++;
	}
	return true;
}

static bool
check_bytes(struct slice text, const char *name, struct err *err)
{
	size_t	valid = utf8_valid(text.ptr, text.len);

	if (valid != text.len)
		return complain(text, valid, name, err,
		    "this is not valid UTF-8");
	return check_strings(text, name, err);
}

static bool	copy(const cJSON *, int, struct work *, struct doc **);

static bool
has_member(const struct doc *d, const char *name)
{
	return doc_get(d, name) != NULL;
}

static bool
copy_children(const cJSON *from, int depth, struct work *w, struct doc *to)
{
	struct doc	**end = &to->child;

	if (depth > DEPTH_MAX)
		return err_set(w->err, ERR_LIMIT,
		    "%s: it is nested more than %d deep", w->name, DEPTH_MAX);
	for (; from != NULL; from = from->next) {
		if (to->kind == DOC_OBJECT && has_member(to, from->string))
			return err_set(w->err, ERR_RULE,
			    "%s: '%s' stands twice in one object", w->name,
			    from->string);
		if (!copy(from, depth, w, end))
			return false;
		end = &(*end)->next;
	}
	return true;
}

static bool
copy(const cJSON *from, int depth, struct work *w, struct doc **out)
{
	struct doc	*to = arena_alloc(w->arena, sizeof *to);

	if (from->string != NULL)
		to->name = arena_string(w->arena, from->string);
	*out = to;
	if (cJSON_IsObject(from) || cJSON_IsArray(from)) {
		to->kind = cJSON_IsObject(from) ? DOC_OBJECT : DOC_LIST;
		return copy_children(from->child, depth + 1, w, to);
	}
	if (cJSON_IsString(from)) {
		to->kind = DOC_TEXT;
		to->text = arena_string(w->arena, from->valuestring);
	} else if (cJSON_IsBool(from)) {
		to->kind = DOC_BOOLEAN;
		to->number = cJSON_IsTrue(from);
	} else if (cJSON_IsNumber(from)) {
		to->kind = DOC_NUMBER;
		to->number = from->valuedouble;
		if (!isfinite(to->number))
			return err_set(w->err, ERR_RULE,
			    "%s: a number is too large", w->name);
	}
	return true;
}

/* Only blanks may follow. */
static bool
check_end(struct slice text, size_t at, const char *name, struct err *err)
{
	size_t	end = at;

	while (end < text.len && strchr(" \t\r\n", text.ptr[end]) != NULL &&
	    text.ptr[end] != '\0')
		end++;
	if (end < text.len)
		return complain(text, end, name, err,
		    "something follows after the end of the document");
	return true;
}

bool
doc_parse(struct slice text, const char *name, struct arena *arena,
    struct doc **out, struct err *err)
{
	struct work	 w = { name, arena, err };
	const char	*end = text.ptr;
	cJSON		*tree;
	bool		 ok;

	if (!check_bytes(text, name, err))
		return false;
	tree = cJSON_ParseWithLengthOpts(text.ptr, text.len, &end, false);
	if (tree == NULL)
		return complain(text, (size_t)(end - text.ptr), name, err,
		    "this is not JSON; look for a missing comma, quote or "
		    "bracket here or just before");
	ok = check_end(text, (size_t)(end - text.ptr), name, err) &&
	    copy(tree, 0, &w, out);
	cJSON_Delete(tree);
	return ok;
}

const struct doc *
doc_get(const struct doc *d, const char *name)
{
	const struct doc	*child = d->child;

	while (child != NULL &&
	    (child->name == NULL || strcmp(child->name, name) != 0))
		child = child->next;
	return child;
}

const char *
doc_text(const struct doc *d, const char *name)
{
	const struct doc	*member = doc_get(d, name);

	return member != NULL && member->kind == DOC_TEXT ? member->text :
	    NULL;
}

bool
doc_flag(const struct doc *d, const char *name)
{
	const struct doc	*member = doc_get(d, name);

	return member != NULL && member->kind == DOC_BOOLEAN &&
	    member->number != 0;
}
