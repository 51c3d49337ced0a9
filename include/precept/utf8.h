/* SPDX-License-Identifier: MIT */
/* utf8.h - code points: valid, counted, upper, lower. */
#ifndef PRECEPT_UTF8_H
#define PRECEPT_UTF8_H

#include "precept/text.h"

/* Length of the valid beginning; == len when all is valid (no surrogates). */
size_t	utf8_valid(const char *, size_t len);
/* All of it is valid, and no byte is zero: what JSON and services take. */
bool	utf8_is_text(const char *, size_t len);
size_t	utf8_count(struct slice);		/* code points */
/* Byte offset of code point n, or len. */
size_t	utf8_at(struct slice, size_t n);
/* Next code point; moves *at on. The slice is valid UTF-8. */
uint32_t utf8_next(struct slice, size_t *at);
/* Writes 1 to 4 bytes, returns how many. */
size_t	utf8_put(char out[4], uint32_t);
uint32_t utf8_upper(uint32_t);	/* simple mapping (utf8proc) */
uint32_t utf8_lower(uint32_t);
bool	utf8_is_letter(uint32_t);
/* Columns on a terminal: 0, 1 or 2. */
int	utf8_width(uint32_t);

#endif
