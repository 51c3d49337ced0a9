/* SPDX-License-Identifier: MIT */
/* func_text.h - the functions over text, for the table of their family. */
#ifndef FUNC_TEXT_H
#define FUNC_TEXT_H

#include "func_kernel.h"

func_kernel	func_text_lower, func_text_upper, func_text_initcap,
		func_text_ieq;
func_kernel	func_text_trim, func_text_ltrim, func_text_rtrim,
		func_text_left, func_text_right, func_text_substring,
		func_text_split, func_text_position, func_text_length;
func_kernel	func_text_concat, func_text_replace, func_text_pad_left,
		func_text_pad_right;
func_kernel	func_text_extract, func_text_regex_replace;

func_rule	func_text_type_concat, func_text_type_split,
		func_text_type_extract, func_text_type_regex;

#endif
