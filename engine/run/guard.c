/* SPDX-License-Identifier: MIT */
#include "precept/run.h"

/* A guard holds a run back until somebody has looked at the plan. */

static const char *
check_changed(const struct guard *g, const struct run_counts *n,
    uint64_t matched, struct arena *a)
{
	if (g->max_changed >= 0 && n->updated > (uint64_t)g->max_changed)
		return arena_printf(a, "it would change %llu records, "
		    "max_changed is %llu", (unsigned long long)n->updated,
		    (unsigned long long)g->max_changed);
	if (g->max_changed_part >= 0 && (double)n->updated >
	    g->max_changed_part * (double)matched)
		return arena_printf(a, "it would change %llu of the %llu "
		    "records it matched (%.3g%%), max_changed is %g%%",
		    (unsigned long long)n->updated, (unsigned long long)matched,
		    100.0 * (double)n->updated / (double)matched,
		    100.0 * g->max_changed_part);
	return NULL;
}

const char *
guard_check(const struct rule *rule, const struct run_counts *n,
    uint64_t matched, uint64_t blanked, struct arena *a)
{
	const struct guard	*g = &rule->guard;
	uint64_t		 rows = n->created + n->updated;

	if (g->max_rows >= 0 && rows > (uint64_t)g->max_rows)
		return arena_printf(a, "it would write %llu rows, max_rows "
		    "is %llu", (unsigned long long)rows,
		    (unsigned long long)g->max_rows);
	if (g->max_blanked >= 0 && blanked > (uint64_t)g->max_blanked)
		return arena_printf(a, "it would empty %llu values, "
		    "max_blanked is %llu", (unsigned long long)blanked,
		    (unsigned long long)g->max_blanked);
	return check_changed(g, n, matched, a);
}
