/* SPDX-License-Identifier: MIT */
#include <sys/resource.h>
#include <unistd.h>

#include "precept/file.h"
#include "support.h"

static struct arena	*a;
static const char	*folder;
static struct err	 err;

static void
open_folder(void)
{
	a = arena_new();
	folder = support_folder();
	memset(&err, 0, sizeof err);
}

static void
close_folder(void)
{
	arena_free(a);
}

START_TEST(a_file_is_read_to_its_last_byte)
{
	const char	*path = support_file("a.txt", "one\ntwo");
	struct slice	 s;

	assert_ok(file_read(path, 7, a, &s, &err), &err);
	assert_slice(s, "one\ntwo");
	ck_assert_int_eq(s.ptr[7], '\0');
	assert_ok(file_read(support_file("b", ""), 0, a, &s, &err), &err);
	ck_assert_uint_eq(s.len, 0);
}
END_TEST

START_TEST(a_file_beyond_the_ceiling_is_refused)
{
	const char	*path = support_file("a.txt", "one\ntwo");
	struct slice	 s;

	ck_assert(!file_read(path, 6, a, &s, &err));
	assert_err(&err, ERR_LIMIT, arena_printf(a,
	    "%s is larger than 6 bytes", path));
}
END_TEST

START_TEST(a_large_file_is_read_whole)
{
	struct file_draft	*d;
	char			*path = file_join(a, folder, "big");
	char			 block[1000];
	struct slice		 s;
	int			 i;

	d = file_draft_open(path, &err);
	for (i = 0; i < 300; i++) {
		memset(block, 'a' + i % 26, sizeof block);
		assert_ok(file_draft_write(d, block, sizeof block, &err),
		    &err);
	}
	assert_ok(file_draft_keep(d, &err), &err);
	assert_ok(file_read(path, 1 << 20, a, &s, &err), &err);
	ck_assert_uint_eq(s.len, 300000);
	for (i = 0; i < 300000; i++)
		if (s.ptr[i] != 'a' + i / 1000 % 26)
			ck_abort_msg("byte %d", i);
}
END_TEST

START_TEST(what_cannot_be_opened_says_why)
{
	struct slice	 s;
	char		*path = file_join(a, folder, "none");

	ck_assert(!file_read(path, 10, a, &s, &err));
	assert_err(&err, ERR_SYSTEM, arena_printf(a,
	    "cannot open %s: No such file or directory", path));
	ck_assert(!file_read(folder, 10, a, &s, &err));
	assert_err(&err, ERR_SYSTEM, arena_printf(a,
	    "cannot read %s: Is a directory", folder));
}
END_TEST

START_TEST(a_draft_has_its_name_only_when_it_is_whole)
{
	char			*path = file_join(a, folder, "out");
	char			*part = file_join(a, folder, "out.part");
	struct file_draft	*d = file_draft_open(path, &err);
	struct slice		 s;

	assert_ok(file_draft_write(d, "new", 3, &err), &err);
	ck_assert(!file_exists(path) && file_exists(part));
	assert_ok(file_draft_keep(d, &err), &err);
	ck_assert(file_exists(path) && !file_exists(part));
	assert_ok(file_read(path, 10, a, &s, &err), &err);
	assert_slice(s, "new");
}
END_TEST

START_TEST(a_dropped_draft_leaves_the_old_file)
{
	const char		*path = support_file("out", "old");
	struct file_draft	*d = file_draft_open(path, &err);
	struct slice		 s;

	assert_ok(file_draft_write(d, "new", 3, &err), &err);
	file_draft_drop(d);
	file_draft_drop(NULL);
	assert_ok(file_read(path, 10, a, &s, &err), &err);
	assert_slice(s, "old");
	ck_assert(!file_exists(file_join(a, folder, "out.part")));
}
END_TEST

START_TEST(a_draft_in_no_folder_says_so)
{
	char *path = file_join(a, folder, "none/out");

	ck_assert_ptr_null(file_draft_open(path, &err));
	assert_err(&err, ERR_SYSTEM, arena_printf(a,
	    "cannot write %s: No such file or directory", path));
}
END_TEST

/* A limit on the size of files stands in for a full disk. */
START_TEST(a_full_disk_is_an_error_and_no_file)
{
	static char		 block[70000];
	const char		*path = support_file("out", "old");
	struct file_draft	*d = file_draft_open(path, &err);
	struct rlimit		 before, small;
	struct slice		 s;
	bool			 kept;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	small = (struct rlimit){ 1000, before.rlim_max };
	setrlimit(RLIMIT_FSIZE, &small);
	kept = file_draft_write(d, block, sizeof block, &err);
	setrlimit(RLIMIT_FSIZE, &before);
	ck_assert(!kept);
	assert_err(&err, ERR_SYSTEM, arena_printf(a, "cannot write %s: "
	    "File too large", path));
	file_draft_drop(d);
	assert_ok(file_read(path, 10, a, &s, &err), &err);
	assert_slice(s, "old");
}
END_TEST

START_TEST(a_link_in_the_place_of_the_draft_is_refused)
{
	char *path = file_join(a, folder, "out");

	ck_assert_int_eq(symlink("/dev/null", arena_printf(a, "%s.part",
	    path)), 0);
	ck_assert_ptr_null(file_draft_open(path, &err));
	assert_err(&err, ERR_SYSTEM, arena_printf(a, "cannot write %s.part: "
	    "Too many levels of symbolic links", path));
}
END_TEST

START_TEST(folders_are_made_with_their_parents)
{
	char *path = file_join(a, folder, "x/y/z");

	assert_ok(file_make_dir(path, &err), &err);
	assert_ok(file_make_dir(path, &err), &err);
	ck_assert(file_exists(path));
	support_file("f", "");
	path = file_join(a, folder, "f/g");
	ck_assert(!file_make_dir(path, &err));
	assert_err(&err, ERR_SYSTEM, arena_printf(a,
	    "cannot make the folder %s/f: Not a directory", folder));
}
END_TEST

START_TEST(paths_are_joined)
{
	ck_assert_str_eq(file_join(a, "dir", "name"), "dir/name");
	ck_assert_str_eq(file_join(a, "dir/", "name"), "dir/name");
	ck_assert_str_eq(file_join(a, "dir", "/name"), "/name");
	ck_assert_str_eq(file_join(a, "", "name"), "name");
}
END_TEST

START_TEST(names_are_listed_in_the_order_of_their_bytes)
{
	char	**names;
	size_t	  count;

	support_file("b.lua", "");
	support_file("a.lua", "");
	support_file("Z.lua", "");
	support_file(".hidden.lua", "");
	support_file("a.txt", "");
	assert_ok(file_list(folder, ".lua", a, &names, &count, &err), &err);
	ck_assert_uint_eq(count, 3);
	ck_assert_str_eq(names[0], "Z.lua");
	ck_assert_str_eq(names[1], "a.lua");
	ck_assert_str_eq(names[2], "b.lua");
	assert_ok(file_list(folder, ".csv", a, &names, &count, &err), &err);
	ck_assert_uint_eq(count, 0);
	ck_assert(!file_list("/none/x", "", a, &names, &count, &err));
	assert_err(&err, ERR_SYSTEM, "cannot list the folder /none/x: "
	    "No such file or directory");
}
END_TEST

TCase *
test_file(void)
{
	TCase *tc = tcase_create("file");

	tcase_add_checked_fixture(tc, open_folder, close_folder);
	tcase_add_test(tc, a_file_is_read_to_its_last_byte);
	tcase_add_test(tc, a_file_beyond_the_ceiling_is_refused);
	tcase_add_test(tc, a_large_file_is_read_whole);
	tcase_add_test(tc, what_cannot_be_opened_says_why);
	tcase_add_test(tc, a_draft_has_its_name_only_when_it_is_whole);
	tcase_add_test(tc, a_dropped_draft_leaves_the_old_file);
	tcase_add_test(tc, a_draft_in_no_folder_says_so);
	tcase_add_test(tc, a_full_disk_is_an_error_and_no_file);
	tcase_add_test(tc, a_link_in_the_place_of_the_draft_is_refused);
	tcase_add_test(tc, folders_are_made_with_their_parents);
	tcase_add_test(tc, paths_are_joined);
	tcase_add_test(tc, names_are_listed_in_the_order_of_their_bytes);
	return tc;
}
