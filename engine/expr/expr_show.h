/* SPDX-License-Identifier: MIT */
/* expr_show.h - the leaves of a tree as text. */
#ifndef EXPR_SHOW_H
#define EXPR_SHOW_H

#include "precept/expr.h"

/* 'it''s', 12.50, date '2026-03-01', 7 days, 1 month + 2 days. */
void	expr_show_literal(const struct expr *, struct text *out);
/* In double quotes if it has to be. */
void	expr_show_name(struct slice, struct text *out);
/* A duration's parts: 2 if it has months and days. 1 for all else. */
int	expr_show_parts(const struct expr *literal);

#endif
