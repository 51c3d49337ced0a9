/* SPDX-License-Identifier: MIT */
#include "precept/func.h"

/* `precept help P250`: what the findings about function calls mean. */

const struct help func_help[] = {
	{ "D301", "a row whose result is too large",
	    "The sum, product, date or function of this row's values does "
	    "not fit its kind: integers have 64 bits, decimals 38 digits, "
	    "dates the years 1 to 9999. The row is rejected: a wrong number "
	    "is never written. A division by zero is not this: it gives "
	    "null and is counted.\n" },
	{ "D302", "a row whose value cannot be converted",
	    "number(), integer(), decimal(), boolean(), id18(), to_date() "
	    "and to_datetime() reject what they cannot read. Ask before, and "
	    "only the rows that pass are converted:\n\n"
	    "	case when Band__c matches '^[0-9]+$' then number(Band__c) "
	    "end\n" },
	{ "D303", "a row on which a regular expression takes too long",
	    "Matching has a limit of steps, so that no pattern can hold up a "
	    "run. Nested repetitions like (a+)+ are the usual reason; a "
	    "pattern without them says the same faster.\n" },
	{ "D304", "a row whose text grows too long",
	    "replace, regex_replace, pad_left, pad_right, concat and || make "
	    "texts of up to 1 MiB.\n" },
	{ "P250", "a function with too few or too many arguments",
	    "A function takes what stands between its parentheses in "
	    "`precept help functions`; an argument with a ? may be left out, "
	    "and ... means: more of the same.\n\n"
	    "	left(Name)          wrong: how many characters?\n"
	    "	left(Name, 3)       right\n" },
	{ "P251", "an argument of the wrong kind",
	    "A function takes texts, numbers or days, and does not guess. "
	    "Say what is meant by a conversion: text(), number(), integer(), "
	    "decimal(), to_date(), to_datetime().\n\n"
	    "	upper(NumberOfEmployees)          wrong\n"
	    "	upper(text(NumberOfEmployees))    right\n" },
	{ "P252", "an argument that must be a literal",
	    "Units, patterns and numbers of groups are part of the rule, not "
	    "of the data: they are checked before anything runs, and must be "
	    "written out.\n\n"
	    "	add(day, 1, Unit__c)    wrong\n"
	    "	add(day, 1, 'week')     right\n" },
	{ "P253", "a unit or a part of a day that does not exist",
	    "Units are 'days', 'weeks', 'months', 'quarters' and 'years', "
	    "for a datetime also 'hours', 'minutes' and 'seconds'; one or "
	    "many is the same. date_part also knows 'weekday' and "
	    "'day_of_year'.\n" },
	{ "P254", "a regular expression that is none",
	    "Patterns are PCRE2. What is between the quotes is the pattern "
	    "itself: a backslash is written once, a quote twice. The number "
	    "of a group is at most how many groups the pattern has; a group "
	    "is what stands between ( and ).\n\n"
	    "	regex_extract(Website, '//([^/]+', 1)     wrong\n"
	    "	regex_extract(Website, '//([^/]+)', 1)    right\n" },
	{ "P255", "values that have no kind in common",
	    "coalesce, if_null, nullif, least, greatest and mod take values "
	    "of one kind, or numbers of any kind, or texts of any kind: the "
	    "result has to have one.\n\n"
	    "	coalesce(Amount, 'none')          wrong\n"
	    "	coalesce(text(Amount), 'none')    right\n" },
	{ "P256", "a pattern of a date with a letter that means nothing",
	    "yyyy and yy are the year, M, MM, MMM and MMMM the month, d and "
	    "dd the day; H, HH, mm, ss and SSS the time. format_date also "
	    "knows EEE and EEEE (weekday) and Q (quarter). Letters that mean "
	    "themselves stand between two '' marks.\n\n"
	    "	format_date(day, 'YYYY-MM-DD')    wrong\n"
	    "	format_date(day, 'yyyy-MM-dd')    right\n" },
	{ "P257", "a time of day asked of a date",
	    "A date has no hours. A datetime has; to_datetime(day) is the "
	    "moment the day begins in the rule's zone.\n" },
	{ "P258", "a decimal with too many places",
	    "A decimal has up to 38 digits, and 0 to 38 of them after the "
	    "point.\n" },
	{ 0 }
};
