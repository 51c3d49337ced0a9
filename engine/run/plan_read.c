/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "precept/date.h"
#include "precept/doc.h"
#include "precept/hash.h"
#include "precept/plan.h"

/* A plan file back in: its head, its end, its bodies in small pieces. */

#define BODY_ROWS 2000
#define PIECE_MAX ((size_t)1 << 30)

struct plan_reader {
	FILE		*file;
	const char	*path;
	char		*line;		/* of getline */
	size_t		 cap;
	ssize_t		 len;
	struct text	 head, body;
	bool		 held;		/* line is the next body's head */
};

static bool
next_line(struct plan_reader *r)
{
	r->len = getline(&r->line, &r->cap, r->file);
	return r->len > 0;
}

static bool
read_rules(const struct doc *list, struct arena *a, struct plan_head *h)
{
	const struct doc *d;

	for (d = list == NULL ? NULL : list->child; d != NULL; d = d->next)
		h->rule_count++;
	h->rules = arena_array(a, h->rule_count + 1, sizeof *h->rules);
	h->hashes = arena_array(a, h->rule_count + 1, sizeof *h->hashes);
	h->rule_count = 0;
	for (d = list == NULL ? NULL : list->child; d != NULL; d = d->next) {
		h->rules[h->rule_count] = doc_text(d, "name");
		h->hashes[h->rule_count] = doc_text(d, "hash");
		if (h->rules[h->rule_count] == NULL ||
		    h->hashes[h->rule_count] == NULL)
			return false;
		h->rule_count++;
	}
	return true;
}

static bool
read_head(struct plan_reader *r, struct arena *a, struct plan_head *h)
{
	struct err	 ignored = { 0 };
	struct doc	*doc;
	const char	*word, *date;

	if (!next_line(r) || !doc_parse((struct slice){ r->line,
	    (size_t)r->len }, r->path, a, &doc, &ignored))
		return false;
	word = doc_text(doc, "precept");
	date = doc_text(doc, "date");
	h->made = doc_text(doc, "made");
	h->schemas = doc_text(doc, "schemas");
	return word != NULL && strcmp(word, "plan") == 0 && date != NULL &&
	    date_parse(slice_of(date), &h->date) && h->made != NULL &&
	    h->schemas != NULL && read_rules(doc_get(doc, "rules"), a, h);
}

static bool
is_end(const char *line)
{
	return strncmp(line, "{\"end\":", 7) == 0;
}

void
plan_end(const char *hash, char end[PLAN_END])
{
	snprintf(end, PLAN_END, "{\"end\":\"%s\"}\n", hash);
}

/* The last line is the end line, and has the hash of all lines before it. */
static bool
check_end(struct plan_reader *r, struct plan_head *h, struct err *err)
{
	struct hash_sum	*sum = hash_begin();
	char		 end[PLAN_END];

	rewind(r->file);
	while (next_line(r) && !is_end(r->line))
		hash_add(sum, r->line, (size_t)r->len);
	hash_end(sum, h->id);
	plan_end(h->id, end);
	if (r->len <= 0)
		return err_set(err, ERR_RULE, "the plan '%s' is cut off "
		    "before its end: make it again", r->path);
	if (strcmp(r->line, end) != 0 || next_line(r))
		return err_set(err, ERR_RULE, "the plan '%s' is not as it "
		    "was made: a plan is applied as it is or made again",
		    r->path);
	rewind(r->file);
	return next_line(r);
}

struct plan_reader *
plan_read_open(const char *path, struct arena *a, struct plan_head *h,
    struct err *err)
{
	struct plan_reader *r = mem_alloc(sizeof *r);

	*h = (struct plan_head){ 0 };
	r->path = path;
	text_init(&r->head, PIECE_MAX);
	text_init(&r->body, PIECE_MAX);
	r->file = fopen(path, "re");
	if (r->file == NULL)
		err_errno(err, "the plan '%s' cannot be read", path);
	else if (!read_head(r, a, h))
		err_set(err, ERR_RULE, "'%s' is not a plan of this program: "
		    "make one with 'precept plan -o FILE'", path);
	else if (check_end(r, h, err))
		return r;
	plan_read_close(r);
	return NULL;
}

bool
plan_read_body(struct plan_reader *r, struct slice *body, struct err *err)
{
	size_t rows = 0;

	text_clear(&r->body);
	text_add(&r->body, r->head.ptr, r->head.len);
	while (rows < BODY_ROWS && (r->held || next_line(r))) {
		r->held = r->line[0] == '{' && rows > 0;
		if (r->held)
			break;
		if (r->line[0] == '{') {
			text_clear(&r->head);
			text_clear(&r->body);
			text_add(&r->head, r->line, (size_t)r->len);
		} else {
			rows++;
		}
		text_add(&r->body, r->line, (size_t)r->len);
	}
	if (ferror(r->file))
		return err_errno(err, "the plan '%s' cannot be read",
		    r->path);
	*body = (struct slice){ r->body.ptr, r->body.len };
	return rows > 0;
}

void
plan_read_close(struct plan_reader *r)
{
	if (r == NULL)
		return;
	if (r->file != NULL)
		fclose(r->file);
	free(r->line);
	text_free(&r->head);
	text_free(&r->body);
	mem_free(r);
}
