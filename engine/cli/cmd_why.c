/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/date.h"
#include "precept/json.h"

/* precept why: the history of one record, oldest first. */

struct asking {
	struct args		*args;
	struct workspace	 w;
	struct arena		*scratch;
	uint64_t		 key;
	struct text		 out, body;
	size_t			 found;
};

static bool
is_about(const struct asking *q, const struct ledger_row *row)
{
	if (row->id.ptr != NULL && ledger_key(row->id) == q->key)
		return true;
	for (size_t k = 0; k < row->key_count; k++)
		if (row->keys[k].ptr != NULL &&
		    ledger_key(row->keys[k]) == q->key)
			return true;
	return false;
}

/* The head and the row lines that are about the record. */
static bool
pick_rows(struct asking *q, const struct call *call, struct err *err)
{
	struct ledger_reader	r;
	struct ledger_head	head;
	struct ledger_row	row;
	const char		*line;

	arena_reset(q->scratch);
	text_clear(&q->body);
	if (!ledger_open(&r, call->body, q->scratch, &head, err))
		return false;
	text_add(&q->body, call->body.ptr,
	    (size_t)(r.rest.ptr - call->body.ptr));
	for (line = r.rest.ptr; ledger_next(&r, &row, err);
	    line = r.rest.ptr)
		if (is_about(q, &row))
			text_add(&q->body, line,
			    (size_t)(r.rest.ptr - line));
	return err->kind == ERR_NONE;
}

static bool
has_rows(const struct text *body)
{
	const char *end = memchr(body->ptr, '\n', body->len);

	return end != NULL && end + 1 < body->ptr + body->len;
}

static bool
show_call(struct asking *q, const struct call *call, struct err *err)
{
	struct run_row	row;
	struct slice	body;
	char		when[DATE_TEXT];

	if (!pick_rows(q, call, err))
		return false;
	if (!has_rows(&q->body))
		return true;
	body = (struct slice){ q->body.ptr, q->body.len };
	if (!journal_run(q->w.store, call->run, q->w.arena, &row, err))
		return false;
	datetime_print(row.started, when);
	if (q->args->json) {
		text_printf(&q->out, "%s{\"run\":%lld,\"kind\":\"%s\","
		    "\"when\":\"%s\",\"rule\":", q->found > 0 ? "," : "",
		    (long long)row.id, row.kind, when);
		json_put_string(&q->out, slice_of(row.rule));
		text_string(&q->out, ",\"rows\":[");
		q->found += rows_json(body, false, &q->out, err);
		text_string(&q->out, "]}");
		return err->kind == ERR_NONE;
	}
	when[19] = '\0';
	when[10] = ' ';
	text_printf(&q->out, "%s  %s %lld  %s\n", when, row.kind,
	    (long long)row.id, row.rule);
	q->found += rows_show(q->args, body, &q->out, err);
	return err->kind == ERR_NONE;
}

static bool
ask(struct asking *q, struct err *err)
{
	struct journal_cursor	*cursor;
	struct call		 call;
	bool			 ok = true;

	cursor = journal_find(q->w.store, q->key, err);
	if (cursor == NULL)
		return false;
	while (ok && journal_next(cursor, &call, err))
		ok = show_call(q, &call, err);
	journal_cursor_close(cursor);
	return ok && err->kind == ERR_NONE;
}

static int
answer(struct asking *q, const char *word)
{
	struct err	err = { 0 };
	bool		ok;

	if (q->args->json)
		text_string(&q->out, "{\"history\":[");
	ok = q->w.store == NULL || ask(q, &err);
	if (!ok) {
		text_free(&q->out);
		return screen_error(&err);
	}
	if (q->args->json)
		text_string(&q->out, "]}\n");
	else if (q->found == 0)
		text_printf(&q->out, "no run has written or rejected '%s'\n",
		    word);
	screen_print(&q->out);
	return EXIT_DONE;
}

static int
run(struct args *a)
{
	struct asking	q = { .args = a };
	int		code;

	if (a->word_count != 1) {
		screen_note("why takes the id or key of a record: see "
		    "'precept why --help'");
		return EXIT_ERROR;
	}
	if (!open_bare(&q.w, a, WORKSPACE_READ, &code))
		return code;
	q.key = ledger_key(slice_of(a->words[0]));
	q.scratch = arena_new();
	text_init(&q.out, (size_t)1 << 30);
	text_init(&q.body, (size_t)1 << 30);
	code = answer(&q, a->words[0]);
	text_free(&q.body);
	arena_free(q.scratch);
	workspace_close(&q.w);
	return code;
}

const struct command cmd_why = {
	"why", "ID",
	"Tells the history of a record: who wrote it, from what, when.",
	"ID is a record id (15 or 18 characters) or the value of a key.",
	0, run
};
