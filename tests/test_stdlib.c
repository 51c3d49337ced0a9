/* SPDX-License-Identifier: MIT */
#include "precept/file.h"
#include "precept/stdlib.h"
#include "support.h"

/* What travels inside the program is what stands in the tree. */
START_TEST(every_file_is_embedded_to_its_last_byte)
{
	struct arena	*a = arena_new();
	struct err	 err = { 0 };
	struct slice	 s;
	size_t		 i;

	for (i = 0; i < stdlib_count; i++) {
		const struct stdlib_file *f = &stdlib_files[i];

		assert_ok(file_read(file_join(a, "stdlib", f->name), 1 << 24,
		    a, &s, &err), &err);
		ck_assert_uint_eq(s.len, f->len);
		ck_assert_int_eq(memcmp(s.ptr, f->ptr, s.len), 0);
		ck_assert_int_eq(f->ptr[f->len], '\0');
		if (i > 0)
			ck_assert_int_lt(strcmp(f[-1].name, f->name), 0);
	}
	arena_free(a);
}
END_TEST

TCase *
test_stdlib(void)
{
	TCase *tc = tcase_create("stdlib");

	tcase_add_test(tc, every_file_is_embedded_to_its_last_byte);
	return tc;
}
