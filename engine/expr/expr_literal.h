/* SPDX-License-Identifier: MIT */
/* expr_literal.h - literals as one-row columns, made and read. */
#ifndef EXPR_LITERAL_H
#define EXPR_LITERAL_H

#include "precept/expr.h"

/* A one-row column of the type in e->type, for the caller to fill. */
struct column	*expr_literal(struct expr *);
struct expr	*expr_literal_make(struct arena *, enum kind);

struct expr	*expr_literal_null(struct arena *);
struct expr	*expr_literal_text(struct arena *, struct slice);
struct expr	*expr_literal_boolean(struct arena *, bool);
struct expr	*expr_literal_duration(struct arena *, struct duration);
/* An integer if it fits, else a decimal. 1e6 is a number. */
enum decimal_found expr_literal_number(struct arena *, struct slice,
		    struct expr **);

bool		 expr_is_null(const struct expr *);	/* null, as written */
/* A text literal (also one that has become an id): its text. */
bool		 expr_is_text(const struct expr *, struct slice *);
bool		 expr_is_integer(const struct expr *, int64_t *);
/* A number that is not zero. */
bool		 expr_is_nonzero(const struct expr *);

/* No longer than the calendar, so that sums of two cannot overflow. */
bool		 expr_is_short(const struct duration *);

#endif
