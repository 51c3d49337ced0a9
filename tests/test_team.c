/* SPDX-License-Identifier: MIT */
#include <stdatomic.h>

#include "precept/team.h"
#include "support.h"

#define PIECES 2000

struct job {
	_Atomic int	 claimed;
	_Atomic int	 members[8];
	struct turn	 turn;
	int		 order[PIECES];	/* guarded by the turns */
	int		 done;
};

static void
work(void *ctx, int me)
{
	struct job	*job = ctx;
	int		 n;

	atomic_fetch_add(&job->members[me], 1);
	while ((n = atomic_fetch_add(&job->claimed, 1)) < PIECES) {
		turn_wait(&job->turn, (uint64_t)n);
		job->order[job->done++] = n;
		turn_pass(&job->turn);
	}
}

START_TEST(all_members_work_and_hand_over_in_order)
{
	static struct job	job;
	int			i;

	memset(&job, 0, sizeof job);
	turn_init(&job.turn);
	team_run(_i, work, &job);
	turn_clear(&job.turn);
	for (i = 0; i < 8; i++)
		ck_assert_int_eq(job.members[i], i < _i);
	ck_assert_int_eq(job.done, PIECES);
	for (i = 0; i < PIECES; i++)
		ck_assert_int_eq(job.order[i], i);
}
END_TEST

START_TEST(a_quota_is_rounded_up)
{
	ck_assert_int_eq(team_quota("max 100000\n"), 64);
	ck_assert_int_eq(team_quota("150000 100000\n"), 2);
	ck_assert_int_eq(team_quota("100000 100000\n"), 1);
	ck_assert_int_eq(team_quota("1000 100000\n"), 1);
	ck_assert_int_eq(team_quota("9223372036854775807 1\n"), 64);
	ck_assert_int_eq(team_quota(""), 64);
}
END_TEST

START_TEST(the_size_can_be_wished_for)
{
	setenv("PRECEPT_THREADS", "3", 1);
	ck_assert_int_eq(team_size(), 3);
	setenv("PRECEPT_THREADS", "100000", 1);
	ck_assert_int_eq(team_size(), 64);
	setenv("PRECEPT_THREADS", "none", 1);
	ck_assert_int_ge(team_size(), 1);
	ck_assert_int_le(team_size(), 8);
	unsetenv("PRECEPT_THREADS");
	ck_assert_int_ge(team_size(), 1);
	ck_assert_int_le(team_size(), 8);
}
END_TEST

TCase *
test_team(void)
{
	TCase *tc = tcase_create("team");

	tcase_add_loop_test(tc, all_members_work_and_hand_over_in_order, 1, 9);
	tcase_add_test(tc, a_quota_is_rounded_up);
	tcase_add_test(tc, the_size_can_be_wished_for);
	return tc;
}
