/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "pendo_ask.h"

/* A subscription with a handful of rows. */

#define PATH "tests/cases/pendo/"

const char	*pendo_ask_key;

static struct sandbox_file	files[] = {
	{ "pendo.events", PATH "pendo.events.csv", 0 },
	{ "pendo.accounts", PATH "pendo.accounts.csv", 0 },
	{ "pendo.visitors", PATH "pendo.visitors.csv", 0 },
	{ "pendo.features", PATH "pendo.features.csv", 0 },
	{ "pendo.pages", PATH "pendo.pages.csv", 0 },
	{ "pendo.guides", PATH "pendo.guides.csv", 0 },
	{ "pendo.guideEvents", PATH "pendo.guideEvents.csv", 0 }
};

void
pendo_ask_start(void)
{
	struct sandbox_options	options = { .files = files,
				    .file_count = COUNT(files),
				    .now = INT64_C(1795521600000000) };

	options.pendo = "{\"keys\":[{\"key\":\"" SANDBOX_PENDO_KEY "\","
	    "\"write\":true},{\"key\":\"" SANDBOX_PENDO_READ "\"}],"
	    "\"time_zone\":\"Europe/Berlin\",\"calls_per_second\":300}";
	pendo_ask_key = SANDBOX_PENDO_KEY;
	ask_start(&options);
}

void
pendo_ask(const char *method, const char *path, const char *body)
{
	char	headers[300], whole[1000];

	snprintf(headers, sizeof headers, "x-pendo-integration-key: %s\r\n"
	    "Content-Type: application/json\r\n", pendo_ask_key);
	snprintf(whole, sizeof whole, "/api/v1%s", path);
	ask_call(method, whole, headers, body);
}

void
pendo_switch(const char *line)
{
	ask_call("POST", "/sandbox/switches", "", line);
	ck_assert_msg(ask.status == 200, "%s", ask.body);
}
