/* SPDX-License-Identifier: MIT */
/* func_date.h - the functions over days, for their family's table. */
#ifndef FUNC_DATE_H
#define FUNC_DATE_H

#include "func_kernel.h"
#include "precept/date.h"

/* The day of row i in the rule's zone, whatever the column is. */
static inline int64_t
func_date_day(const struct column *c, size_t row,
    const struct expr_rows *rows)
{
	return c->kind == KIND_DATE ? c->i[row] :
	    zone_date(rows->day->zone, c->i[row]);
}

/* The first day of the week, month, quarter or year that has this day. */
int64_t		 func_date_first(int64_t day, enum unit, int week_start);
/* Microseconds since local midnight. */
int64_t		 func_date_time(const struct column *, size_t row,
		    const struct expr_rows *);

/* Texts by the pattern in the call's second argument. */
struct column	*func_date_read(const struct expr *call,
		    const struct column *, struct expr_rows *,
		    const uint8_t *mask);

func_kernel	func_date_add, func_date_subtract, func_date_diff;
func_kernel	func_date_part, func_date_first_day, func_date_last_day,
		func_date_first_of, func_date_last_of;
func_kernel	func_date_to_date, func_date_to_datetime,
		func_date_from_epoch, func_date_to_epoch, func_date_format;

func_rule	func_date_type_add, func_date_type_diff,
		func_date_type_part, func_date_type_period,
		func_date_type_to_date, func_date_type_to_datetime,
		func_date_type_format;

#endif
