/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "precept/clock.h"
#include "support.h"

#define DAY	86400000000
#define AUGUST	1785542400000000	/* 2026-08-01T00:00:00Z */

START_TEST(without_a_wish_it_is_the_machines_time)
{
	int64_t now = (int64_t)time(NULL) * 1000000;

	unsetenv("PRECEPT_NOW");
	ck_assert_int_ge(clock_now(), now - 2000000);
	ck_assert_int_le(clock_now(), now + 60000000);
}
END_TEST

static const struct { const char *wish; int64_t now; } wishes[] = {
	{ "2026-08-01T00:00:00Z", AUGUST },
	{ "2026-08-02", AUGUST + DAY },
	{ "2026-08-01T23:59:59Z", AUGUST + DAY - 1000000 },
};

START_TEST(the_environment_sets_it)
{
	setenv("PRECEPT_NOW", wishes[_i].wish, 1);
	ck_assert_int_ge(clock_now(), wishes[_i].now);
	ck_assert_int_le(clock_now(), wishes[_i].now + 60000000);
}
END_TEST

START_TEST(a_set_clock_goes_on)
{
	int64_t steady = clock_steady(), now;

	clock_set(AUGUST);
	now = clock_now();
	ck_assert_int_ge(now, AUGUST);
	nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
	ck_assert_int_ge(clock_now(), now + 2000);
	ck_assert_int_ge(clock_steady(), steady + 2000);
}
END_TEST

TCase *
test_clock(void)
{
	TCase *tc = tcase_create("clock");

	if (support_forks()) {		/* asked once a process */
		tcase_add_test(tc, without_a_wish_it_is_the_machines_time);
		tcase_add_loop_test(tc, the_environment_sets_it, 0,
		    COUNT(wishes));
	}
	tcase_add_test(tc, a_set_clock_goes_on);
	return tc;
}
