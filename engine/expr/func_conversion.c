/* SPDX-License-Identifier: MIT */
#include "func_convert.h"

/* The functions that say "as another kind": their page. */

#define CONVERSION .family = "conversion"

const struct func func_conversion[] = {
	{
		.name = "boolean", CONVERSION, .args = "any",
		.gives = "boolean",
		.summary = "'true', 'false', '1' and '0', or the numbers 1 "
		    "and 0, as true and false; other rows are rejected.",
		.example = "boolean('TRUE')", .result = "true",
		.type = func_convert_type_boolean,
		.eval = func_convert_boolean,
	}, {
		.name = "decimal", CONVERSION, .args = "any, integer?",
		.gives = "",
		.summary = "An exact number with so many decimal places (10, "
		    "or what the value has, if it is not said): numbers are "
		    "rounded, a text with more places is rejected.",
		.example = "decimal('12.5', 2)", .result = "12.50",
		.type = func_convert_type_decimal,
		.eval = func_convert_decimal,
	}, {
		.name = "id18", CONVERSION, .args = "text", .gives = "id",
		.summary = "A Salesforce id with 18 characters, from 15 or "
		    "18; anything else is rejected.",
		.example = "id18('001D000000IRFma')",
		.result = "001D000000IRFmaIAH",
		.eval = func_convert_id18,
	}, {
		.name = "integer", CONVERSION, .args = "any",
		.gives = "integer",
		.summary = "A whole number: decimal places of a number are "
		    "cut off, a text that is not a whole number is "
		    "rejected.",
		.example = "integer('42') + integer(0.9)", .result = "42",
		.type = func_convert_type_number,
		.eval = func_convert_integer,
	}, {
		.name = "number", CONVERSION, .args = "any",
		.gives = "number",
		.summary = "A number (IEEE double); a text that is not a "
		    "number is rejected.",
		.example = "number('1e3') / 8", .result = "125",
		.type = func_convert_type_number,
		.eval = func_convert_number,
	}, {
		.name = "text", CONVERSION, .args = "any", .gives = "text",
		.summary = "The value as it would be written to a CSV file.",
		.example = "text(12.50) || ' EUR'", .result = "12.50 EUR",
		.eval = func_convert_text,
	}, { 0 }
};
