/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/date.h"
#include "precept/json.h"
#include "soql_write.h"

/* precept explain: what a rule will do, as a tree. */

/* What a service is asked for; files and the store are read as they are. */
static void
explain(const struct workspace *w, const struct rule *r, int64_t date,
    struct text *out)
{
	struct rule_day		day = { date, r->zone == NULL ? NULL :
				    zone_find(r->zone), 1 };
	struct soql_write	q = { .rule = r, .catalog = w->catalog,
				    .day = &day };

	query_explain(r, out);
	if (r->source.kind == SOURCE_OBJECT &&
	    connect_is_remote(&w->connect, r->source.connection))
		soql_write_explain(&q, out);
	query_explain_when(r, out);
}

static int
run(struct args *a)
{
	int64_t			  date;
	const struct rule	**rules;
	struct workspace	  w;
	struct text		  out, one;
	size_t			  count;
	int			  code;

	if (!args_date(a, &date))
		return EXIT_ERROR;
	if (!open_workspace(&w, a, WORKSPACE_READ, &code))
		return code;
	text_init(&out, (size_t)1 << 26);
	text_init(&one, (size_t)1 << 24);
	rules = open_rules(&w, a, &count);
	if (a->json)
		text_string(&out, "{\"rules\":[");
	for (size_t i = 0; rules != NULL && i < count; i++) {
		text_clear(&one);
		explain(&w, rules[i], date, &one);
		if (!a->json) {
			text_printf(&out, "%s%s", i > 0 ? "\n" : "", one.ptr);
			continue;
		}
		text_string(&out, i > 0 ? ",{\"rule\":" : "{\"rule\":");
		json_put_string(&out, slice_of(rules[i]->name));
		text_string(&out, ",\"text\":");
		json_put_string(&out, (struct slice){ one.ptr, one.len });
		text_char(&out, '}');
	}
	if (a->json)
		text_string(&out, "]}\n");
	screen_print(&out);
	text_free(&one);
	workspace_close(&w);
	return rules == NULL ? EXIT_ERROR : EXIT_DONE;
}

const struct command cmd_explain = {
	"explain", "[RULE | FILE.lua …]",
	"Shows the way of a rule's rows: source, filters, Show, actions.",
	"", OPTION_RULES | OPTION_DATE, run
};
