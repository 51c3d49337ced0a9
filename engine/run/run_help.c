/* SPDX-License-Identifier: MIT */
#include "precept/run.h"

/* `precept help D401`: why a row could not be written. */

const struct help run_help[] = {
	{ "D101", "a line with too few or too many fields",
	    "Every line of a CSV file has as many fields as its header. A "
	    "newline or a delimiter in a value must stand inside double "
	    "quotes. The line is rejected, the next one goes on.\n" },
	{ "D102", "text after a closing quote",
	    "A quoted value ends at its quote; a quote inside it is written "
	    "twice: \"the \"\"North\"\" team\".\n" },
	{ "D103", "a quote inside a value that does not begin with one",
	    "A value with a quote in it stands in quotes as a whole, and the "
	    "quote inside is written twice: \"5\"\" pipe\".\n" },
	{ "D104", "a quote that is never closed",
	    "The value begins with a quote and the file ends before the next "
	    "one. Only the line with the quote is rejected.\n" },
	{ "D111", "a line that is not a JSON object",
	    "JSON lines have one object a line, strictly by RFC 8259: no "
	    "trailing commas, no comments, no member twice.\n" },
	{ "D112", "a member of another shape",
	    "The rule asks for a single value, and the member is an object or "
	    "a list; or it asks for Owner.Name, and Owner is no object.\n" },
	{ "D113", "a member that is there twice",
	    "Which of the two is meant can't be told, so neither is taken.\n" },
	{ "D201", "a value that is none of its kind",
	    "The schema (or csv { fields = … }) says what the field holds, "
	    "the value is something else. Mend the value, or give the field "
	    "the kind text and convert it in the rule.\n" },
	{ "D202", "a value out of range",
	    "Integers have 64 bits, decimals up to 38 digits and as many as "
	    "the field declares; years go from 1 to 9999.\n" },
	{ "D203", "too many decimal places",
	    "The field takes fewer places than the value has, and nothing is "
	    "rounded in silence: write round(value, places).\n" },
	{ "D204", "a text that is too long",
	    "The field takes so many characters and no more: write "
	    "left(value, length) if the rest may go.\n" },
	{ "D205", "not a record id",
	    "Ids have 15 letters and digits, or 18 of which the last three "
	    "are a checksum. A wrong checksum is a damaged id: spreadsheets "
	    "like to change the case of letters.\n" },
	{ "D206", "not valid UTF-8, or with a zero byte in it",
	    "The bytes are no text in UTF-8; most often the file was saved "
	    "as Windows-1252. Export it as UTF-8.\n" },
	{ "D401", "the key of the record is empty",
	    "An update or upsert looks the record up by its keys. A row "
	    "without one can't be looked up: filter it out, or give it a "
	    "default.\n" },
	{ "D402", "more than one record has these keys",
	    "None is picked. Add a key that tells them apart, or merge the "
	    "records.\n" },
	{ "D403", "two rows of one run write the same record",
	    "The first one is written. Filter or group the source so that "
	    "there is one row a record.\n" },
	{ "D404", "the record is there already",
	    "on_existing = \"reject\" was asked for.\n" },
	{ "D405", "the record is not there",
	    "on_missing = \"reject\" was asked for.\n" },
	{ "D406", "the record has changed since the plan was made",
	    "A plan is applied exactly or not at all, record by record. Make "
	    "a new plan for the rows that were refused.\n" },
	{ "D407", "left as it is by undo",
	    "Somebody has changed the record since the run. Undo puts back "
	    "only what still is as the run left it.\n" },
	{ "D411", "the service did not get to the row",
	    "The service ended its job before it came to this row, and wrote "
	    "nothing for it. 'precept retry' sends the row again.\n" },
	{ "D412", "the service ended the job without the row",
	    "The job as a whole failed, with the service's reason in the "
	    "text. Rows that it had written before are told apart; this one "
	    "was not written. Mend the reason, then 'precept retry'.\n" },
	{ 0 }
};
