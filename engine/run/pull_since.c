/* SPDX-License-Identifier: MIT */
#include "precept/file.h"
#include "precept/hash.h"
#include "pull_list.h"

/*
 * schema/.pulled: for each file the hash it had and when it was pulled, so
 * that only what has changed since is fetched. A file that is not what it
 * was then is fetched whatever its date.
 *
 *	salesforce.Account <64 hex digits> Tue, 24 Nov 2026 00:00:00 GMT
 */

#define FILE_MAX (16 << 20)

static const char *
list_path(struct workspace *w)
{
	return file_join(w->arena, w->dir, "schema/.pulled");
}

static bool
hash_file(struct workspace *w, const char *path, char hex[HASH_HEX])
{
	struct hash_sum	*sum;
	struct slice	 text;
	struct err	 err = { 0 };

	if (!file_exists(path) ||
	    !file_read(path, FILE_MAX, w->arena, &text, &err))
		return false;
	sum = hash_begin();
	hash_add(sum, text.ptr, text.len);
	hash_end(sum, hex);
	return true;
}

static struct slice
read_list(struct workspace *w)
{
	struct slice	text = { "", 0 };
	struct err	err = { 0 };

	if (file_exists(list_path(w)) &&
	    !file_read(list_path(w), FILE_MAX, w->arena, &text, &err))
		return (struct slice){ "", 0 };
	return text;
}

static bool
next_line(struct slice *text, struct slice *line)
{
	const char	*end;

	if (text->len == 0)
		return false;
	end = memchr(text->ptr, '\n', text->len);
	line->ptr = text->ptr;
	line->len = end == NULL ? text->len : (size_t)(end - text->ptr);
	text->ptr += line->len + (end != NULL);
	text->len -= line->len + (end != NULL);
	return true;
}

/* Does the line begin with these words and a blank? */
static bool
begins(struct slice line, const char *words)
{
	size_t	len = strlen(words);

	return line.len > len && memcmp(line.ptr, words, len) == 0 &&
	    line.ptr[len] == ' ';
}

static const char *
name_of(struct workspace *w, const struct pull *p)
{
	return arena_printf(w->arena, "%s.%s", p->connection, p->object);
}

const char *
pull_since(struct workspace *w, const struct pull *p)
{
	struct slice	 text = read_list(w), line;
	char		 hex[HASH_HEX];
	const char	*words;

	if (!p->file || !hash_file(w, p->path, hex))
		return NULL;
	words = arena_printf(w->arena, "%s %s", name_of(w, p), hex);
	while (next_line(&text, &line))
		if (begins(line, words))
			return arena_text(w->arena, (struct slice){
			    line.ptr + strlen(words) + 1,
			    line.len - strlen(words) - 1 });
	return NULL;
}

static bool
is_pulled(struct workspace *w, struct slice line, const struct pull *list,
    size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (begins(line, name_of(w, &list[i])))
			return true;
	return false;
}

bool
pull_since_write(struct workspace *w, const struct pull *list, size_t count,
    struct err *err)
{
	struct slice		 text = read_list(w), line;
	struct file_draft	*d = file_draft_open(list_path(w), err);
	struct text		 out;
	char			 hex[HASH_HEX];
	bool			 ok = d != NULL;

	text_init(&out, FILE_MAX);
	while (next_line(&text, &line))
		if (!is_pulled(w, line, list, count))
			text_printf(&out, "%.*s\n", (int)line.len, line.ptr);
	for (size_t i = 0; i < count; i++)
		if (list[i].since != NULL &&
		    hash_file(w, list[i].path, hex))
			text_printf(&out, "%s %s %s\n", name_of(w, &list[i]),
			    hex, list[i].since);
	ok = ok && file_draft_write(d, out.ptr == NULL ? "" : out.ptr,
	    out.len, err);
	if (ok)
		ok = file_draft_keep(d, err);
	else if (d != NULL)
		file_draft_drop(d);
	text_free(&out);
	return ok;
}
