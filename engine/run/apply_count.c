/* SPDX-License-Identifier: MIT */
#include "apply_begin.h"

/* How many rows a plan would write, before it does. */

/* A row's line begins with its op: ["~",17,… */
static uint64_t
count_lines(struct slice rest)
{
	uint64_t n = 0;

	while (rest.len > 3) {
		const char *end = memchr(rest.ptr, '\n', rest.len);

		n += rest.ptr[0] == '[' && rest.ptr[2] != CHANGE_REJECT;
		if (end == NULL)
			break;
		rest.len -= (size_t)(end + 1 - rest.ptr);
		rest.ptr = end + 1;
	}
	return n;
}

static bool
count_body(struct slice body, const struct rule *rule, uint64_t *counts,
    struct arena *a, struct err *err)
{
	struct ledger_reader	r;
	struct ledger_head	head;

	if (!ledger_open(&r, body, a, &head, err))
		return false;
	if (strcmp(head.rule, rule->name) == 0 && head.action >= 0 &&
	    (size_t)head.action < rule->action_count)
		counts[head.action] += count_lines(body);
	arena_reset(a);
	return true;
}

static uint64_t *
take_counts(const struct rule *rule, const struct run_counts *planned)
{
	uint64_t *counts = mem_array(rule->action_count + 1, sizeof *counts);

	for (size_t i = 0; i < rule->action_count; i++)
		counts[i] = planned[i].created + planned[i].updated;
	return counts;
}

static uint64_t *
read_counts(const char *path, const struct rule *rule, struct err *err)
{
	uint64_t		*counts;
	struct arena		*a = arena_new(), *bodies = arena_new();
	struct plan_head	 head;
	struct plan_reader	*plan = plan_read_open(path, a, &head, err);
	struct slice		 body;
	bool			 ok = plan != NULL;

	counts = mem_array(rule->action_count + 1, sizeof *counts);
	while (ok && plan_read_body(plan, &body, err))
		ok = count_body(body, rule, counts, bodies, err);
	if (plan != NULL)
		plan_read_close(plan);
	arena_free(bodies);
	arena_free(a);
	if (ok && err->kind == ERR_NONE)
		return counts;
	mem_free(counts);
	return NULL;
}

uint64_t *
apply_count(const char *path, const struct rule *rule,
    const struct run_counts *planned, struct err *err)
{
	return planned != NULL ? take_counts(rule, planned) :
	    read_counts(path, rule, err);
}
