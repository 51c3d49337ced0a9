/* SPDX-License-Identifier: MIT */
/*
 * json_put.h - values as JSON where the room for them is known to be there:
 * what json_write.c and json_rows.c share. Each returns where it ended.
 */
#ifndef PRECEPT_JSON_PUT_H
#define PRECEPT_JSON_PUT_H

#include "precept/json.h"
#include "json_bytes.h"

#define JSON_SPARE 16	/* bytes that may be written too many */
#define JSON_WORST 6	/* bytes that one may become: \u001f */
#define JSON_SHORT (COLUMN_ROOM + 2 + JSON_SPARE)

/* kind_is_text() without a call for every value. */
static inline bool
json_is_text(enum kind kind)
{
	return kind == KIND_TEXT || kind == KIND_ID ||
	    kind == KIND_PICKLIST || kind == KIND_MULTI;
}

/* A string's inside; at most JSON_WORST * n + JSON_SPARE bytes. */
char	*json_put_escaped(char *to, const char *p, size_t n);
/* Anything but text, null too; at most JSON_SHORT bytes. */
char	*json_put_short(char *to, const struct column *, size_t row);

#endif
