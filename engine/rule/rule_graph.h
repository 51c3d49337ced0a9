/* SPDX-License-Identifier: MIT */
/* rule_graph.h - what rules are to each other: order, chains, conflicts. */
#ifndef RULE_GRAPH_H
#define RULE_GRAPH_H

#include "precept/ruleset.h"
#include "rule_make.h"

/* All rules of a set, in the order of their files. */
struct graph {
	struct make	*make;
	struct build	**builds;
	size_t		 count;
};

/* rule_order.c: `after` becomes links; set->rules is filled. */
void	rule_order_make(struct graph *, struct ruleset *);
/* Does the second run after the first, directly or not? */
bool	rule_order_has(const struct build *, const struct build *);

/* rule_chain.c: does a rule read what those before it write? */
void	rule_chain_check(struct graph *);
/* rule_conflict.c: two rules on one field, two actions on one file. */
void	rule_conflict_check(struct graph *);
/* rule_loop.c: values that come back to where they were read. */
void	rule_loop_check(struct graph *);

/* rule_writes.c: does a rule write what its connection does not allow? */
void	rule_writes_check(struct graph *, const struct connection *);

/* rule_flow.c: calls one() for every field a mapping's value comes from. */
void	rule_flow_reads(const struct build *, const struct mapping *,
	    void (*one)(void *, const struct reach *), void *);

#endif
