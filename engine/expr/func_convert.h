/* SPDX-License-Identifier: MIT */
/* func_convert.h - from kind to kind, for the tables that name it. */
#ifndef FUNC_CONVERT_H
#define FUNC_CONVERT_H

#include "func_kernel.h"

/*
 * Texts as CSV would have them, read as the call's type: what cannot be read
 * is rejected with D302.
 */
struct column	*func_convert_texts(const struct expr *call,
		    const struct column *, struct expr_rows *,
		    const uint8_t *mask);

func_kernel	func_convert_text, func_convert_boolean,
		func_convert_integer, func_convert_decimal,
		func_convert_number, func_convert_id18;
func_rule	func_convert_type_text, func_convert_type_number,
		func_convert_type_decimal, func_convert_type_boolean;

#endif
