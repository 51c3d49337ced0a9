/* SPDX-License-Identifier: MIT */
#include "precept/arena.h"
#include "support.h"

static struct arena	*a;

static void
open_arena(void)
{
	a = arena_new();
}

static void
close_arena(void)
{
	arena_free(a);
}

START_TEST(every_size_is_aligned_and_apart)
{
	unsigned char	*got[300];
	size_t		 size, i;

	for (size = 0; size < COUNT(got); size++) {
		got[size] = arena_raw(a, size);
		ck_assert_uint_eq((uintptr_t)got[size] % 16, 0);
		memset(got[size], (int)(size & 255), size);
	}
	for (size = 0; size < COUNT(got); size++)
		for (i = 0; i < size; i++)
			ck_assert_uint_eq(got[size][i], size & 255);
}
END_TEST

START_TEST(larger_than_a_block_is_fine)
{
	char *big = arena_alloc(a, 10 << 20), *small = arena_alloc(a, 1);

	big[0] = big[(10 << 20) - 1] = 'x';
	small[0] = 'y';
	ck_assert_int_eq(big[0], 'x');
}
END_TEST

START_TEST(after_a_reset_alloc_gives_zeros_again)
{
	char	*p = arena_raw(a, 100);
	size_t	 i;

	memset(p, 'x', 100);
	arena_reset(a);
	ck_assert_uint_eq(arena_size(a), 0);
	p = arena_alloc(a, 100);
	for (i = 0; i < 100; i++)
		ck_assert_int_eq(p[i], 0);
}
END_TEST

START_TEST(after_a_reset_the_blocks_are_used_again)
{
	void *first = arena_raw(a, 16), *again;

	arena_raw(a, 1 << 20);
	arena_reset(a);
	again = arena_raw(a, 16);
	ck_assert_ptr_eq(first, again);
}
END_TEST

START_TEST(the_size_is_what_is_in_use)
{
	ck_assert_uint_eq(arena_size(a), 0);
	arena_raw(a, 16);
	arena_raw(a, 17);
	ck_assert_uint_eq(arena_size(a), 48);
}
END_TEST

START_TEST(texts_are_copies_that_end_in_nul)
{
	char from[] = "rule one";

	char *part = arena_text(a, (struct slice){ from, 4 });
	char *whole = arena_string(a, from);
	char *made = arena_printf(a, "%s %d", "rule", 7);

	from[0] = 'X';
	ck_assert_str_eq(part, "rule");
	ck_assert_str_eq(whole, "rule one");
	ck_assert_str_eq(made, "rule 7");
	ck_assert_str_eq(arena_text(a, (struct slice){ NULL, 0 }), "");
}
END_TEST

START_TEST(a_product_that_overflows_ends_the_process)
{
	arena_array(a, SIZE_MAX / 2, 3);
}
END_TEST

START_TEST(a_size_beyond_all_memory_ends_the_process)
{
	arena_raw(a, SIZE_MAX - 8);
}
END_TEST

START_TEST(freeing_nothing_is_fine)
{
	arena_free(NULL);
	arena_reset(a);
}
END_TEST

TCase *
test_arena(void)
{
	TCase *tc = tcase_create("arena");

	tcase_add_checked_fixture(tc, open_arena, close_arena);
	tcase_add_test(tc, every_size_is_aligned_and_apart);
	tcase_add_test(tc, larger_than_a_block_is_fine);
	tcase_add_test(tc, after_a_reset_alloc_gives_zeros_again);
	tcase_add_test(tc, after_a_reset_the_blocks_are_used_again);
	tcase_add_test(tc, the_size_is_what_is_in_use);
	tcase_add_test(tc, texts_are_copies_that_end_in_nul);
	tcase_add_test(tc, freeing_nothing_is_fine);
	if (!support_forks())
		return tc;
	tcase_add_test_raise_signal(tc,
	    a_product_that_overflows_ends_the_process, SIGABRT);
	tcase_add_test_raise_signal(tc,
	    a_size_beyond_all_memory_ends_the_process, SIGABRT);
	return tc;
}
