/* SPDX-License-Identifier: MIT */
/*
 * bind_border.h - values of columns to Lua, and back by their type.
 *
 *	boolean, integer, number	the same
 *	text, id, picklist, multi	text
 *	date, datetime			text, as 2026-03-01
 *	decimal				an integer if it is whole and fits 64
 *					bits, else a number of 15 digits
 *	null				nil
 */
#ifndef PRECEPT_BIND_BORDER_H
#define PRECEPT_BIND_BORDER_H

#include "bind_parts.h"
#include "precept/column.h"

/* False: Lua has no such number (nothing is pushed). */
RAISES bool	 bind_border_push(lua_State *, const struct column *,
		    size_t row);

/*
 * The value at -1 into a row that is null before. NULL, or why it is not of
 * the type: "is not an integer".
 */
const char	*bind_border_take(lua_State *, const struct type *,
		    struct column *, size_t row, struct arena *);

#endif
