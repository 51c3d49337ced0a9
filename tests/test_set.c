/* SPDX-License-Identifier: MIT */
#include "precept/set.h"
#include "support.h"

#define MANY 200000

static struct set	*s;

static void
open_set(void)
{
	s = set_new();
}

static void
close_set(void)
{
	set_free(s);
}

/* An assertion of Check costs microseconds: too much for each number. */
static void
demand(bool held, uint64_t i)
{
	if (!held)
		ck_abort_msg("number %llu", (unsigned long long)i);
}

/* The shapes that numbers come in: all of them must be told apart. */
static uint64_t
number(int shape, uint64_t i)
{
	switch (shape) {
	case 0:
		return i;			/* one after the other */
	case 1:
		return i << 44;			/* only top bits */
	case 2:
		return i * 0x9e3779b97f4a7c15;	/* like hashes */
	default:
		return UINT64_MAX - i * 256;	/* equal low bytes */
	}
}

START_TEST(each_number_is_new_once)
{
	uint64_t i;

	for (i = 0; i < MANY; i++) {
		demand(!set_has(s, number(_i, i)), i);
		demand(set_add(s, number(_i, i)), i);
		demand(!set_add(s, number(_i, i / 2)), i);
	}
	ck_assert_uint_eq(set_count(s), MANY);
	for (i = 0; i < MANY; i++)
		demand(set_has(s, number(_i, i)), i);
	for (i = MANY; i < 2 * MANY; i++)
		demand(!set_has(s, number(_i, i)), i);
}
END_TEST

START_TEST(an_empty_set_has_nothing)
{
	ck_assert(!set_has(s, 0));
	ck_assert(!set_has(s, 1));
	ck_assert_uint_eq(set_count(s), 0);
	set_free(NULL);
}
END_TEST

START_TEST(zero_and_the_largest_are_numbers_too)
{
	ck_assert(set_add(s, 0));
	ck_assert(!set_add(s, 0));
	ck_assert(set_add(s, UINT64_MAX));
	ck_assert(!set_add(s, UINT64_MAX));
	ck_assert(set_has(s, 0) && set_has(s, UINT64_MAX));
	ck_assert_uint_eq(set_count(s), 2);
}
END_TEST

TCase *
test_set(void)
{
	TCase *tc = tcase_create("set");

	tcase_add_checked_fixture(tc, open_set, close_set);
	tcase_add_loop_test(tc, each_number_is_new_once, 0, 4);
	tcase_add_test(tc, an_empty_set_has_nothing);
	tcase_add_test(tc, zero_and_the_largest_are_numbers_too);
	return tc;
}
