/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/id.h"
#include "query_cursor.h"

#define DAYS ((int64_t)2 * 86400 * 1000000)

static void
free_cursor(struct query_cursor *c)
{
	mem_free(c->soql);
	mem_free(c->ids);
	mem_free(c);
}

/* What is too old, and the user's that are too many; newest come first. */
static void
sweep(struct sandbox *s, const char *user)
{
	struct query_cursor	**at = &s->cursors, *c;
	int64_t			  now = sandbox_now(s);
	int			  own = 0;

	while ((c = *at) != NULL) {
		own += strcmp(c->user, user) == 0;
		if (now - c->made <= DAYS && own <= QUERY_CURSORS) {
			at = &c->next;
			continue;
		}
		own -= strcmp(c->user, user) == 0;
		*at = c->next;
		free_cursor(c);
	}
}

static void
make_id(struct sandbox *s, char id[19])
{
	char	narrow[16];

	snprintf(narrow, sizeof narrow, "01g%012llu",
	    (unsigned long long)(++s->cursor_count % 1000000000000));
	id_widen(slice_of(narrow), id);
	id[18] = '\0';
}

struct query_cursor *
query_cursor_new(struct sandbox *s, const char *user, const char *soql,
    struct text *ids)
{
	struct query_cursor	*c = mem_alloc(sizeof *c);

	memset(c, 0, sizeof *c);
	make_id(s, c->id);
	snprintf(c->user, sizeof c->user, "%s", user);
	c->soql = mem_text(soql, strlen(soql));
	c->count = ids->len / 18;
	c->ids = text_take(ids);
	c->made = sandbox_now(s);
	c->next = s->cursors;
	s->cursors = c;
	sweep(s, user);
	return c;
}

struct query_cursor *
query_cursor_find(struct sandbox *s, const char *user, const char *locator,
    size_t *from)
{
	struct query_cursor	*c;
	size_t			 at = 0;
	const char		*p = locator + strcspn(locator, "-");

	sweep(s, user);
	for (c = s->cursors; c != NULL; c = c->next)
		if (strcmp(c->user, user) == 0 && p - locator == 18 &&
		    memcmp(c->id, locator, 18) == 0)
			break;
	if (c == NULL || *p++ == '\0' || *p == '\0')
		return NULL;
	for (; *p >= '0' && *p <= '9' && at < c->count; p++)
		at = at * 10 + (size_t)(*p - '0');
	*from = at;
	return *p == '\0' && at < c->count ? c : NULL;
}

void
query_cursor_close(struct sandbox *s)
{
	struct query_cursor	*c;

	while ((c = s->cursors) != NULL) {
		s->cursors = c->next;
		free_cursor(c);
	}
}
