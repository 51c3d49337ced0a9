/* SPDX-License-Identifier: MIT */
#include "cmd.h"

/* precept plan: the dry run, through the actions, against what is there. */

#define SHOWN 20

struct planning {
	struct args		*args;
	struct workspace	 w;
	struct plan		 plan;
	struct text		 out;
	uint64_t		 changes, rejected;
};

static bool
show_people(struct planning *p, const struct run_report *r, struct err *err)
{
	uint64_t all = r->row.counts.created + r->row.counts.updated +
	    r->row.counts.rejected;

	rows_report(p->args, r, true, &p->out);
	if (!rows_show(p->args, (struct slice){ p->plan.shown->ptr,
	    p->plan.shown->len }, &p->out, err) && err->kind != ERR_NONE)
		return false;
	if (all > p->plan.show_count)
		text_printf(&p->out, "  … and %llu more (-n N or --all "
		    "shows them, -o FILE saves all)\n",
		    (unsigned long long)(all - p->plan.show_count));
	return true;
}

static bool
show_json(struct planning *p, const struct run_report *r, bool comma,
    struct err *err)
{
	text_string(&p->out, comma ? ",{" : "{");
	rows_report_json(r, &p->out);
	text_string(&p->out, ",\"rows\":[");
	rows_json((struct slice){ p->plan.shown->ptr, p->plan.shown->len },
	    false, &p->out, err);
	text_string(&p->out, "]}");
	return err->kind == ERR_NONE;
}

static bool
plan_one(struct planning *p, const struct rule *rule, int64_t date,
    bool first, struct err *err)
{
	struct run_order	o = { .rule = rule, .kind = "run",
				    .date = date };
	struct run_report	r;

	o.progress = screen_progress(p->args);
	if (!run_plan(&p->w, &o, &p->plan, p->w.arena, &r, err))
		return false;
	p->changes += r.row.counts.created + r.row.counts.updated;
	p->rejected += r.row.counts.rejected;
	return p->args->json ? show_json(p, &r, !first, err) :
	    show_people(p, &r, err);
}

static bool
plan_all(struct planning *p, struct err *err)
{
	const struct rule	**rules;
	struct plan_order	  o = { .path = p->args->output };

	if (!args_date(p->args, &o.date) ||
	    (rules = open_rules(&p->w, p->args, &o.rule_count)) == NULL)
		return false;
	o.rules = rules;
	o.show_max = p->args->all ? SIZE_MAX : p->args->rows >= 0 ?
	    (size_t)p->args->rows : SHOWN;
	if (!plan_open(&p->plan, &p->w, &o, err))
		return false;
	for (size_t i = 0; i < o.rule_count; i++)
		if (!plan_one(p, rules[i], o.date, i == 0, err))
			return false;
	return true;
}

static int
finish(struct planning *p)
{
	const struct args *a = p->args;

	if (a->json)
		text_string(&p->out, "]}\n");
	else if (p->changes == 0)
		text_string(&p->out, "nothing to change\n");
	else if (a->output != NULL)
		text_printf(&p->out, "saved; do exactly this with: precept "
		    "apply %s\n", a->output);
	if (p->changes > 0)
		return EXIT_CHANGES;
	return p->rejected > 0 ? EXIT_REJECTED : EXIT_DONE;
}

static int
run(struct args *a)
{
	struct planning	p = { .args = a };
	struct err	err = { 0 };
	int		code;

	if (!open_workspace(&p.w, a, WORKSPACE_READ, &code))
		return code;
	text_init(&p.out, (size_t)1 << 32);
	if (a->json)
		text_string(&p.out, "{\"rules\":[");
	if (plan_all(&p, &err) && plan_close(&p.plan, &err)) {
		code = finish(&p);
		screen_print(&p.out);
	} else {
		plan_drop(&p.plan);
		text_free(&p.out);
		code = err.kind == ERR_NONE ? EXIT_ERROR :
		    screen_error(&err);
	}
	workspace_close(&p.w);
	return code;
}

const struct command cmd_plan = {
	"plan", "[RULE | FILE.lua …]",
	"Shows what the rules would change, field by field; writes nothing.",
	"  +  would be created      ~  would be updated, old -> new\n"
	"  !  rejected, with its reason\n"
	"Exits with 0 if there is nothing to change, 2 if changes wait,\n"
	"3 if there are only rejected rows.",
	OPTION_DATE | OPTION_OUTPUT | OPTION_ROWS | OPTION_ALL |
	    OPTION_RULES, run
};
