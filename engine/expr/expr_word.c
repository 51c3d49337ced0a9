/* SPDX-License-Identifier: MIT */
#include "expr_parser.h"
#include "precept/date.h"

/* The words of the language that are no names. */

static const char *const reserved[] = { "and", "or", "not", "is", "in",
	"like", "between", "null", "true", "false", "case", "when", "then",
	"else", "end", "rule_date" };

static const struct {
	const char	*word;
	struct duration	 one;
} units[] = {
	{ "year", { 12, 0, 0 } },
	{ "month", { 1, 0, 0 } },
	{ "week", { 0, 7, 0 } },
	{ "day", { 0, 1, 0 } },
	{ "hour", { 0, 0, DATE_DAY / 24 } },
	{ "minute", { 0, 0, DATE_DAY / 1440 } },
	{ "second", { 0, 0, DATE_DAY / 86400 } },
};

bool
expr_word_reserved(struct slice s)
{
	for (size_t i = 0; i < COUNT(reserved); i++)
		if (slice_is_nocase(s, reserved[i]))
			return true;
	return false;
}

bool
expr_word_unit(struct slice s, struct duration *one)
{
	if (s.len > 1 && (s.ptr[s.len - 1] | 32) == 's')
		s.len--;
	for (size_t i = 0; i < COUNT(units); i++) {
		if (!slice_is_nocase(s, units[i].word))
			continue;
		*one = units[i].one;
		return true;
	}
	return false;
}
