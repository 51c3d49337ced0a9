/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "precept/bind.h"
#include "precept/func.h"
#include "precept/helps.h"
#include "precept/run.h"
#include "salesforce.h"

/* The pages of all floors, in the order of the way of a row. */

static const struct help *const tables[] = { bind_help, rule_help,
	expr_help, func_help, run_help, salesforce_help };

const struct help *
helps_at(size_t n)
{
	for (size_t t = 0; t < COUNT(tables); t++)
		for (const struct help *h = tables[t]; h->code != NULL; h++)
			if (n-- == 0)
				return h;
	return NULL;
}

size_t
helps_count(void)
{
	size_t n = 0;

	while (helps_at(n) != NULL)
		n++;
	return n;
}

const struct help *
helps_find(const char *code)
{
	const struct help *h;

	for (size_t n = 0; (h = helps_at(n)) != NULL; n++)
		if (strcasecmp(h->code, code) == 0)
			return h;
	return NULL;
}
