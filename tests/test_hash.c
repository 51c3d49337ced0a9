/* SPDX-License-Identifier: MIT */
#include "precept/hash.h"
#include "support.h"

static const char *
sum_of(const char *a, const char *b)
{
	static char	 hex[2][HASH_HEX];
	static int	 turn;
	struct hash_sum	*sum = hash_begin();

	hash_add(sum, a, strlen(a));
	if (b != NULL)
		hash_add(sum, b, strlen(b));
	turn = !turn;
	hash_end(sum, hex[turn]);
	return hex[turn];
}

/* SHA-256 of 3 as eight bytes, lowest first, and "abc"; by sha256sum(1). */
START_TEST(a_sum_is_sha_256_with_the_lengths_in_front)
{
	ck_assert_str_eq(sum_of("abc", NULL),
	    "ce91dc5eec0139adf091900d225971d6ad246a845bad791b5693a9d0d55dd391");
}
END_TEST

/* 300 as eight bytes, and 300 times "a". */
START_TEST(a_long_length_is_in_front_too)
{
	char many[301];

	memset(many, 'a', 300);
	many[300] = '\0';
	ck_assert_str_eq(sum_of(many, NULL),
	    "db3de946a0fa2efb2d253f970ac177545bdf21e2cc8ca828ab858035366ec646");
}
END_TEST

START_TEST(parts_do_not_flow_into_each_other)
{
	ck_assert_str_ne(sum_of("ab", "c"), sum_of("a", "bc"));
	ck_assert_str_ne(sum_of("abc", ""), sum_of("abc", NULL));
}
END_TEST

/* Stored hashes must mean the same tomorrow: the published XXH3 values. */
START_TEST(hashes_are_those_of_xxh3)
{
	ck_assert_uint_eq(hash_bytes("", 0), 0x2d06800538d394c2);
	ck_assert_uint_eq(hash_more(0, "", 0), hash_bytes("", 0));
	ck_assert_uint_ne(hash_more(1, "abc", 3), hash_bytes("abc", 3));
	ck_assert_uint_eq(hash_bytes(NULL, 0), hash_bytes("", 0));
}
END_TEST

TCase *
test_hash(void)
{
	TCase *tc = tcase_create("hash");

	tcase_add_test(tc, a_sum_is_sha_256_with_the_lengths_in_front);
	tcase_add_test(tc, a_long_length_is_in_front_too);
	tcase_add_test(tc, parts_do_not_flow_into_each_other);
	tcase_add_test(tc, hashes_are_those_of_xxh3);
	return tc;
}
