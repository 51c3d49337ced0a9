/* SPDX-License-Identifier: MIT */
/* func_kernel.h - what the families of functions share. */
#ifndef FUNC_KERNEL_H
#define FUNC_KERNEL_H

#include "precept/func.h"

#define FUNC_TEXT_MAX (1 << 20)		/* bytes of a text that is made */
#define FUNC_FIRST_DAY (-719162)	/* 0001-01-01 */
#define FUNC_LAST_DAY 2932896		/* 9999-12-31 */

/* The families, by name; a table ends with a function without one. */
extern const struct func func_conversion[], func_dates[], func_nulls[],
	func_numbers[], func_text[];

typedef struct column *func_kernel(const struct expr *call,
    struct column **args, struct expr_rows *, const uint8_t *mask);
typedef bool func_rule(struct expr *call, struct place, struct diags *,
    struct arena *);

/* func_type.c: what the type rules of the families are made of. */
/* A new finding, its text the function's name; func_say ends the sentence. */
struct diag	*func_wrong(const struct expr *call, const struct expr *part,
		    const char *code, struct place, struct diags *);
void		 func_say(struct diags *, struct diag *, const char *, ...)
		    PRINTF_LIKE(3, 4);
bool		 func_common(const struct type *, const struct type *,
		    struct type *);
/* Puts a conversion over argument i if it is not of that type. */
void		 func_convert(struct expr *call, size_t i,
		    const struct type *, struct arena *);
/* Arguments first to last become one type, which the call has then too. */
bool		 func_unify(struct expr *call, size_t first, struct place,
		    struct diags *, struct arena *);
/* Argument i as written in the rule: a literal that is not null, or NULL. */
const struct column *func_literal(const struct expr *call, size_t i);
/* The same, or a finding. */
const struct column *func_need_literal(const struct expr *call, size_t i,
		    struct place, struct diags *);

/* func_unit.c: 'days', 'month'. */
enum unit { UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK,
	UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR, UNIT_COUNT };

bool		 func_unit(struct slice, enum unit *);
/* n units; false if that is beyond any date. */
bool		 func_span(enum unit, int64_t n, struct duration *);
struct duration	 func_opposite(struct duration);
/* A DATE or DATETIME moved; false: beyond the years 1 to 9999. */
bool		 func_move(enum kind, int64_t from, struct duration,
		    int64_t *);

/* func_result.c: results, and rows that have none. */
/* The same values, null also where `null` says so. Shares the values. */
struct column	*func_masked(const struct column *, const uint8_t *null,
		    struct expr_rows *);
/* The same values under another kind of the same storage. */
struct column	*func_as(const struct column *, enum kind,
		    struct expr_rows *);
struct column	*func_make(const struct expr *call, struct expr_rows *);
void		 func_too_long(struct column *, size_t row,
		    struct expr_rows *, const uint8_t *mask);
void		 func_regex_limit(struct slice, size_t row,
		    struct expr_rows *);
/* rejects_add with a value in it, "%s" in the sentence; row is null then. */
void		 func_refuse(struct column *, size_t row, struct expr_rows *,
		    const char *code, const char *sentence);

#endif
