/* SPDX-License-Identifier: MIT */
#include "cmd.h"

/* precept run: the rules, now, in their order. */

struct running {
	struct args		*args;
	struct workspace	 w;
	struct text		 out;
	int			 code;
};

/* What a script should see: the worst of all rules. */
static int
worse(int a, int b)
{
	static const int rank[] = { 0, 4, 1, 2, 3 };

	return rank[a] >= rank[b] ? a : b;
}

static bool
run_one(struct running *r, const struct rule *rule, int64_t date,
    bool first, struct err *err)
{
	struct run_order	o = { .rule = rule, .kind = "run",
				    .date = date };
	struct run_report	report;

	o.progress = screen_progress(r->args);
	if (!run_rule(&r->w, &o, r->w.arena, &report, err))
		return false;
	r->code = worse(r->code, rows_exit(&report));
	if (r->args->json) {
		text_string(&r->out, first ? "{" : ",{");
		rows_report_json(&report, &r->out);
		text_char(&r->out, '}');
		return true;
	}
	rows_report(r->args, &report, false, &r->out);
	return true;
}

static bool
run_all(struct running *r, struct err *err)
{
	const struct rule	**rules;
	size_t			  count;
	int64_t			  date;

	if (!args_date(r->args, &date) ||
	    (rules = open_rules(&r->w, r->args, &count)) == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!run_one(r, rules[i], date, i == 0, err))
			return false;
	return true;
}

static int
run(struct args *a)
{
	struct running	r = { .args = a };
	struct err	err = { 0 };
	bool		ok;

	if (!open_workspace(&r.w, a, WORKSPACE_WRITE, &r.code))
		return r.code;
	r.code = EXIT_DONE;
	text_init(&r.out, (size_t)1 << 26);
	if (a->json)
		text_string(&r.out, "{\"rules\":[");
	ok = run_all(&r, &err);
	if (a->json)
		text_string(&r.out, "]}\n");
	screen_print(&r.out);
	if (!ok)
		r.code = err.kind == ERR_NONE ? EXIT_ERROR :
		    screen_error(&err);
	workspace_close(&r.w);
	return r.code;
}

const struct command cmd_run = {
	"run", "[RULE | FILE.lua …]",
	"Runs the rules now; the ledger keeps what became of each row.",
	"Rules run in order: one that says after = \"…\" comes after it.\n"
	"A guard turns a run into a saved plan (exit code 2).\n"
	"Exits with 3 if rows were rejected.",
	OPTION_DATE | OPTION_RULES, run
};
