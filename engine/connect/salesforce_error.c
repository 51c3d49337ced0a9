/* SPDX-License-Identifier: MIT */
#include "precept/doc.h"
#include "salesforce.h"
#include "salesforce_switch.h"

/* Errors in all the shapes that Salesforce has for them. */

/* Rows that are fine themselves: the cause stands in another one. */
static const char *const followers[] = { "ALL_OR_NONE_OPERATION_ROLLED_BACK",
	"PROCESSING_HALTED" };

/* The texts for people have line breaks and drawings in them. */
static const char *
tidy(struct arena *arena, struct slice s)
{
	char	*out, *to;
	size_t	 i;

	s = slice_trim(s);
	out = to = arena_text(arena, s);
	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] > ' ')
			*to++ = s.ptr[i];
		else if (to > out && to[-1] != ' ')
			*to++ = ' ';
	*to = '\0';
	return out;
}

static const char *
join(const struct doc *list, struct arena *arena)
{
	const struct doc	*d;
	char			*out = NULL;

	for (d = list == NULL ? NULL : list->child; d != NULL; d = d->next)
		if (d->kind == DOC_TEXT)
			out = arena_printf(arena, "%s%s%s",
			    out == NULL ? "" : out, out == NULL ? "" : ", ",
			    d->text);
	return out;
}

static const char *
code_of(const struct doc *d)
{
	const char	*code = doc_text(d, "errorCode");

	if (code == NULL)
		code = doc_text(d, "statusCode");
	return code == NULL ? doc_text(d, "error") : code;
}

static bool
follows(const char *code)
{
	size_t	i;

	for (i = 0; i < COUNT(followers); i++)
		if (strcmp(code, followers[i]) == 0)
			return true;
	return false;
}

/* The first object with a code, wherever; one that only follows is kept. */
static bool
find(const struct doc *d, const struct doc **found)
{
	const char	*code = d->kind == DOC_OBJECT ? code_of(d) : NULL;
	const struct doc *child;

	if (code != NULL) {
		if (*found == NULL || !follows(code))
			*found = d;
		return !follows(code);
	}
	for (child = d->child; child != NULL; child = child->next)
		if ((child->kind == DOC_OBJECT || child->kind == DOC_LIST) &&
		    find(child, found))
			return true;
	return false;
}

/* 300: the addresses of all records that have the key. */
static bool
take_addresses(const struct doc *list, struct arena *arena,
    struct salesforce_error *out)
{
	const struct doc	*d;
	size_t			 n = 0;

	for (d = list->child; d != NULL; d = d->next, n++)
		if (d->kind != DOC_TEXT)
			return false;
	if (n == 0)
		return false;
	out->code = "DUPLICATE_EXTERNAL_ID";
	out->text = arena_printf(arena, "%zu records have this key: %s", n,
	    join(list, arena));
	return true;
}

static bool
take_json(struct slice body, struct arena *arena,
    struct salesforce_error *out)
{
	const struct doc	*found = NULL;
	const char		*text;
	struct doc		*all;
	struct err		 err;

	if (!doc_parse(body, "answer", arena, &all, &err))
		return false;
	find(all, &found);
	if (found == NULL)
		return all->kind == DOC_LIST &&
		    take_addresses(all, arena, out);
	text = doc_text(found, "message");
	if (text == NULL)
		text = doc_text(found, "error_description");
	out->code = code_of(found);
	out->text = text == NULL ? "" : tidy(arena, slice_of(text));
	out->fields = join(doc_get(found, "fields"), arena);
	return true;
}

static const char *
spread(struct arena *arena, struct slice fields)
{
	struct text	 out;
	const char	*all;
	size_t		 i;

	fields = slice_trim(fields);
	if (fields.len == 0)
		return NULL;
	text_init(&out, fields.len * 2);
	for (i = 0; i < fields.len; i++)
		if (fields.ptr[i] == ',')
			text_string(&out, ", ");
		else
			text_char(&out, fields.ptr[i]);
	all = arena_string(arena, out.ptr);
	text_free(&out);
	return all;
}

/* "CODE:message:Field1,Field2 --" of a bulk job's row. */
static bool
take_row(struct slice s, struct arena *arena, struct salesforce_error *out)
{
	const char	*colon = memchr(s.ptr, ':', s.len), *last = NULL;
	struct slice	 rest;
	size_t		 i, code = colon == NULL ? 0 :
			    (size_t)(colon - s.ptr);

	for (i = 0; i < code; i++)
		if ((s.ptr[i] < 'A' || s.ptr[i] > 'Z') && s.ptr[i] != '_')
			return false;
	if (code < 2)
		return false;
	out->code = arena_text(arena, (struct slice){ s.ptr, code });
	rest = (struct slice){ colon + 1, s.len - code - 1 };
	if (rest.len >= 2 && memcmp(rest.ptr + rest.len - 2, "--", 2) == 0) {
		rest.len -= 2;
		last = memrchr(rest.ptr, ':', rest.len);
	}
	if (last != NULL) {
		out->fields = spread(arena, (struct slice){ last + 1,
		    (size_t)(rest.ptr + rest.len - last) - 1 });
		rest.len = (size_t)(last - rest.ptr);
	}
	out->text = tidy(arena, rest);
	return true;
}

/* A page of the edge, or of maintenance. */
static bool
take_page(struct slice body, struct arena *arena,
    struct salesforce_error *out)
{
	const char	*text = arena_text(arena, body);
	const char	*from = strcasestr(text, "<title>");
	const char	*to = from == NULL ? NULL :
			    strcasestr(from, "</title>");

	if (to == NULL)
		return false;
	from += strlen("<title>");
	out->text = tidy(arena, (struct slice){ from, (size_t)(to - from) });
	return *out->text != '\0';
}

bool
salesforce_error(struct slice body, struct arena *arena,
    struct salesforce_error *out)
{
	*out = (struct salesforce_error){ "", "", NULL };
	body = slice_trim(body);
	if (body.len == 0)
		return false;
	if (body.ptr[0] == '[' || body.ptr[0] == '{')
		return take_json(body, arena, out);
	if (body.ptr[0] == '<')
		return take_page(body, arena, out);
	return take_row(body, arena, out);
}

bool
salesforce_passing(const char *code, const char *text)
{
	return strcmp(code, SALESFORCE_LOCKED) == 0 ||
	    strcmp(code, "SERVER_UNAVAILABLE") == 0 ||
	    strcmp(code, "UNKNOWN_EXCEPTION") == 0 ||
	    (strcmp(code, "REQUEST_LIMIT_EXCEEDED") == 0 &&
	    strstr(text, SALESFORCE_CONCURRENT) != NULL) ||
	    (strcmp(code, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY") == 0 &&
	    strstr(text, SALESFORCE_LOCKED) != NULL);
}
