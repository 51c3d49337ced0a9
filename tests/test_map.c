/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/map.h"
#include "support.h"

static struct map	m;

static void
clear_map(void)
{
	map_clear(&m);
}

START_TEST(an_empty_map_has_nothing)
{
	ck_assert_ptr_null(map_get(&m, SLICE("Id")));
	ck_assert_ptr_null(map_get(&m, (struct slice){ NULL, 0 }));
}
END_TEST

START_TEST(what_is_put_again_is_replaced_in_its_place)
{
	int one, two, other;

	ck_assert_ptr_null(map_put(&m, SLICE("Id"), &one));
	ck_assert_ptr_null(map_put(&m, SLICE("Name"), &other));
	ck_assert_ptr_eq(map_put(&m, SLICE("Id"), &two), &one);
	ck_assert_ptr_eq(map_get(&m, SLICE("Id")), &two);
	ck_assert_uint_eq(m.count, 2);
	assert_slice(m.entries[0].key, "Id");
	assert_slice(m.entries[1].key, "Name");
}
END_TEST

START_TEST(keys_are_exact)
{
	int one;

	map_put(&m, SLICE("Id"), &one);
	ck_assert_ptr_null(map_get(&m, SLICE("id")));
	ck_assert_ptr_null(map_get(&m, SLICE("I")));
	ck_assert_ptr_null(map_get(&m, ((struct slice){ "Id\0", 3 })));
	map_put(&m, SLICE(""), &one);
	ck_assert_ptr_eq(map_get(&m, SLICE("")), &one);
}
END_TEST

#define MANY 5000

START_TEST(thousands_are_found_and_stay_in_order)
{
	static char	keys[MANY][8];
	size_t		i;

	for (i = 0; i < MANY; i++) {
		snprintf(keys[i], sizeof keys[i], "k%zu", i * 7919 % MANY);
		ck_assert_ptr_null(map_put(&m, slice_of(keys[i]), keys[i]));
	}
	ck_assert_uint_eq(m.count, MANY);
	for (i = 0; i < MANY; i++) {
		ck_assert_ptr_eq(map_get(&m, slice_of(keys[i])), keys[i]);
		ck_assert_ptr_eq(m.entries[i].value, keys[i]);
	}
	ck_assert_ptr_null(map_get(&m, SLICE("k5000")));
}
END_TEST

TCase *
test_map(void)
{
	TCase *tc = tcase_create("map");

	tcase_add_checked_fixture(tc, NULL, clear_map);
	tcase_add_test(tc, an_empty_map_has_nothing);
	tcase_add_test(tc, what_is_put_again_is_replaced_in_its_place);
	tcase_add_test(tc, keys_are_exact);
	tcase_add_test(tc, thousands_are_found_and_stay_in_order);
	return tc;
}
