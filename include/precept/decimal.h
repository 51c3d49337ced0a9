/* SPDX-License-Identifier: MIT */
/*
 * decimal.h - exact decimals: a 128-bit coefficient, a scale, 38 digits.
 *
 * Rounding is half away from zero, once. What does not fit is an answer
 * (false), never a wrap.
 */
#ifndef PRECEPT_DECIMAL_H
#define PRECEPT_DECIMAL_H

#include "precept/dec128.h"
#include "precept/text.h"

#define DECIMAL_DIGITS 38
#define DECIMAL_TEXT 48		/* bytes enough for decimal_print, NUL too */

struct decimal {
	dec128	coefficient;
	int	scale;		/* 0 to 38 */
};

enum decimal_found {
	DECIMAL_OK,
	DECIMAL_SYNTAX,		/* not a number */
	DECIMAL_RANGE,		/* more than 38 digits */
	DECIMAL_SCALE		/* more decimal places than `scale` allows */
};

/*
 * A number as services write it: 12, -0.50, 1.0, 2.776342E9, +3, .5 — no
 * blanks, no thousands, no NaN. The scale is what was written (an exponent
 * moves it, never below 0).
 */
enum decimal_found decimal_parse(struct slice, struct decimal *);

/* The same at a given scale; zeros may be added or dropped, digits not. */
enum decimal_found decimal_parse_at(struct slice, int scale, dec128 *);

/* To another scale: up is exact (false: over 38 digits), down rounds. */
bool	decimal_rescale(dec128, int from, int to, dec128 *);
/* Digits before the point plus after, at most `precision`? */
bool	decimal_fits(dec128, int precision);

bool	decimal_add(dec128, dec128, dec128 *);
bool	decimal_sub(dec128, dec128, dec128 *);
/* a (scale sa) times b (scale sb), rounded once to scale s. */
bool	decimal_mul(struct decimal a, struct decimal b, int s, dec128 *);
/* a / b rounded once to scale s; b is not zero. */
bool	decimal_div(struct decimal a, struct decimal b, int s, dec128 *);
int	decimal_compare(struct decimal, struct decimal);

/* Writes digits with exactly `scale` places; returns the length. */
size_t	decimal_print(dec128, int scale, char out[DECIMAL_TEXT]);
double	decimal_double(dec128, int scale);
dec128	decimal_power(int n);		/* 10 to the n, 0 to 38 */

#endif
