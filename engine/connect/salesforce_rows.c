/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "salesforce_rows.h"
#include "precept/clock.h"
#include "salesforce_switch.h"

/*
 * Rows by sObject Collections: 200 a call, several calls at once. The answer
 * is in the order of the request, each row with its own outcome.
 */

/* Salesforce ends what takes longer than two minutes. */
int64_t salesforce_settle_ms = 150000;

#define TRIES 5			/* of a row that somebody else locks */

struct sending {
	struct salesforce_target *t;
	struct changes		*c;
	bool			*due;		/* rows to be sent, or again */
	struct salesforce_part	*parts;
	size_t			 count;
	size_t			 size;		/* rows a call */
	struct err		 whole;
};

/* A random time up to half a second, doubled with every try. */
static int64_t
rand_pause(int tries)
{
	return clock_steady() % ((int64_t)250 << tries) + 50;
}

static const char *
method_of(enum salesforce_way way)
{
	static const char *const names[] = { [SALESFORCE_INSERT] = "POST",
		[SALESFORCE_UPSERT] = "PATCH", [SALESFORCE_UPDATE] = "PATCH",
		[SALESFORCE_DELETE] = "DELETE" };

	return names[way];
}

static enum salesforce_way
way_of(const struct changes *c, size_t row)
{
	switch (c->op[row]) {
	case CHANGE_UPDATE:
		return SALESFORCE_UPDATE;
	case CHANGE_DELETE:
		return SALESFORCE_DELETE;
	default:
		return salesforce_upsert_key(c->action) != NULL ?
		    SALESFORCE_UPSERT : SALESFORCE_INSERT;
	}
}

const struct field *
salesforce_upsert_key(const struct action *a)
{
	const struct field *key;

	if (a->operation != OP_UPSERT || a->key_count != 1)
		return NULL;
	key = a->maps[a->keys[0]].field;
	return (key->flags & FIELD_EXTERNAL) && !(key->flags & FIELD_ID) ?
	    key : NULL;
}

bool
salesforce_upserts_once(const struct action *a)
{
	const struct field *key = salesforce_upsert_key(a);

	return key != NULL && (key->flags & FIELD_UNIQUE);
}

static const char *
url_of(const struct salesforce_part *p)
{
	struct arena	*a = p->c->arena;
	const char	*url = "/composite/sobjects?allOrNone=false&ids=";

	if (p->way == SALESFORCE_UPSERT)
		return arena_printf(a, "/composite/sobjects/%s/%s",
		    p->c->action->schema->object,
		    salesforce_upsert_key(p->c->action)->name);
	if (p->way != SALESFORCE_DELETE)
		return p->c->action->as_is ? "/sandbox/load" :
		    "/composite/sobjects";
	for (size_t i = 0; i < p->count; i++) {
		struct slice id = p->c->id[p->rows[i]];

		url = arena_printf(a, "%s%s%.*s", url, i > 0 ? "," : "",
		    (int)id.len, id.ptr);
	}
	return url;
}

static void
fill_call(struct salesforce_part *p, struct http_call *call)
{
	static const char *const headers[] = {
		"Content-Type: application/json; charset=UTF-8", NULL };

	*call = (struct http_call){ .method = method_of(p->way),
		.url = url_of(p), .once = p->way == SALESFORCE_INSERT,
		.own = p };
	if (p->way == SALESFORCE_DELETE)
		return;
	salesforce_records_put(&p->body, p->c, p->rows, p->count);
	call->body = (struct slice){ p->body.ptr, p->body.len };
	call->headers = headers;
}

/* A request that is wrong as a whole is wrong for each of its rows. */
static bool
is_wrong(const struct http_call *call)
{
	return call->outcome == HTTP_WHOLE && (call->status == 400 ||
	    call->status == 404);
}

/* One row that cannot be read takes those of its call with it. */
static bool
is_spoilt(const struct salesforce_part *p,
    const struct salesforce_error *error)
{
	return p->count > 1 && !p->last &&
	    strcmp(error->code, "JSON_PARSER_ERROR") == 0;
}

static void
refuse_all(struct salesforce_part *p, const struct http_call *call)
{
	struct salesforce_error error = { .code = "" };

	salesforce_error((struct slice){ call->answer.ptr, call->answer.len },
	    p->c->arena, &error);
	p->spoilt = is_spoilt(p, &error);
	for (size_t i = 0; p->spoilt && i < p->count; i++)
		p->due[p->rows[i]] = true;
	if (p->spoilt)
		return;
	for (size_t i = 0; i < p->count; i++)
		salesforce_reject(p->c, p->rows[i], &error);
}

/* May any of it have been done? A gateway says 502 or 504 while the org is
 * still at work. */
static bool
is_open(const struct http_call *call)
{
	return call->outcome == HTTP_UNKNOWN || (call->outcome ==
	    HTTP_WHOLE && call->status >= 500 &&
	    !SALESFORCE_UNDONE(call->status));
}

/* One part has its answer, or will have none. */
static bool
done(struct http_call *call, bool ok, struct err *err)
{
	struct salesforce_part *p = call->own;

	p->state = PART_DONE;
	if (ok ? salesforce_part_read(p, call) : is_wrong(call)) {
		if (!ok)
			refuse_all(p, call);
	} else {
		p->state = ok || is_open(call) ? PART_UNKNOWN : PART_UNSENT;
		p->why = *err;
	}
	if (p->locked)
		salesforce_locked(p->org);
	*err = (struct err){ 0 };
	http_call_clear(call);
	text_free(&p->body);
	return true;
}

static void
send_parts(struct sending *s)
{
	struct http_call *calls = mem_array(s->count + 1, sizeof *calls);

	for (size_t i = 0; i < s->count; i++)
		fill_call(&s->parts[i], &calls[i]);
	s->whole = (struct err){ 0 };
	salesforce_calls(s->t->org, calls, s->count, done, &s->whole);
	mem_free(calls);
}

/* Rows of one way after the other: those that are due. */
static void
cut(struct sending *s)
{
	struct changes *c = s->c;

	s->count = 0;
	for (int way = 0; way <= SALESFORCE_DELETE; way++) {
		struct salesforce_part *p = NULL;

		for (size_t row = 0; row < c->count; row++) {
			if (!s->due[row] || (int)way_of(c, row) != way)
				continue;
			if (p == NULL || p->count == s->size) {
				p = &s->parts[s->count++];
				*p = (struct salesforce_part){ .c = c,
					.org = s->t->org,
					.due = s->due,
					.way = (enum salesforce_way)way };
			}
			p->rows[p->count++] = (uint32_t)row;
			s->due[row] = false;
		}
	}
}

/* Rows of parts that have this state. */
static size_t
mark(struct sending *s, enum salesforce_part_state state, bool *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct salesforce_part *p = &s->parts[i];

		for (size_t k = 0; p->state == state && k < p->count; k++)
			rows[p->rows[k]] = true;
		n += p->state == state ? p->count : 0;
	}
	return n;
}

static const struct err *
reason(const struct sending *s, enum salesforce_part_state state)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->parts[i].state == state &&
		    s->parts[i].why.kind != ERR_NONE)
			return &s->parts[i].why;
	return &s->whole;
}

static bool
is_due(const struct sending *s)
{
	return memchr(s->due, true, s->c->count) != NULL;
}

/* Rows whose answer was lost: those that were not done are due again. */
static bool
find_lost(struct sending *s, const bool *lost, struct err *err)
{
	struct changes	*c = s->c;
	char		*ops = arena_raw(c->arena, c->count + 1);

	memcpy(ops, c->op, c->count);
	if (!salesforce_settle(s->t, c, lost, clock_steady() +
	    salesforce_settle_ms * 1000, err))
		return false;
	for (size_t row = 0; row < c->count; row++) {
		s->due[row] |= lost[row] && c->op[row] == CHANGE_SKIP;
		c->op[row] = ops[row];
	}
	return true;
}

/* Rows that did not leave, or should go once more. */
static bool
give_up(struct sending *s, struct err *err)
{
	if (mark(s, PART_UNSENT, s->due) == 0)
		return true;
	*err = *reason(s, PART_UNSENT);
	return false;
}

/* They are none of this call's any more. */
static bool
leave_due(struct sending *s)
{
	for (size_t row = 0; row < s->c->count; row++)
		if (s->due[row])
			s->c->op[row] = CHANGE_SKIP;
	return false;
}

/* The row that spoils a call is found by smaller and smaller ones. */
static void
make_smaller(struct sending *s)
{
	bool	spoilt = false;

	for (size_t i = 0; i < s->count; i++)
		spoilt |= s->parts[i].spoilt;
	if (spoilt)
		s->size = s->size > 8 ? s->size / 5 : 1;
}

static bool
round_trip(struct sending *s, int tries, struct err *err)
{
	bool		*lost = arena_alloc(s->c->arena, s->c->count + 1);
	struct err	 ignored = { 0 };
	bool		 sent;

	s->parts = arena_array(s->c->arena, s->c->count / s->size +
	    SALESFORCE_DELETE + 2, sizeof *s->parts);
	cut(s);
	for (size_t i = 0; i < s->count; i++)
		s->parts[i].last = tries + 1 == TRIES;
	send_parts(s);
	make_smaller(s);
	sent = give_up(s, err);
	if (mark(s, PART_UNKNOWN, lost) == 0)
		return sent || leave_due(s);
	if (sent && tries + 1 < TRIES && find_lost(s, lost, err))
		return true;
	if (!sent && err->kind == ERR_LIMIT && find_lost(s, lost, &ignored))
		return leave_due(s);
	s->c->queued = true;	/* to be settled at the next start */
	if (err->kind == ERR_NONE)
		*err = *reason(s, PART_UNKNOWN);
	return false;
}

bool
salesforce_rows(struct salesforce_target *t, struct changes *c,
    struct err *err)
{
	struct sending	s = { .t = t, .c = c, .size = SALESFORCE_CALL_ROWS };
	bool		ok = true;

	s.due = arena_alloc(c->arena, c->count + 1);
	for (size_t row = 0; row < c->count; row++)
		s.due[row] = salesforce_is_sent(c, row);
	for (int tries = 0; ok && is_due(&s); tries++) {
		if (tries > 0)
			salesforce_sleep(t->org, (int64_t)rand_pause(tries));
		ok = round_trip(&s, tries, err);
	}
	return ok;
}
