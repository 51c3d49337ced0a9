/* SPDX-License-Identifier: MIT */
#include "precept/expr.h"

/* `precept help P224`: what the findings about expressions mean. */

const struct help expr_help[] = {
	{ "P200", "an empty expression",
	    "There is nothing between the quotes. To leave a filter out, "
	    "leave the whole entry out.\n" },
	{ "P201", "an expression that is too long",
	    "An expression has 20000 bytes at the most. A long list of values "
	    "is better kept as rows: in a file or an object that the rule "
	    "joins.\n" },
	{ "P202", "an expression that is too large",
	    "Parentheses, calls and cases may be nested 100 levels deep, and "
	    "an expression may have 20000 parts. Give parts of it names of "
	    "their own in show, or say it with a list.\n\n"
	    "	a = 'x' or a = 'y' or a = 'z'    long\n"
	    "	a in ('x', 'y', 'z')             short\n" },
	{ "P203", "a character that means nothing here",
	    "Outside of quotes there are names, numbers and the signs "
	    "= != < <= > >= + - * / % || ( ) and the comma. A name with "
	    "other characters in it stands in double quotes.\n\n"
	    "	Cost [EUR] > 5      wrong\n"
	    "	\"Cost [EUR]\" > 5    right\n" },
	{ "P204", "an operator of another language",
	    "The operators are those of a report's filter: = compares, != is "
	    "unequal (<> is taken too), and, or, not combine, || joins "
	    "texts.\n\n"
	    "	a == 1 && !b       wrong\n"
	    "	a = 1 and not b    right\n" },
	{ "P205", "quotes of a word processor",
	    "Word processors and chats turn straight quotes into curled ones. "
	    "Text stands in straight single quotes, a name that needs quotes "
	    "in straight double ones. The correction can be pasted.\n" },
	{ "P206", "a text that is not closed",
	    "A text begins and ends with a single quote. A single quote inside "
	    "it is written twice.\n\n"
	    "	Name = 'O'Neill'     wrong\n"
	    "	Name = 'O''Neill'    right\n" },
	{ "P207", "a name in double quotes that is empty or not closed",
	    "Double quotes hold the name of a field that has blanks or other "
	    "signs in it. A double quote inside it is written twice.\n" },
	{ "P208", "a number that is none",
	    "12, 0.5 and -3 are exact, up to 38 digits; 1e6 is a "
	    "floating-point number. There are no thousands separators, and a "
	    "number does not run into a word.\n\n"
	    "	1.2.3, 5., 30d    wrong\n"
	    "	30 days           right: a length of time\n" },
	{ "P209", "a date or datetime that does not exist",
	    "A date is year, month and day; a datetime says its zone, with Z "
	    "or an offset.\n\n"
	    "	date '2026-03-01'\n"
	    "	datetime '2026-03-01T09:30:00Z'\n"
	    "	datetime '2026-03-01T09:30:00+02:00'\n" },
	{ "P210", "a length of time that is none",
	    "A length of time is a whole number and a unit: years, months, "
	    "weeks, days, hours, minutes, seconds. It has 10000 years at the "
	    "most. For a number that comes from a field use add().\n\n"
	    "	rule_date - 30 days\n"
	    "	add(rule_date, Term__c, 'months')\n" },
	{ "P211", "something is missing or out of place",
	    "The expression stops making sense at the marked place: a value "
	    "or an operator is missing there, or a word stands where it cannot "
	    "stand. A field whose name is a word of the language stands in "
	    "double quotes.\n\n"
	    "	visitors 10, visitors > and b    wrong\n"
	    "	visitors > 10 and b              right\n" },
	{ "P212", "a parenthesis without its partner",
	    "Every ( needs a ) and the other way round. The mark stands where "
	    "the one that is alone begins, or where its partner was "
	    "expected.\n" },
	{ "P213", "two tests in a row",
	    "A test compares two values; what comes out is true or false and "
	    "not a value to go on comparing with. Say both tests, or use "
	    "between, which takes both ends in.\n\n"
	    "	1 <= a <= 3                 wrong\n"
	    "	a between 1 and 3           right\n"
	    "	1 < a and a < 3             right, without the ends\n" },
	{ "P214", "a list that is missing or empty",
	    "in, not in, includes and excludes take a list in parentheses, "
	    "with at least one value.\n\n"
	    "	Rating in 'Hot'              wrong\n"
	    "	Rating in ('Hot', 'Warm')    right\n" },
	{ "P215", "a case without when",
	    "A case has one or more pairs of when and then, perhaps an else, "
	    "and an end. Without an else it gives null.\n\n"
	    "	case when a > 5 then 'many' else 'few' end\n"
	    "	case Rating when 'Hot' then 3 when 'Warm' then 2 end\n" },
	{ "P220", "a name that is not known here",
	    "In filters and map only the columns of show can be used; in show "
	    "the fields of the source. Names are as the service's API has "
	    "them, with the same capitals. A text stands in single quotes.\n\n"
	    "	Rating = Hot      wrong: Hot is no field\n"
	    "	Rating = 'Hot'    right\n" },
	{ "P221", "a function that does not exist",
	    "`precept help functions` lists the functions. Where another "
	    "language has one under a different name, the finding says what "
	    "it is called here.\n\n"
	    "	nvl(a, 0)         wrong\n"
	    "	coalesce(a, 0)    right\n" },
	{ "P222", "an aggregate where one row is seen",
	    "sum, count, rank and their like look at many rows. An expression "
	    "in show, filters and map sees one row at a time. Aggregates "
	    "belong into the show of a dataset with group_by, which this "
	    "version does not have yet: a report of the service or a roll-up "
	    "field can do the sum. The larger of two fields of one row is "
	    "greatest(a, b).\n" },
	{ "P223", "a value where a condition is needed",
	    "and, or, not and when combine conditions: what is true or false. "
	    "A number or a text is neither.\n\n"
	    "	Rating = 'Hot' or 'Warm'        wrong\n"
	    "	Rating in ('Hot', 'Warm')       right\n" },
	{ "P224", "a comparison of two kinds",
	    "Numbers are compared with numbers, texts and picklists with "
	    "texts, dates and datetimes with dates and datetimes, booleans "
	    "with booleans. Nothing is guessed: '10' is a text, 10 a number. "
	    "A conversion says what is meant: number(), text(), to_date(). "
	    "Rows in which it cannot be done are rejected, with the value in "
	    "the reason.\n\n"
	    "	renewal > '2026-03-01'         wrong\n"
	    "	renewal > date '2026-03-01'    right\n" },
	{ "P225", "an order among booleans",
	    "true is neither larger nor smaller than false. A boolean field "
	    "is a condition of its own.\n\n"
	    "	active > false    wrong\n"
	    "	active            right\n"
	    "	not active        right\n" },
	{ "P226", "a test with null that never holds",
	    "Nothing is smaller or larger than null, like it, or found in a "
	    "list because of it. To ask for it there are is null and is not "
	    "null; = and != take it as a value, too.\n\n"
	    "	a in ('x', null)            wrong\n"
	    "	a in ('x') or a is null     right\n" },
	{ "P227", "arithmetic with what is no number",
	    "+ - * / % take numbers. Texts are joined with ||. A text that "
	    "holds a number becomes one by number().\n\n"
	    "	FirstName + ' ' + LastName      wrong\n"
	    "	FirstName || ' ' || LastName    right\n" },
	{ "P228", "arithmetic with dates that makes no sense",
	    "A date takes a length of time, and gives a date; a date less a "
	    "date is a number of days. A date has no hours, a datetime has. "
	    "Between two datetimes date_diff() says in which unit.\n\n"
	    "	rule_date - 30                      wrong\n"
	    "	rule_date - 30 days                 right\n"
	    "	date_diff(opened, closed, 'hours')  right\n" },
	{ "P229", "a length of time on its own",
	    "7 days is no number and no date. It stands beside a date, with + "
	    "or -. Two dates are compared like this:\n\n"
	    "	rule_date - last_visit > 7 days     wrong\n"
	    "	rule_date - last_visit > 7          right: a number of days\n"
	    "	last_visit < rule_date - 7 days     right\n" },
	{ "P230", "a text test of what is no text",
	    "like, contains, starts with, ends with, matches, includes and "
	    "excludes take texts and picklists. text() makes a text of "
	    "anything.\n\n"
	    "	Postcode__c starts with 10            wrong\n"
	    "	text(Postcode__c) starts with '10'    right\n" },
	{ "P231", "a pattern that is not written out",
	    "The regular expression behind matches is compiled once, before "
	    "any row is read, so it cannot come from a field. contains, "
	    "starts with, ends with and like take any text.\n" },
	{ "P232", "a regular expression that is none",
	    "Patterns are PCRE2. What is between the quotes is the pattern "
	    "itself: a backslash is written once, a quote twice. In a Lua "
	    "string with double quotes a backslash is written twice; [[ and "
	    "]] take it as it stands. The mark stands at the character that "
	    "PCRE2 stumbled over.\n" },
	{ "P233", "includes or excludes of what is no multi-select list",
	    "The left side is a multi-select picklist (or a text that holds "
	    "one), the right side a list of texts in quotes. 'A;B' in the "
	    "list means both.\n\n"
	    "	Products__c includes ('Base', 'Pro;Support')\n" },
	{ "P234", "branches of two kinds",
	    "A case has one kind, whichever branch is taken: numbers become "
	    "the widest of them, any other mixture needs a conversion.\n\n"
	    "	case when a > 5 then 'many' else a end          wrong\n"
	    "	case when a > 5 then 'many' else text(a) end    right\n" },
	{ "P235", "a text that is no Salesforce id",
	    "An id is compared with an id: 15 letters and digits, or 18 of "
	    "which the last three are a checksum. Both forms of one id are "
	    "equal. One wrong letter makes the checksum fail.\n" },
	{ "P236", "rounding a division of two integers",
	    "5 / 2 is 2: a division of integers drops the rest, and there is "
	    "nothing to round any more. This is a warning, as it may be "
	    "meant.\n\n"
	    "	round(5 / 2, 1)             2\n"
	    "	round(decimal(5) / 2, 1)    2.5\n" },
	{ "P237", "too many arguments",
	    "A function takes 16 arguments at the most. Two calls inside "
	    "each other take more.\n\n"
	    "	coalesce(a, b, coalesce(c, d))\n" },
	{ 0 },
};
