/* SPDX-License-Identifier: MIT */
/* soql_check.h - what the parts of the check share. */
#ifndef SOQL_CHECK_H
#define SOQL_CHECK_H

#include "org_data.h"
#include "soql_fault.h"
#include "soql_tables.h"

struct soql_checker {
	struct soql	*q;
	int		 queries;	/* numbers given so far */
	int		 semi_joins;
	bool		 inner;		/* in IN (SELECT …) */
};

/* Each false: the fault is set. */
bool	soql_check_select(struct soql_checker *, struct soql_select *);
/* soql_name.c: FROM, the fields of a term, and the table they are in. */
bool	soql_name_object(struct soql_checker *, struct slice, uint32_t at,
	    const struct org_object **);
bool	soql_name_term(struct soql_checker *, const struct soql_select *,
	    struct soql_term *);
/* In the table `from` instead of the first: TYPEOF. */
bool	soql_name_field(struct soql_checker *, struct soql_tables *,
	    const struct soql_join *from, struct soql_term *);
/* The object that a reference leads to; of several, User or the first. */
const struct org_object *soql_name_target(const struct org *,
	    const struct org_field *);
/* soql_check_items.c: the select list, and what rows are shown as. */
bool	soql_check_items(struct soql_checker *, struct soql_select *);
/* soql_check_filter.c: WHERE, or HAVING; `top`: nothing is around it. */
bool	soql_check_filter(struct soql_checker *, struct soql_select *,
	    struct soql_cond *, bool top);
/* soql_check_value.c: do its values fit what they are compared with? */
bool	soql_check_values(struct soql_checker *, struct soql_cond *);
/* soql_check_term.c: does the function take that field? */
bool	soql_check_term(struct soql_checker *, const struct soql_select *,
	    const struct soql_term *);
/* soql_check_group.c: GROUP BY, HAVING, and what may stand beside them. */
bool	soql_check_groups(struct soql_checker *, struct soql_select *);
bool	soql_check_orders(struct soql_checker *, struct soql_select *);

/* soql_term.c: COUNT … MAX, also in format(); CALENDAR_YEAR … */
bool	soql_term_aggregates(const struct soql_term *);
bool	soql_term_is_date(const struct soql_term *);
bool	soql_term_same(const struct soql_term *, const struct soql_term *);
/* The field's type, or what the function makes of it. */
enum org_type soql_term_type(const struct soql_term *);

#endif
