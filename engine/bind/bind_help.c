/* SPDX-License-Identifier: MIT */
#include "precept/bind.h"

/* `precept help P014`: what is found while a rule file is read. */

const struct help bind_help[] = {
	{ "P001", "a file that cannot be read as Lua",
	    "Rule files are tables in Lua. Most often a comma is missing at "
	    "the end of a line, or a quote or brace is not closed.\n\n"
	    "	source = \"salesforce.Account\"      wrong\n"
	    "	source = \"salesforce.Account\",     right\n" },
	{ "P002", "a file that is no text",
	    "A rule file is UTF-8 text of 256 KiB at the most. Editors say "
	    "UTF-8 in their Save As; compiled Lua is never read.\n" },
	{ "P010", "a key that is not known",
	    "Every word takes the keys of its page and no others, so that a "
	    "misspelt one is never silently without effect. The note lists "
	    "all keys of the word.\n" },
	{ "P011", "a value of the wrong kind",
	    "Expressions and names are text, columns and maps are tables.\n\n"
	    "	show = \"Id\"            wrong\n"
	    "	show = { \"Id\" },       right\n" },
	{ "P012", "a key that is missing",
	    "The word cannot work without it. What to paste stands behind "
	    "`try`.\n" },
	{ "P013", "a name without a table, or a table without a name",
	    "Rules, functions and connections are written as one: the word, "
	    "its name, its table.\n\n"
	    "	rule \"Usage to Accounts\" { ... }\n" },
	{ "P014", "a name that means nothing",
	    "Either a word is misspelt, or quotes were forgotten: conditions "
	    "and values are text, read by the program and not by Lua.\n\n"
	    "	filters = visitors > 0,       wrong\n"
	    "	filters = \"visitors > 0\",     right\n\n"
	    "Files, programs, the clock and the network do not exist in a "
	    "rule file.\n" },
	{ "P015", "a global variable",
	    "What is set without `local` could be changed from anywhere. "
	    "Rule files see nothing of each other either way.\n\n"
	    "	fields = { \"Id\" }            wrong\n"
	    "	local fields = { \"Id\" }      right\n" },
	{ "P016", "a part of Lua that rule files do not have",
	    "Bitwise operators and <close> variables are left out: they "
	    "have mistakes in the Lua that is used. In a condition it is "
	    "the quotes that were forgotten.\n" },
	{ "P017", "a key given twice",
	    "Lua would take the last and lose the other in silence.\n\n"
	    "	map = { Name = \"a\", Name = \"b\" }     wrong\n" },
	{ "P018", "a key, text or number that cannot be used",
	    "Keys are text. A list has no gaps: an item that is nothing "
	    "(often a misspelt local) would hide all behind it. Texts are "
	    "UTF-8 without control characters, numbers are finite.\n" },
	{ "P019", "not one of the words that can stand here",
	    "Some keys take one of a few words, which the note lists.\n\n"
	    "	level = \"ACOUNTLEVEL\"       wrong\n"
	    "	level = \"ACCOUNTLEVEL\",     right\n" },
	{ "P020", "a file that was stopped",
	    "A rule file declares; it has a second and 20 million steps for "
	    "that, and 256 MiB of memory in all. A loop that never ends is "
	    "stopped at the line that is named. Rules declared before it are "
	    "checked all the same.\n" },
	{ "P021", "a file that needs too much memory",
	    "A rule file has 16 MiB of memory at a time.\n" },
	{ "P022", "an error while a file runs",
	    "Lua stopped at this line. `attempt to index a nil value` means "
	    "that what stands before the point or bracket is nothing: a "
	    "misspelt field, or a local that was not set yet.\n" },
	{ "P023", "tables that are too many, too deep, or in themselves",
	    "A file may declare 100000 values in tables 32 deep, and 8 MiB "
	    "of text. A table that contains itself has no end.\n" },
	{ "D310", "a row on which a func went wrong",
	    "The function raised an error on this row, with the line that is "
	    "named, or was stopped: by time, by steps, by memory. The row is "
	    "rejected; the others of its batch go on, unless the function "
	    "was stopped. Null comes in as nil:\n\n"
	    "	function(n) if n == nil then return nil end ... end\n" },
	{ "D311", "a func that gave another kind than it returns",
	    "`returns` is a promise. Dates are given as text, 2026-03-01; a "
	    "decimal as a number or, to keep every digit, as text; null as "
	    "nil.\n" },
	{ "D312", "a number that Lua cannot hold",
	    "A decimal goes into a func as an integer if it is whole, else "
	    "as a number of 15 digits. One with more digits would be "
	    "changed by it, so the row is rejected. As text it passes:\n\n"
	    "	map = { X = \"f(text(amount))\" }\n" },
	{ NULL, NULL, NULL }
};
