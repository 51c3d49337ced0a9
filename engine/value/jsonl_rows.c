/* SPDX-License-Identifier: MIT */
#include "json_bytes.h"
#include "jsonl_rows.h"

/* What is wanted of JSON lines, and lines that are like the one before. */

#define LAYOUT_MAX 65536	/* bytes between values that are remembered */

static struct jsonl_want *
add_want(struct jsonl_want **list, struct slice name, const char *path,
    struct arena *a)
{
	struct jsonl_want	*w;

	for (; *list != NULL; list = &(*list)->next)
		if (slice_equal((*list)->name, name))
			return *list;
	*list = w = arena_alloc(a, sizeof *w);
	w->name = name;
	w->path = path;
	w->slot = -1;
	return w;
}

struct jsonl_want *
jsonl_want_make(struct arena *a, const struct scan_field *fields,
    size_t count)
{
	struct jsonl_want	*top = NULL, **list, *w;
	const char		*at, *dot, *path;
	size_t			 i;

	for (i = 0; i < count; i++) {
		path = arena_string(a, fields[i].path);
		for (list = &top, at = path;; list = &w->below, at = dot + 1) {
			dot = strchr(at, '.');
			if (dot == NULL)
				break;
			w = add_want(list, (struct slice){ at,
			    (size_t)(dot - at) }, arena_text(a,
			    (struct slice){ path, (size_t)(dot - path) }), a);
		}
		w = add_want(list, slice_of(at), path, a);
		if (w->slot < 0)
			w->slot = (int)i;
	}
	return top;
}

void
jsonl_rows_init(struct jsonl_rows *r, size_t slots)
{
	*r = (struct jsonl_rows){ .slots = slots, .arena = arena_new(),
		.what = "line" };
	r->texts = mem_array(slots + 1, sizeof *r->texts);
	text_init(&r->layout.bytes, LAYOUT_MAX);
}

void
jsonl_rows_clear(struct jsonl_rows *r)
{
	size_t	i;

	for (i = 0; i < r->slots; i++)
		mem_free(r->texts[i]);
	mem_free(r->texts);
	mem_free(r->line);
	mem_free(r->broken);
	mem_free(r->keys);
	arena_free(r->arena);
	text_free(&r->layout.bytes);
}

void
jsonl_rows_restart(struct jsonl_rows *r)
{
	r->count = r->broken_count = 0;
	r->lines = 0;
	arena_reset(r->arena);
}

void
jsonl_rows_grow(struct jsonl_rows *r)
{
	size_t	i;

	if (r->count < r->room)
		return;
	r->room = 2 * r->room + 16;
	r->line = mem_resize(r->line, r->room, sizeof *r->line);
	for (i = 0; i < r->slots; i++)
		r->texts[i] = mem_resize(r->texts[i], r->room,
		    sizeof **r->texts);
}

void
jsonl_rows_broken(struct jsonl_rows *r, struct scan_broken broken)
{
	if (r->broken_count == r->broken_cap) {
		r->broken_cap = 2 * r->broken_cap + 16;
		r->broken = mem_resize(r->broken, r->broken_cap,
		    sizeof *r->broken);
	}
	broken.origin = r->lines;
	r->broken[r->broken_count++] = broken;
}

static inline const char *
pass_word(const char *p, const char *end, const char *word, size_t len)
{
	return (size_t)(end - p) >= len && memcmp(p, word, len) == 0 ?
	    p + len : NULL;
}

/* A value without any escape; NULL: not here. */
static inline const char *
pass_value(const char *p, const char *end, struct slice *value)
{
	const char	*from = p, *why;

	if (p == end)
		return NULL;
	if (*p == '"') {
		p++;
		*value = (struct slice){ p,
		    json_plain(p, (size_t)(end - p)) };
		p += value->len;
		return p < end && *p == '"' ? p + 1 : NULL;
	}
	if (*p == 'n') {
		*value = (struct slice){ NULL, 0 };
		return pass_word(p, end, "null", 4);
	}
	if (*p == 't')
		p = pass_word(p, end, "true", 4);
	else if (*p == 'f')
		p = pass_word(p, end, "false", 5);
	else if (*p == '-' || (*p >= '0' && *p <= '9'))
		p = json_number(p, end, &why);
	else
		return NULL;
	*value = (struct slice){ from, p == NULL ? 0 : (size_t)(p - from) };
	return p;
}

const char *
jsonl_alike(struct jsonl_rows *r, const char *p, const char *end)
{
	const struct jsonl_layout	*l = &r->layout;
	const char			*bytes = l->bytes.ptr;
	struct slice			 value;
	size_t				 i;

	if (!l->known)
		return NULL;
	for (i = 0; i < r->slots; i++)
		r->texts[i][r->count] = (struct slice){ NULL, 0 };
	for (i = 0;; i++) {
		if ((size_t)(end - p) < l->lead[i] ||
		    memcmp(p, bytes, l->lead[i]) != 0)
			return NULL;
		p += l->lead[i];
		bytes += l->lead[i];
		if (i == l->count)
			return p;
		p = pass_value(p, end, &value);
		if (p == NULL)
			return NULL;
		if (l->slot[i] >= 0)
			r->texts[l->slot[i]][r->count] = value;
	}
}
