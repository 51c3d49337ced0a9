/* SPDX-License-Identifier: MIT */
#include <check.h>

#include "expr_case.h"
#include "pendo_ask.h"
#include "usage_data.h"
#include "usage_expr.h"
#include "usage_json.h"
#include "usage_settings.h"

/* Pendo's expressions, pipelines, keys and errors, in the sandbox. */

static struct sandbox	 sandbox;
static struct usage	*usage;

#define ROW "{\"n\":12,\"name\":\"Acme\",\"flag\":true,\"nothing\":null," \
	"\"items\":[1,2,3],\"metadata\":{\"agent\":{\"name\":\"A\"}," \
	"\"custom\":{}}}"

static void
answer_expr(struct slice expr, struct text *out)
{
	struct usage_run	*run = usage_run_new(usage);
	struct usage_value	 row;
	struct usage_expr	*e;
	const char		*why;

	run->now = INT64_C(1795521600000);
	ck_assert(usage_json_read(run, run->arena, SLICE(ROW), &row, &why));
	e = usage_expr_parse(run, expr, "filter");
	if (e == NULL)
		text_printf(out, "%d %s", run->status, run->why);
	else
		usage_json_put(out, usage_expr_eval(run, e, row.object));
	text_char(out, '\n');
	usage_run_free(run);
}

START_TEST(expressions_come_out_as_the_facts_have_it)
{
	struct err	err = { 0 };

	sandbox.arena = arena_new();
	usage = usage_data_open(&sandbox, NULL, &err);
	assert_ok(usage != NULL, &err);
	assert_ok(usage_settings_read(usage, "{\"keys\":[{\"key\":\"k\"}],"
	    "\"time_zone\":\"Europe/Berlin\"}", &err), &err);
	expr_case_run("tests/cases/pendo/expr.case", 80, answer_expr);
	usage_data_close(usage);
	arena_free(sandbox.arena);
}
END_TEST

static void
answer_pipe(struct slice pipeline, struct text *out)
{
	struct text	body;

	text_init(&body, (size_t)1 << 20);
	text_string(&body, "{\"request\":{\"pipeline\":[");
	text_slice(&body, pipeline);
	text_string(&body, "]}}");
	pendo_ask("POST", "/aggregation", body.ptr);
	text_printf(out, "%d %s\n", ask.status, ask.body);
	text_free(&body);
}

START_TEST(pipelines_come_out_as_the_facts_have_it)
{
	expr_case_run("tests/cases/pendo/pipe.case", 30, answer_pipe);
}
END_TEST

static const struct {
	const char	*body;
	int		 status;
	const char	*answer;
} bodies[] = {
	{ "{\"request\":{}}", 422,
	    "{\"overall\":{},\"fields\":{\"pipeline\":\"Required\"}}" },
	{ "{}", 422,
	    "{\"overall\":{},\"fields\":{\"pipeline\":\"Required\"}}" },
	{ "{ // all of them\n}", 400, "{\"message\":\"The body is not JSON: "
	    "a member's name in quotes is missing\"}" },
	{ "{\"response\":{},\"request\":{\"pipeline\":[{\"source\":"
	    "{\"features\":null}},{\"limit\":1}]}}", 200,
	    "{\"results\":[{\"name\":\"Export\",\"kind\":\"Feature\","
	    "\"id\":\"f1\"}]}" },
	{ "{\"response\":{\"mimeType\":\"text/csv\"},\"request\":"
	    "{\"pipeline\":[{\"source\":{\"accounts\":{}}},{\"select\":"
	    "{\"id\":\"accountId\",\"n\":\"metadata.agent.name\","
	    "\"h\":\"metadata.custom.healthscore\"}}]}}", 200,
	    "id,n,h\nacme,Acme,87.5\nbeta,Beta,\ngamma,\"Gam \"\"ma\"\"\",3\n"
	}
};

START_TEST(an_aggregation_is_read_whatever_its_wrapping)
{
	for (size_t i = 0; i < COUNT(bodies); i++) {
		pendo_ask("POST", "/aggregation", bodies[i].body);
		ck_assert_int_eq(ask.status, bodies[i].status);
		ck_assert_str_eq(ask.body, bodies[i].answer);
	}
}
END_TEST

START_TEST(details_say_how_far_the_data_goes)
{
	pendo_ask("POST", "/aggregation?details=true", "{\"request\":"
	    "{\"pipeline\":[{\"source\":{\"pages\":null}},{\"count\":null}]"
	    "}}");
	ck_assert_ptr_nonnull(strstr(ask.body, "{\"results\":[{\"count\":2}],"
	    "\"details\":{\"validThrough\":{\"-323232\":1795521600"));
}
END_TEST

START_TEST(a_key_is_wanted_and_one_that_reads_may_aggregate)
{
	ask_json("GET", "/api/v1/token/verify", "");
	ck_assert_int_eq(ask.status, 403);
	ck_assert_str_eq(ask.body, "{\"message\":\"The integration key is "
	    "missing or not valid\"}");
	pendo_switch("pendo_bad_key_401 on");
	ask_json("GET", "/api/v1/token/verify", "");
	ck_assert_int_eq(ask.status, 401);
	pendo_ask("GET", "/token/verify", "");
	ck_assert_str_eq(ask.body, "{\"isValid\":true,\"writeAccess\":true}");
	pendo_ask_key = SANDBOX_PENDO_READ;
	pendo_ask("GET", "/token/verify", "");
	ck_assert_str_eq(ask.body, "{\"isValid\":true,\"writeAccess\":false}");
	pendo_ask("POST", "/aggregation", bodies[3].body);
	ck_assert_int_eq(ask.status, 200);
	pendo_switch("pendo_aggregation_needs_write on");
	pendo_ask("POST", "/aggregation", bodies[3].body);
	ck_assert_int_eq(ask.status, 403);
	ck_assert_str_eq(ask.body, "{\"message\":\"The integration key does "
	    "not allow write access\"}");
}
END_TEST

START_TEST(what_is_not_there_is_said_in_pendos_form)
{
	pendo_ask("GET", "/nothing", "");
	ck_assert_int_eq(ask.status, 404);
	ck_assert_str_eq(ask.body, "{\"message\":\"Not found\"}");
	pendo_ask("GET", "/aggregation", "");
	ck_assert_int_eq(ask.status, 405);
	ck_assert_str_eq(ask.body, "{\"message\":\"The method is not allowed "
	    "here\"}");
	ask_json("POST", "/data/track", "{}");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask.body, "missing jzb");
}
END_TEST

START_TEST(faults_meet_pendo_too)
{
	ask_faults("on POST /api/v1/aggregation: status 429 once "
	    "retry-after 2\non GET /api/v1/**: error 500 X \"no luck\" once");
	pendo_ask("POST", "/aggregation", bodies[3].body);
	ck_assert_int_eq(ask.status, 429);
	ck_assert_str_eq(ask_header("Retry-After"), "2");
	pendo_ask("GET", "/token/verify", "");
	ck_assert_int_eq(ask.status, 500);
	ck_assert_str_eq(ask.body, "{\"message\":\"no luck\"}");
	pendo_ask("GET", "/token/verify", "");
	ck_assert_int_eq(ask.status, 200);
}
END_TEST

START_TEST(more_calls_than_the_rate_are_too_many)
{
	int	i;

	for (i = 0; i < 5000; i++) {
		pendo_ask("GET", "/token/verify", "");
		if (ask.status != 200)
			break;
	}
	ck_assert_int_ge(i, PENDO_RATE);
	ck_assert_int_eq(ask.status, 429);
	ck_assert_str_eq(ask.body, "{\"message\":\"Too many requests\"}");
	ck_assert_ptr_null(ask_header("Retry-After"));
	ask_clock("+2s");
	pendo_switch("pendo_retry_after on");
	for (i = 0; i < 5000 && ask.status != 429; i++)
		pendo_ask("GET", "/token/verify", "");
}
END_TEST

START_TEST(a_switch_has_a_name_and_a_misspelt_one_is_refused)
{
	ask_call("POST", "/sandbox/switches", "", "pendo_null_clear on");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask.body, "{\"error\":\"There is no switch "
	    "'pendo_null_clear', but pendo_null_clears. GET /sandbox/switches "
	    "lists those there are.\"}");
	ask_call("POST", "/sandbox/switches", "", "pendo_null_clears maybe");
	ck_assert_int_eq(ask.status, 400);
	ck_assert_str_eq(ask.body, "{\"error\":\"A switch is set by a line "
	    "'pendo_null_clears on' or 'pendo_null_clears off'.\"}");
	pendo_switch("pendo_null_clears off\n");
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "\"pendo_null_clears\":{\"on\":false,"));
	ask_call("DELETE", "/sandbox/switches", "", "");
	ck_assert_int_eq(ask.status, 204);
	ask_call("GET", "/sandbox/switches", "", "");
	ck_assert_ptr_nonnull(strstr(ask.body,
	    "\"pendo_null_clears\":{\"on\":true,"));
}
END_TEST

TCase *test_sandbox_pendo(void);

TCase *
test_sandbox_pendo(void)
{
	TCase	*t = tcase_create("sandbox_pendo");

	tcase_add_checked_fixture(t, pendo_ask_start, ask_stop);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, expressions_come_out_as_the_facts_have_it);
	tcase_add_test(t, pipelines_come_out_as_the_facts_have_it);
	tcase_add_test(t, an_aggregation_is_read_whatever_its_wrapping);
	tcase_add_test(t, details_say_how_far_the_data_goes);
	tcase_add_test(t, a_key_is_wanted_and_one_that_reads_may_aggregate);
	tcase_add_test(t, what_is_not_there_is_said_in_pendos_form);
	tcase_add_test(t, faults_meet_pendo_too);
	tcase_add_test(t, more_calls_than_the_rate_are_too_many);
	tcase_add_test(t, a_switch_has_a_name_and_a_misspelt_one_is_refused);
	return t;
}
