/* SPDX-License-Identifier: MIT */
#include "precept/clock.h"
#include "precept/date.h"
#include "precept/hash.h"
#include "precept/json.h"
#include "precept/ledger.h"
#include "precept/plan.h"

/* The sink of a dry run: rows go into the plan file and nowhere else. */

#define BODY_MAX ((size_t)1 << 30)

/* Whole lines of the file; its last line has the hash of them. */
static bool
put_file(struct plan *p, const char *ptr, size_t len, struct err *err)
{
	const char *at, *next, *end = ptr + len;

	for (at = ptr; at < end; at = next) {
		next = memchr(at, '\n', (size_t)(end - at));
		next = next == NULL ? end : next + 1;
		hash_add(p->sum, at, (size_t)(next - at));
	}
	return file_draft_write(p->draft, ptr, len, err);
}

static bool
prepare(struct sink *sink, struct changes *c, struct err *err)
{
	struct plan	*p = (struct plan *)sink;
	size_t		 rows;

	c->body = ledger_body(&p->bodies, c, &rows);
	if (c->body->full)
		return err_set(err, ERR_LIMIT, "a batch of the plan is "
		    "larger than 1 GiB");
	if (rows == 0)
		text_clear(c->body);
	return true;
}

/* The first rows are kept for the report. */
static void
keep_shown(struct plan *p, const struct text *body)
{
	const char	*at = body->ptr, *end = body->ptr + body->len;
	const char	*stop = memchr(at, '\n', body->len);

	if (p->show_count >= p->show_max || stop == NULL)
		return;
	for (at = stop + 1; at < end && p->show_count < p->show_max; at++) {
		at = memchr(at, '\n', (size_t)(end - at));
		p->show_count++;
	}
	text_add(p->shown, body->ptr, (size_t)(at - body->ptr));
}

static bool
put_body(struct plan *p, const struct text *body, struct err *err)
{
	if (body->len == 0)
		return true;
	keep_shown(p, body);
	return p->draft == NULL || put_file(p, body->ptr, body->len, err);
}

static bool
put_broken(struct plan *p, const struct action *a,
    const struct scan_broken *rows, size_t n, struct err *err)
{
	struct text	body;
	bool		ok;

	if (n == 0)
		return true;
	text_init(&body, BODY_MAX);
	ledger_put_head(&body, p->exec->rule, a);
	ledger_put_broken(&body, rows, n);
	ok = put_body(p, &body, err);
	text_free(&body);
	return ok;
}

static bool
take(struct sink *sink, struct exec_batch *e, struct err *err)
{
	struct plan *p = (struct plan *)sink;

	if (!put_broken(p, NULL, e->batch->rejected,
	    e->batch->rejected_count, err))
		return false;
	for (size_t i = 0; i < e->rule->action_count; i++)
		if (!put_broken(p, &e->rule->actions[i], e->rejected[i],
		    e->rejected_count[i], err) ||
		    !put_body(p, e->changes[i]->body, err))
			return false;
	return true;
}

static void
put_rules(struct text *out, const struct plan_order *o)
{
	text_string(out, ",\"rules\":[");
	for (size_t i = 0; i < o->rule_count; i++) {
		char hash[65];

		rule_hash(o->rules[i], hash);
		text_string(out, i > 0 ? ",{\"name\":" : "{\"name\":");
		json_put_string(out, slice_of(o->rules[i]->name));
		text_printf(out, ",\"hash\":\"%s\"}", hash);
	}
	text_char(out, ']');
}

static bool
put_head(struct plan *p, const struct workspace *w,
    const struct plan_order *o, struct err *err)
{
	char		day[DATE_TEXT], now[DATE_TEXT];
	struct text	head;
	bool		ok;

	date_print(o->date, day);
	datetime_print(clock_now(), now);
	text_init(&head, BODY_MAX);
	text_printf(&head, "{\"precept\":\"plan\",\"version\":1,"
	    "\"made\":\"%s\",\"date\":\"%s\",\"schemas\":\"%s\"", now, day,
	    w->schema_hash);
	put_rules(&head, o);
	text_string(&head, "}\n");
	ok = put_file(p, head.ptr, head.len, err);
	text_free(&head);
	return ok;
}

bool
plan_open(struct plan *p, const struct workspace *w,
    const struct plan_order *o, struct err *err)
{
	*p = (struct plan){ .sink = { prepare, take, NULL },
		.show_max = o->show_max };
	p->shown = mem_alloc(sizeof *p->shown);
	text_init(p->shown, BODY_MAX);
	if (o->path == NULL)
		return true;
	p->draft = file_draft_open(o->path, err);
	if (p->draft == NULL)
		return false;
	p->sum = hash_begin();
	return put_head(p, w, o, err);
}

void
plan_rule(struct plan *p, struct exec *x)
{
	ledger_bodies_free(&p->bodies);
	p->exec = x;
	ledger_bodies_make(&p->bodies, x->connect->workers, x->rule);
	text_clear(p->shown);
	p->show_count = 0;
	x->sink = &p->sink;
	x->dry = true;
}

static void
clear(struct plan *p)
{
	char ignored[HASH_HEX];

	if (p->sum != NULL)
		hash_end(p->sum, ignored);
	p->sum = NULL;
	ledger_bodies_free(&p->bodies);
	if (p->shown != NULL)
		text_free(p->shown);
	mem_free(p->shown);
	p->shown = NULL;
}

bool
plan_close(struct plan *p, struct err *err)
{
	struct file_draft	*draft = p->draft;
	char			 end[PLAN_END], hash[HASH_HEX];

	p->draft = NULL;
	if (draft != NULL) {
		hash_end(p->sum, hash);
		p->sum = NULL;
	}
	clear(p);
	if (draft == NULL)
		return true;
	plan_end(hash, end);
	if (file_draft_write(draft, end, strlen(end), err))
		return file_draft_keep(draft, err);
	file_draft_drop(draft);
	return false;
}

void
plan_drop(struct plan *p)
{
	clear(p);
	if (p->draft != NULL)
		file_draft_drop(p->draft);
	p->draft = NULL;
}
