/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/json.h"
#include "precept/rehearse.h"

/* precept test: the tests that rules carry, offline. */

struct testing {
	struct args		*args;
	struct workspace	 w;
	struct arena		*arena;
	struct rule_day		 day;
	struct text		 out;
	size_t			 passed, failed;
};

/* Each line of the reasons, indented. */
static void
put_lines(struct text *out, const char *text)
{
	for (const char *end; *text != '\0'; text = end) {
		end = text + strcspn(text, "\n");
		text_printf(out, "      %.*s\n", (int)(end - text), text);
		end += *end == '\n';
	}
}

static void
put_json(struct testing *t, const struct rule *rule,
    const struct rule_test *test, const struct rehearsal *r)
{
	text_string(&t->out, t->passed + t->failed > 1 ? ",{\"rule\":" :
	    "{\"rule\":");
	json_put_string(&t->out, slice_of(rule->name));
	text_string(&t->out, ",\"test\":");
	json_put_string(&t->out, slice_of(test->name));
	text_printf(&t->out, ",\"passed\":%s,\"text\":",
	    r->passed ? "true" : "false");
	json_put_string(&t->out, slice_of(r->text));
	text_char(&t->out, '}');
}

static void
do_test(struct testing *t, const struct rule *rule,
    const struct rule_test *test)
{
	struct rehearsal r;

	arena_reset(t->arena);
	rehearse(rule, test, &t->day, t->arena, &r);
	t->passed += r.passed;
	t->failed += !r.passed;
	if (t->args->json) {
		put_json(t, rule, test, &r);
		return;
	}
	if (r.passed && t->args->quiet)
		return;
	text_printf(&t->out, "  %s%s%s  %s: %s\n", screen_colour(t->args,
	    r.passed ? CHANGE_CREATE : CHANGE_REJECT),
	    r.passed ? "ok    " : "FAILED", screen_plain(t->args),
	    rule->name, test->name);
	if (!r.passed)
		text_printf(&t->out, "      %s:%d\n", test->at.file,
		    test->at.line);
	put_lines(&t->out, r.text);
}

static bool
do_tests(struct testing *t)
{
	const struct rule	**rules;
	size_t			  count;

	if (!args_date(t->args, &t->day.date) ||
	    (rules = open_rules(&t->w, t->args, &count)) == NULL)
		return false;
	t->day.week_start = 1;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < rules[i]->test_count; k++)
			do_test(t, rules[i], &rules[i]->tests[k]);
	return true;
}

static int
run(struct args *a)
{
	struct testing	t = { .args = a };
	int		code;
	bool		done;

	if (!open_workspace(&t.w, a, WORKSPACE_READ, &code))
		return code;
	t.arena = arena_new();
	text_init(&t.out, (size_t)1 << 26);
	if (a->json)
		text_string(&t.out, "{\"tests\":[");
	done = do_tests(&t);
	code = done && t.failed == 0 ? EXIT_DONE : EXIT_ERROR;
	if (a->json)
		text_string(&t.out, "]}\n");
	else if (done)
		text_printf(&t.out, "%zu passed, %zu failed\n", t.passed,
		    t.failed);
	screen_print(&t.out);
	arena_free(t.arena);
	workspace_close(&t.w);
	return code;
}

const struct command cmd_test = {
	"test", "[RULE | FILE.lua …]",
	"Runs the tests that the rules carry, offline.",
	"A test gives rows of Show columns and says what the action makes of\n"
	"them. Exits with 1 if one fails.",
	OPTION_DATE | OPTION_RULES, run
};
