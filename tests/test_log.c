/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <unistd.h>

#include "precept/arena.h"
#include "precept/clock.h"
#include "precept/file.h"
#include "precept/log.h"
#include "support.h"

static struct arena	*a;
static const char	*path;
static int		 before;

/* What goes to stderr goes to a file while a test runs. */
static void
catch_lines(void)
{
	int fd;

	a = arena_new();
	support_folder();
	path = support_file("log", "");
	fd = open(path, O_WRONLY | O_APPEND);
	before = dup(STDERR_FILENO);
	dup2(fd, STDERR_FILENO);
	close(fd);
	log_level_set(LOG_WARN);
	clock_set(1785542400000000);
}

static void
let_go(void)
{
	dup2(before, STDERR_FILENO);
	close(before);
	unsetenv("PRECEPT_LOG");
	arena_free(a);
}

/* The lines so far, without the digits behind the second. */
static const char *
lines(void)
{
	struct err	 err = { 0 };
	struct slice	 s;
	char		*text, *dot;

	assert_ok(file_read(path, 1 << 20, a, &s, &err), &err);
	text = arena_text(a, s);
	for (dot = text; (dot = strstr(dot, "00:00:00.")) != NULL; dot++)
		memcpy(dot + 9, "nnn", 3);
	return text;
}

START_TEST(a_line_has_time_level_and_text)
{
	log_line(LOG_WARN, "%d rows", 7);
	log_line(LOG_INFO, "not at this level");
	log_level_set(LOG_INFO);
	log_line(LOG_INFO, "now it is");
	ck_assert_str_eq(lines(),
	    "2026-08-01T00:00:00.nnnZ warn: 7 rows\n"
	    "2026-08-01T00:00:00.nnnZ info: now it is\n");
}
END_TEST

START_TEST(a_line_is_one_line)
{
	log_line(LOG_ERROR, "a\nb\033[31m\"\\");
	ck_assert_str_eq(lines(),
	    "2026-08-01T00:00:00.nnnZ error: a\\x0ab\\x1b[31m\"\\\n");
}
END_TEST

START_TEST(lines_can_be_json)
{
	setenv("PRECEPT_LOG", "json", 1);
	log_line(LOG_ERROR, "a\nb \"c\" \\ \xc3\xa4");
	ck_assert_str_eq(lines(),
	    "{\"time\":\"2026-08-01T00:00:00.nnnZ\",\"level\":\"error\","
	    "\"text\":\"a\\u000ab \\\"c\\\" \\\\ \xc3\xa4\"}\n");
}
END_TEST

START_TEST(secrets_are_masked)
{
	log_hide(SLICE("0xC0FFEE"));
	log_line(LOG_ERROR, "token=%s&x=%s", "0xC0FFEE", "0xC0FFEE");
	ck_assert_str_eq(lines(),
	    "2026-08-01T00:00:00.nnnZ error: token=***&x=***\n");
}
END_TEST

TCase *
test_log(void)
{
	TCase *tc = tcase_create("log");

	tcase_add_checked_fixture(tc, catch_lines, let_go);
	tcase_add_test(tc, a_line_has_time_level_and_text);
	tcase_add_test(tc, a_line_is_one_line);
	tcase_add_test(tc, lines_can_be_json);
	tcase_add_test(tc, secrets_are_masked);
	return tc;
}
