/* SPDX-License-Identifier: MIT */
#include "func_number.h"

/* The functions over numbers: their page; the work is in func_number_*.c. */

#define NUMBERS .family = "numbers"

const struct func func_numbers[] = {
	{
		.name = "abs", NUMBERS, .args = "numeric", .gives = "",
		.summary = "The number without its sign.",
		.example = "abs(-12.50)", .result = "12.50",
		.type = func_number_type_same, .eval = func_number_abs,
	}, {
		.name = "ceil", NUMBERS, .args = "numeric", .gives = "",
		.summary = "The nearest whole number that is not smaller.",
		.example = "ceil(-1.5)", .result = "-1",
		.type = func_number_type_whole, .eval = func_number_ceil,
	}, {
		.name = "exp", NUMBERS, .args = "numeric", .gives = "number",
		.summary = "e to that power.",
		.example = "round(exp(1), 4)", .result = "2.7183",
		.eval = func_number_exp,
	}, {
		.name = "floor", NUMBERS, .args = "numeric", .gives = "",
		.summary = "The nearest whole number that is not larger.",
		.example = "floor(-1.5)", .result = "-2",
		.type = func_number_type_whole, .eval = func_number_floor,
	}, {
		.name = "greatest", NUMBERS, .args = "any, any, ...",
		.gives = "",
		.summary = "The largest of the values; nulls are left out.",
		.example = "greatest(3, null, 7)", .result = "7",
		.type = func_number_type_most, .sees_null = true,
		.eval = func_number_greatest,
	}, {
		.name = "least", NUMBERS, .args = "any, any, ...",
		.gives = "",
		.summary = "The smallest of the values; nulls are left out.",
		.example = "least(3, null, 7)", .result = "3",
		.type = func_number_type_most, .sees_null = true,
		.eval = func_number_least,
	}, {
		.name = "ln", NUMBERS, .args = "numeric", .gives = "number",
		.summary = "The natural logarithm.",
		.example = "ln(1)", .result = "0",
		.eval = func_number_ln,
	}, {
		.name = "log", NUMBERS, .args = "numeric, numeric?",
		.gives = "number",
		.summary = "The logarithm to base 10, or to the base in the "
		    "second argument.",
		.example = "log(8, 2)", .result = "3",
		.eval = func_number_log,
	}, {
		.name = "mod", NUMBERS, .args = "numeric, numeric",
		.gives = "",
		.summary = "What a division leaves, with the sign of the "
		    "first number, as %; null when dividing by zero.",
		.example = "mod(-7, 3)", .result = "-1",
		.type = func_number_type_mod, .eval = func_number_mod,
	}, {
		.name = "power", NUMBERS, .args = "numeric, numeric",
		.gives = "number",
		.summary = "The first number to the power of the second.",
		.example = "power(2, 10)", .result = "1024",
		.eval = func_number_power,
	}, {
		.name = "round", NUMBERS, .args = "numeric, integer?",
		.gives = "",
		.summary = "Rounded to that many decimal places (none, if "
		    "it is not said; -3 is to thousands), half away from "
		    "zero.",
		.example = "round(2.345, 2)", .result = "2.35",
		.type = func_number_type_round, .eval = func_number_round,
	}, {
		.name = "sign", NUMBERS, .args = "numeric",
		.gives = "integer",
		.summary = "-1, 0 or 1.",
		.example = "sign(-0.5)", .result = "-1",
		.eval = func_number_sign,
	}, {
		.name = "sqrt", NUMBERS, .args = "numeric",
		.gives = "number",
		.summary = "The square root.",
		.example = "sqrt(2.25)", .result = "1.5",
		.eval = func_number_sqrt,
	}, {
		.name = "trunc", NUMBERS, .args = "numeric, integer?",
		.gives = "",
		.summary = "Cut off after that many decimal places (none, "
		    "if it is not said).",
		.example = "trunc(-2.349, 2)", .result = "-2.34",
		.type = func_number_type_round, .eval = func_number_trunc,
	}, { 0 }
};
