/* SPDX-License-Identifier: MIT */
#include "precept/near.h"
#include "support.h"

static const char *const words[] = {
	"source", "show", "filters", "actions", "schedule", "keys", "key_map",
	"visitors", "Id", "Name", "minutes", "customers_only",
};

static const struct { const char *word, *nearest; } cases[] = {
	{ "visitrs",		"visitors" },
	{ "vistiors",		"visitors" },	/* neighbours changed */
	{ "VISITORS",		"visitors" },
	{ "ID",			"Id" },
	{ "filter",		"filters" },
	{ "filtres",		"filters" },
	{ "shwo",		"show" },
	{ "sorce",		"source" },
	{ "key",		"keys" },
	{ "customer_only",	"customers_only" },
	{ "minuts",		"minutes" },
	{ "nmae",		"Name" },
	{ "zzz",		NULL },
	{ "x",			NULL },
	{ "",			NULL },
	{ "destination",	NULL },
	{ "sho",		"show" },
	{ "vstrs",		NULL },		/* three letters of five */
};

START_TEST(the_nearest_is_named)
{
	struct near	n = near_to(slice_of(cases[_i].word));
	size_t		i;

	for (i = 0; i < COUNT(words); i++)
		near_try(&n, slice_of(words[i]));
	if (cases[_i].nearest == NULL)
		ck_assert_ptr_null(n.best.ptr);
	else
		assert_slice(n.best, cases[_i].nearest);
}
END_TEST

START_TEST(of_equally_near_ones_the_first_is_named)
{
	struct near n = near_to(SLICE("cat"));

	near_try(&n, SLICE("car"));
	near_try(&n, SLICE("can"));
	assert_slice(n.best, "car");
	ck_assert_uint_eq(n.distance, 1);
}
END_TEST

START_TEST(endless_words_are_left_alone)
{
	char		long_word[1000];
	struct near	n;

	memset(long_word, 'a', sizeof long_word);
	n = near_to((struct slice){ long_word, sizeof long_word });
	near_try(&n, (struct slice){ long_word, sizeof long_word - 1 });
	ck_assert_ptr_null(n.best.ptr);
	n = near_to((struct slice){ long_word, 127 });
	near_try(&n, (struct slice){ long_word, 126 });
	ck_assert_uint_eq(n.best.len, 126);
}
END_TEST

TCase *
test_near(void)
{
	TCase *tc = tcase_create("near");

	tcase_add_loop_test(tc, the_nearest_is_named, 0, COUNT(cases));
	tcase_add_test(tc, of_equally_near_ones_the_first_is_named);
	tcase_add_test(tc, endless_words_are_left_alone);
	return tc;
}
