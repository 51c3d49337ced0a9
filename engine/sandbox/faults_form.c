/* SPDX-License-Identifier: MIT */
#include "faults_private.h"
#include "precept/near.h"

/* The faults there are, as a script writes them. */

/* Where one form begins another, the longer comes first. */
const struct faults_form faults_forms[] = {
	{ "status %n", FAULT_STATUS, "status 503",
	    "this HTTP status without a body" },
	{ "html %n", FAULT_HTML, "html 502",
	    "this HTTP status with an HTML page" },
	{ "error %n %w %t", FAULT_ERROR,
	    "error 400 UNKNOWN_EXCEPTION \"text\"",
	    "this error in the usual form" },
	{ "latency %d", FAULT_LATENCY, "latency 50ms",
	    "the call waits; ms, s, m" },
	{ "reset after processing", FAULT_RESET_AFTER,
	    "reset after processing",
	    "all is done, then the connection breaks" },
	{ "reset", FAULT_RESET, "reset",
	    "the connection breaks, nothing is done" },
	{ "cut body at %n bytes", FAULT_CUT, "cut body at 100 bytes",
	    "the answer's body ends early" },
	{ "expire session", FAULT_EXPIRE, "expire session",
	    "401 INVALID_SESSION_ID, once" },
	{ "daily limit", FAULT_DAILY, "daily limit",
	    "403 REQUEST_LIMIT_EXCEEDED of the day" },
	{ "concurrent limit", FAULT_CONCURRENT, "concurrent limit",
	    "403 REQUEST_LIMIT_EXCEEDED of calls at once" },
	{ "slow query", FAULT_SLOW_QUERY, "slow query",
	    "400 QUERY_TIMEOUT on query and queryAll" },
	{ "lost locator", FAULT_LOCATOR, "lost locator",
	    "400 INVALID_QUERY_LOCATOR on later pages" },
	{ "lock row %n", FAULT_ROW, "lock row 17",
	    "UNABLE_TO_LOCK_ROW on the call's 17th row" },
	{ "fail row %n %w %t", FAULT_ROW,
	    "fail row 17 UNKNOWN_EXCEPTION \"text\"",
	    "any error on that row" },
	{ "shuffle results", FAULT_SHUFFLE, "shuffle results",
	    "rows of a query job in another order" },
	{ "page of %n rows", FAULT_PAGE_SIZE, "page of 10 rows",
	    "pages of queries and jobs of this size" },
	{ "bulk failed %t", FAULT_BULK_FAILED,
	    "bulk failed \"InvalidBatch : text\"",
	    "the job ends as Failed with this message" },
	{ "slow job", FAULT_SLOW_JOB, "slow job times 5",
	    "a job does not get on while it is asked" },
	{ "hide field %f", FAULT_HIDE_FIELD, "hide field Account.Phone",
	    "as field-level security does" },
	{ "validation %f %t", FAULT_VALIDATION,
	    "validation Account.Phone \"text\"",
	    "a rule that refuses values for the field" },
	{ NULL, FAULT_STATUS, NULL, NULL }
};

static struct slice
first_word(const struct faults_form *form)
{
	return (struct slice){ form->words, strcspn(form->words, " ") };
}

const struct faults_form *
faults_form_near(struct slice word)
{
	const struct faults_form	*form;
	struct near			 near = near_to(word);

	for (form = faults_forms; form->words != NULL; form++) {
		if (slice_equal(first_word(form), word))
			return form;
		near_try(&near, first_word(form));
	}
	for (form = faults_forms; form->words != NULL; form++)
		if (near.best.ptr != NULL &&
		    slice_equal(first_word(form), near.best))
			return form;
	return NULL;
}

void
faults_help(struct text *out)
{
	text_string(out, "One fault a line; # begins a comment.\n\n"
	    "\t[on METHOD /path:] FAULT [WHEN ...]\n\n"
	    "METHOD is * for any. The path is the one below "
	    "/services/data/vNN.N, or a whole\none that begins with "
	    "/services/. In it, * is one segment, ** at the end any number.\n"
	    "\nFaults:\n");
	for (const struct faults_form *form = faults_forms;
	    form->words != NULL; form++)
		text_printf(out, "  %-38s %s\n", form->example, form->help);
	text_string(out, "\nWhen, in any order: once, twice, times 3, "
	    "after 10 calls, every 5 calls,\nretry-after 2 (seconds, a header "
	    "of the answer). Only calls that fit are counted.\n");
}
