/* SPDX-License-Identifier: MIT */
/* utf8_check.h - is all of a text in order? Sixteen bytes at a time. */
#ifndef PRECEPT_UTF8_CHECK_H
#define PRECEPT_UTF8_CHECK_H

#include "precept/text.h"

/*
 * true: valid UTF-8, and no byte is zero. false: something is wrong, or the
 * text is too short for this, or the processor; a look at each byte tells.
 * No byte outside is read.
 */
bool	utf8_check(const char *, size_t len);

#endif
