/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/date.h"
#include "precept/json.h"

/* precept log: runs, and with a number the rows of one run. */

#define RUNS_SHOWN 20
#define ROWS_SHOWN 50

static void
show_run(const struct args *a, const struct run_row *r, struct text *out)
{
	char	when[DATE_TEXT], day[DATE_TEXT];
	bool	good = r->state == RUN_DONE;

	datetime_print(r->started, when);
	date_print(r->date, day);
	when[19] = '\0';
	when[10] = ' ';
	text_printf(out, "%6lld  %s  %s%-8s%s  %-6s %s  %s", (long long)r->id,
	    when, screen_colour(a, good ? CHANGE_CREATE : CHANGE_REJECT),
	    run_state_name(r->state), screen_plain(a), r->kind, day,
	    r->rule);
	if (r->of != 0)
		text_printf(out, " (run %lld)", (long long)r->of);
	text_string(out, "\n        ");
	rows_counts(&r->counts, false, out);
	if (r->text != NULL)
		text_printf(out, "\n        %s", r->text);
	text_char(out, '\n');
}

static void
show_run_json(const struct run_row *r, struct text *out)
{
	struct run_report	report = { .row = *r };
	char			when[DATE_TEXT];

	datetime_print(r->started, when);
	text_char(out, '{');
	rows_report_json(&report, out);
	text_printf(out, ",\"of\":%lld,\"started\":\"%s\"", (long long)r->of,
	    when);
	if (r->finished != 0) {
		datetime_print(r->finished, when);
		text_printf(out, ",\"finished\":\"%s\"", when);
	}
}

static bool
list_runs(struct workspace *w, const struct args *a, struct text *out,
    struct err *err)
{
	struct run_row	*rows;
	size_t		 count, most;

	most = a->all ? 0 : a->rows >= 0 ? (size_t)a->rows : RUNS_SHOWN;
	if (!journal_runs(w->store, most, w->arena, &rows, &count, err))
		return false;
	if (a->json)
		text_string(out, "{\"runs\":[");
	for (size_t i = 0; i < count; i++) {
		if (!a->json) {
			show_run(a, &rows[i], out);
			continue;
		}
		if (i > 0)
			text_char(out, ',');
		show_run_json(&rows[i], out);
		text_char(out, '}');
	}
	if (a->json)
		text_string(out, "]}\n");
	else if (count == 0)
		text_string(out, "nothing has been run yet\n");
	return true;
}

/* The head of a body and those of its rows, at most `most` of them. */
static void
pick_rows(struct slice body, bool rejected, size_t *most, struct text *out)
{
	const char *end = body.ptr + body.len, *at = body.ptr;

	text_clear(out);
	while (at < end && (*most > 0 || at == body.ptr)) {
		const char	*stop = memchr(at, '\n', (size_t)(end - at));
		size_t		 len;

		len = (size_t)((stop == NULL ? end : stop + 1) - at);
		if (at == body.ptr) {
			text_add(out, at, len);
		} else if ((len > 4 && memcmp(at, "[\"!\"", 4) == 0) ==
		    rejected) {
			text_add(out, at, len);
			(*most)--;
		}
		at += len;
	}
}

struct showing {
	struct workspace	*w;
	const struct args	*args;
	int64_t			 run;
	size_t			 most;
	uint64_t		 all, shown;
	struct text		*out;
};

/* The rejected rows, or the others. */
static bool
show_some(struct showing *s, bool rejected, struct err *err)
{
	struct journal_cursor	*cursor;
	struct call		 call;
	struct text		 rows;

	cursor = journal_calls(s->w->store, s->run, false, err);
	if (cursor == NULL)
		return false;
	text_init(&rows, (size_t)1 << 30);
	for (s->all = 0; journal_next(cursor, &call, err); ) {
		struct slice body;

		pick_rows(call.body, rejected, &s->most, &rows);
		body = (struct slice){ rows.ptr, rows.len };
		s->all += call.rows;
		s->shown += s->args->json ? rows_json(body, s->shown > 0,
		    s->out, err) : rows_show(s->args, body, s->out, err);
	}
	text_free(&rows);
	journal_cursor_close(cursor);
	return err->kind == ERR_NONE;
}

/* What went wrong comes first, or it would hide behind what went well. */
static bool
show_rows(struct workspace *w, const struct args *a, int64_t run,
    struct text *out, struct err *err)
{
	struct showing s = { .w = w, .args = a, .run = run, .out = out };

	s.most = a->all ? SIZE_MAX : a->rows >= 0 ? (size_t)a->rows :
	    ROWS_SHOWN;
	if (!show_some(&s, true, err) || !show_some(&s, false, err))
		return false;
	if (!a->json && s.all > s.shown)
		text_printf(out, "  … and %llu more (-n N or --all shows "
		    "them)\n", (unsigned long long)(s.all - s.shown));
	return true;
}

static bool
show_one(struct workspace *w, const struct args *a, int64_t run,
    struct text *out, struct err *err)
{
	struct run_row	 row;
	bool		 ok;

	if (!journal_run(w->store, run, w->arena, &row, err))
		return false;
	if (!a->json) {
		show_run(a, &row, out);
		return show_rows(w, a, run, out, err);
	}
	show_run_json(&row, out);
	text_string(out, ",\"rows\":[");
	ok = show_rows(w, a, run, out, err);
	text_string(out, "]}\n");
	return ok;
}

static int
run(struct args *a)
{
	struct workspace	w;
	struct text		out;
	struct err		err = { 0 };
	int64_t			number = 0;
	int			code;
	bool			ok = true;

	if (!args_words(a, &cmd_log, 1) ||
	    (a->word_count == 1 && !args_run(a->words[0], &number)))
		return EXIT_ERROR;
	if (!open_bare(&w, a, WORKSPACE_READ, &code))
		return code;
	text_init(&out, (size_t)1 << 32);
	if (w.store == NULL && a->word_count == 1)
		ok = err_set(&err, ERR_RULE, "there is no run %lld: nothing "
		    "has been run yet", (long long)number);
	else if (w.store == NULL)
		text_string(&out, a->json ? "{\"runs\":[]}\n" :
		    "nothing has been run yet\n");
	else if (a->word_count == 0)
		ok = list_runs(&w, a, &out, &err);
	else
		ok = show_one(&w, a, number, &out, &err);
	if (ok)
		screen_print(&out);
	else
		text_free(&out);
	code = ok ? EXIT_DONE : screen_error(&err);
	workspace_close(&w);
	return code;
}

const struct command cmd_log = {
	"log", "[RUN]",
	"Lists the runs; with a number, what became of each row of that run.",
	"Rejected rows come first. Rows that were the same already are only\n"
	"counted.",
	OPTION_ROWS | OPTION_ALL, run
};
