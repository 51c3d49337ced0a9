/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/origin.h"

/* Ten digits to the base of 62 need 60 bits; the one above tells them from
 * the numbers of lines. */

#define KEY 15		/* characters that tell records apart */
#define MARK ((int64_t)1 << 61)

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "abcdefghijklmnopqrstuvwxyz";

int64_t
origin_of_id(struct slice id)
{
	int64_t	n = 0;

	for (size_t i = KEY - ORIGIN_TAIL; i < KEY && i < id.len; i++) {
		char	c = id.ptr[i];

		n = n * 62 + (c <= '9' ? c - '0' : c <= 'Z' ? c - 'A' + 10 :
		    c - 'a' + 36);
	}
	return n | MARK;
}

bool
origin_is_id(int64_t origin)
{
	return origin >= MARK;
}

void
origin_print(int64_t origin, char out[ORIGIN_TEXT])
{
	if (!origin_is_id(origin)) {
		snprintf(out, ORIGIN_TEXT, "%lld", (long long)origin);
		return;
	}
	origin &= ~MARK;
	out[ORIGIN_TAIL] = '\0';
	for (int i = ORIGIN_TAIL; i-- > 0; origin /= 62)
		out[i] = digits[origin % 62];
}
