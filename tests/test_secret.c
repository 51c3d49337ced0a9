/* SPDX-License-Identifier: MIT */
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <unistd.h>

#include "precept/arena.h"
#include "precept/log.h"
#include "precept/secret.h"
#include "support.h"

/* Where secrets may lie, what is said when they do not, who sees them. */

static struct arena	*arena;
static const char	*dir;

static void
open_all(void)
{
	arena = arena_new();
	dir = support_folder();
	unsetenv("CREDENTIALS_DIRECTORY");
	ck_assert_int_eq(mkdir(arena_printf(arena, "%s/secrets", dir), 0700),
	    0);
}

static void
close_all(void)
{
	unsetenv("CREDENTIALS_DIRECTORY");
	arena_free(arena);
}

static const char *
put(const char *name, const char *text, mode_t mode)
{
	const char	*path = support_file(arena_printf(arena, "secrets/%s",
			    name), text);

	ck_assert_int_eq(chmod(path, mode), 0);
	return path;
}

static void
gives(const char *name, const char *want)
{
	struct slice	value;
	struct err	err = { 0 };

	assert_ok(secret_read(dir, name, &value, &err), &err);
	assert_slice(value, want);
	ck_assert_int_eq(value.ptr[value.len], '\0');
	secret_drop(value);
}

/* `want` begins behind the folder's own name, which is told as @. */
static void
refuses(const char *name, enum err_kind kind, const char *want)
{
	struct slice	 value = { NULL, 0 };
	struct err	 err = { 0 };
	struct text	 got;
	const char	*at = err.text, *next;

	ck_assert(!secret_read(dir, name, &value, &err));
	text_init(&got, 10000);
	for (; (next = strstr(at, dir)) != NULL; at = next + strlen(dir)) {
		text_add(&got, at, (size_t)(next - at));
		text_char(&got, '@');
	}
	text_string(&got, at);
	ck_assert_str_eq(got.ptr, want);
	ck_assert_int_eq(err.kind, kind);
	ck_assert_ptr_null(value.ptr);
	text_free(&got);
}

START_TEST(a_secret_is_a_file_without_its_last_newline)
{
	put("a", "CANARY-a\n", 0600);
	put("b", "CANARY-b\r\n", 0400);
	put("c-d_e.f", "two\nlines\n\n", 0600);
	gives("a", "CANARY-a");
	gives("b", "CANARY-b");
	gives("c-d_e.f", "two\nlines\n");
}
END_TEST

START_TEST(what_systemd_gives_comes_first)
{
	const char	*given = arena_printf(arena, "%s/given", dir);

	put("a", "from the workspace", 0600);
	put("b", "from the workspace", 0600);
	ck_assert_int_eq(mkdir(given, 0755), 0);
	ck_assert_int_eq(chmod(support_file("given/a", "from systemd"),
	    0440), 0);
	setenv("CREDENTIALS_DIRECTORY", given, 1);
	gives("a", "from systemd");
	gives("b", "from the workspace");
	setenv("CREDENTIALS_DIRECTORY", "/nowhere", 1);
	gives("a", "from the workspace");
}
END_TEST

START_TEST(a_secret_that_others_may_read_is_refused)
{
	put("a", "x", 0644);
	refuses("a", ERR_SYSTEM, "the secret '@/secrets/a' can be read by "
	    "others: chmod 600 '@/secrets/a'");
	put("a", "x", 0620);
	refuses("a", ERR_SYSTEM, "the secret '@/secrets/a' can be read by "
	    "others: chmod 600 '@/secrets/a'");
}
END_TEST

START_TEST(a_folder_that_others_may_change_is_refused)
{
	put("a", "x", 0600);
	ck_assert_int_eq(chmod(arena_printf(arena, "%s/secrets", dir), 0770),
	    0);
	refuses("a", ERR_SYSTEM, "others can change the secrets in the "
	    "folder '@/secrets': chmod 700 '@/secrets'");
}
END_TEST

START_TEST(a_secret_of_another_user_is_refused)
{
	const char	*path = put("a", "x", 0600);

	if (geteuid() != 0 || chown(path, 65534, 65534) != 0)
		return;		/* only root can make such a file */
	refuses("a", ERR_SYSTEM, "the secret '@/secrets/a' belongs to "
	    "another user: chown 0 '@/secrets/a'");
}
END_TEST

START_TEST(what_is_no_secret_is_said)
{
	char	*large = arena_alloc(arena, SECRET_MAX + 2);

	refuses("a", ERR_RULE, "there is no secret 'a': put its value into "
	    "the file '@/secrets/a', then: chmod 600 '@/secrets/a'");
	put("b", "\n", 0600);
	refuses("b", ERR_RULE, "the secret '@/secrets/b' is empty");
	memset(large, 'x', SECRET_MAX + 1);
	put("c", large, 0600);
	refuses("c", ERR_LIMIT, "the secret '@/secrets/c' is larger than "
	    "16384 bytes: is it the right file?");
	mkdir(arena_printf(arena, "%s/secrets/d", dir), 0700);
	refuses("d", ERR_SYSTEM, "the secret '@/secrets/d' is no plain file");
	put("e", "x", 0600);
	ck_assert_int_eq(symlink("e", arena_printf(arena, "%s/secrets/f",
	    dir)), 0);
	refuses("f", ERR_SYSTEM, "the secret '@/secrets/f' is a symbolic "
	    "link, and those are not followed: put the file itself there");
	ck_assert_int_eq(mkfifo(arena_printf(arena, "%s/secrets/g", dir),
	    0600), 0);
	refuses("g", ERR_SYSTEM, "the secret '@/secrets/g' is no plain file");
	refuses("../e", ERR_RULE, "a secret cannot be called '../e': its "
	    "name is that of a file, of letters, digits, '-', '_' and '.'");
}
END_TEST

START_TEST(a_secret_is_masked_as_long_as_it_is_held)
{
	struct slice	value;
	struct err	err = { 0 };

	put("a", "CANARY-1", 0600);
	assert_ok(secret_read(dir, "a", &value, &err), &err);
	err_set(&err, ERR_REMOTE, "it said CANARY-1, CANARY-1!");
	ck_assert_str_eq(err.text, "it said ***, ***!");
	secret_drop(value);
	err_set(&err, ERR_REMOTE, "CANARY-1");
	ck_assert_str_eq(err.text, "CANARY-1");
}
END_TEST

START_TEST(each_line_of_a_key_is_masked)
{
	struct slice	value;
	struct err	err = { 0 };

	put("k", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhk\n"
	    "kiG9w0BAQEFAASCBK\n-----END PRIVATE KEY-----\n", 0600);
	assert_ok(secret_read(dir, "k", &value, &err), &err);
	err_set(&err, ERR_REMOTE, "line 'kiG9w0BAQEFAASCBK' is wrong");
	ck_assert_str_eq(err.text, "line '***' is wrong");
	secret_drop(value);
}
END_TEST

START_TEST(what_is_dropped_is_zeros)
{
	struct slice	value, other;
	struct err	err = { 0 };
	size_t		i;

	assert_ok(secret_keep(SLICE("CANARY-2"), &value, &err), &err);
	secret_drop(value);
	for (i = 0; i < value.len; i++)
		ck_assert_int_eq(value.ptr[i], '\0');
	for (i = 0; i < 10000; i++) {
		assert_ok(secret_keep(SLICE("CANARY-3"), &other, &err), &err);
		secret_drop(other);
	}
	ck_assert_ptr_eq(other.ptr, value.ptr);
	secret_drop((struct slice){ NULL, 0 });
}
END_TEST

START_TEST(more_than_there_is_room_for_is_refused)
{
	struct slice	room[20];
	struct err	err = { 0 };
	size_t		n = 0;

	while (n < COUNT(room) && secret_room(SECRET_MAX, &room[n], &err))
		n++;
	ck_assert_uint_ge(n, 10);
	ck_assert_uint_lt(n, COUNT(room));
	assert_err(&err, ERR_LIMIT, "more secrets than 256 KiB cannot be "
	    "held at once");
	while (n > 0)
		secret_drop(room[--n]);
}
END_TEST

START_TEST(nobody_gets_a_core_file)
{
#ifndef __SANITIZE_ADDRESS__
	struct rlimit	core;

	put("a", "CANARY-4", 0600);
	gives("a", "CANARY-4");
	ck_assert_int_eq(prctl(PR_GET_DUMPABLE), 0);
	ck_assert_int_eq(getrlimit(RLIMIT_CORE, &core), 0);
	ck_assert_uint_eq(core.rlim_cur, 0);
#endif
}
END_TEST

TCase *
test_secret(void)
{
	TCase	*tc = tcase_create("secret");

	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_add_test(tc, a_secret_is_a_file_without_its_last_newline);
	tcase_add_test(tc, what_systemd_gives_comes_first);
	tcase_add_test(tc, a_secret_that_others_may_read_is_refused);
	tcase_add_test(tc, a_folder_that_others_may_change_is_refused);
	tcase_add_test(tc, a_secret_of_another_user_is_refused);
	tcase_add_test(tc, what_is_no_secret_is_said);
	tcase_add_test(tc, a_secret_is_masked_as_long_as_it_is_held);
	tcase_add_test(tc, each_line_of_a_key_is_masked);
	tcase_add_test(tc, what_is_dropped_is_zeros);
	tcase_add_test(tc, more_than_there_is_room_for_is_refused);
	tcase_add_test(tc, nobody_gets_a_core_file);
	return tc;
}
