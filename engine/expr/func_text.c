/* SPDX-License-Identifier: MIT */
#include "func_text.h"
#include "func_kernel.h"

/* The functions over text: their page; the work is in func_text_*.c. */

#define TEXT .family = "text"

const struct func func_text[] = {
	{
		.name = "concat", TEXT, .args = "any, ...", .gives = "text",
		.summary = "All values as one text; a null adds nothing.",
		.example = "concat('Q', 3, null, '/2026')",
		.result = "Q3/2026", .type = func_text_type_concat,
		.sees_null = true, .eval = func_text_concat,
	}, {
		.name = "ieq", TEXT, .args = "text, text", .gives = "boolean",
		.summary = "Are both the same when upper and lower case do "
		    "not count? Two nulls are.",
		.example = "ieq('Churned', 'CHURNED')", .result = "true",
		.sees_null = true, .eval = func_text_ieq,
	}, {
		.name = "initcap", TEXT, .args = "text", .gives = "text",
		.summary = "Each word with a capital letter, the rest lower "
		    "case.",
		.example = "initcap('ACME holding')", .result = "Acme Holding",
		.eval = func_text_initcap,
	}, {
		.name = "left", TEXT, .args = "text, integer",
		.gives = "text",
		.summary = "The first characters of a text.",
		.example = "left('Account', 3)", .result = "Acc",
		.eval = func_text_left,
	}, {
		.name = "length", TEXT, .args = "text", .gives = "integer",
		.summary = "How many characters a text has.",
		.example = "length('Zürich')", .result = "6",
		.eval = func_text_length,
	}, {
		.name = "lower", TEXT, .args = "text", .gives = "text",
		.summary = "The text in lower case.",
		.example = "lower('ÉTÉ 1')", .result = "été 1",
		.eval = func_text_lower,
	}, {
		.name = "ltrim", TEXT, .args = "text", .gives = "text",
		.summary = "The text without the spaces at its beginning.",
		.example = "ltrim('  a b ') || '.'", .result = "a b .",
		.eval = func_text_ltrim,
	}, {
		.name = "pad_left", TEXT, .args = "text, integer, text?",
		.gives = "text",
		.summary = "At least that many characters: spaces, or the "
		    "third text, are put in front.",
		.example = "pad_left('42', 5, '0')", .result = "00042",
		.eval = func_text_pad_left,
	}, {
		.name = "pad_right", TEXT, .args = "text, integer, text?",
		.gives = "text",
		.summary = "At least that many characters: spaces, or the "
		    "third text, are put behind.",
		.example = "pad_right('A', 3, '-')", .result = "A--",
		.eval = func_text_pad_right,
	}, {
		.name = "position", TEXT, .args = "text, text",
		.gives = "integer",
		.summary = "Where the second text begins in the first, "
		    "counted from 1; 0 if it is not there.",
		.example = "position('a@example.com', '@')", .result = "2",
		.eval = func_text_position,
	}, {
		.name = "regex_extract", TEXT, .args = "text, text, integer?",
		.gives = "text",
		.summary = "What a group of the pattern matched first (0 is "
		    "the whole match; without a number the first group, if "
		    "there is one); null if nothing matches.",
		.example = "regex_extract('see https://acme.com/x', "
		    "'https?://([a-z0-9.-]+)', 1)", .result = "acme.com",
		.type = func_text_type_extract, .eval = func_text_extract,
	}, {
		.name = "regex_replace", TEXT, .args = "text, text, text",
		.gives = "text",
		.summary = "Every match of the pattern replaced; $1 to $9 "
		    "are what its groups matched, $0 the whole match, $$ "
		    "a dollar sign.",
		.example = "regex_replace('2026-03-01', "
		    "'(\\d+)-(\\d+)-(\\d+)', '$3.$2.$1')",
		.result = "01.03.2026",
		.type = func_text_type_regex, .eval = func_text_regex_replace,
	}, {
		.name = "replace", TEXT, .args = "text, text, text",
		.gives = "text",
		.summary = "Every occurrence of the second text replaced by "
		    "the third.",
		.example = "replace('a-b-c', '-', '/')", .result = "a/b/c",
		.eval = func_text_replace,
	}, {
		.name = "right", TEXT, .args = "text, integer",
		.gives = "text",
		.summary = "The last characters of a text.",
		.example = "right('Account', 3)", .result = "unt",
		.eval = func_text_right,
	}, {
		.name = "rtrim", TEXT, .args = "text", .gives = "text",
		.summary = "The text without the spaces at its end.",
		.example = "rtrim('a b  ') || '.'", .result = "a b.",
		.eval = func_text_rtrim,
	}, {
		.name = "split", TEXT, .args = "text, text, integer",
		.gives = "text",
		.summary = "The text falls apart at each occurrence of the "
		    "second; its n-th part, counted from 1, or from the end "
		    "if n is negative; null if there is none.",
		.example = "split('eu-west-1', '-', 2)", .result = "west",
		.type = func_text_type_split, .eval = func_text_split,
	}, {
		.name = "substring", TEXT, .args = "text, integer, integer?",
		.gives = "text",
		.summary = "Characters from a place on, counted from 1; all "
		    "of them, or as many as the third argument says.",
		.example = "substring('Account', 1, 3)", .result = "Acc",
		.eval = func_text_substring,
	}, {
		.name = "trim", TEXT, .args = "text", .gives = "text",
		.summary = "The text without the spaces at both ends.",
		.example = "trim('  a b ') || '.'", .result = "a b.",
		.eval = func_text_trim,
	}, {
		.name = "upper", TEXT, .args = "text", .gives = "text",
		.summary = "The text in upper case.",
		.example = "upper('été 1')", .result = "ÉTÉ 1",
		.eval = func_text_upper,
	}, { 0 }
};
