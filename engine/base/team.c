/* SPDX-License-Identifier: MIT */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "precept/team.h"

/* Threads that live as long as one piece of work. */

#define MOST 64

struct member {
	pthread_t	  thread;
	void		(*work)(void *, int);
	void		 *ctx;
	int		  me;
};

int
team_quota(const char *text)
{
	long long quota, period;

	if (sscanf(text, "%lld %lld", &quota, &period) != 2 || quota <= 0 ||
	    period <= 0)
		return MOST;
	quota = (quota - 1) / period + 1;
	return quota < MOST ? (int)quota : MOST;
}

static bool
read_line(const char *path, char *line, int size)
{
	FILE	*f = fopen(path, "re");
	bool	 ok = f != NULL && fgets(line, size, f) != NULL;

	if (f != NULL)
		fclose(f);
	return ok;
}

/* What the control groups (version 2) around this process leave it. */
static int
group_size(void)
{
	char	 line[4096], path[4200], text[64], *slash;
	int	 n = MOST, here;

	if (!read_line("/proc/self/cgroup", line, sizeof line) ||
	    strncmp(line, "0::/", 4) != 0)
		return n;
	line[strcspn(line, "\n")] = '\0';
	for (; (slash = strrchr(line + 3, '/')) != NULL; *slash = '\0') {
		snprintf(path, sizeof path, "/sys/fs/cgroup%s/cpu.max",
		    line + 3);
		if (read_line(path, text, sizeof text) &&
		    (here = team_quota(text)) < n)
			n = here;
	}
	return n;
}

int
team_size(void)
{
	const char	*wish = getenv("PRECEPT_THREADS");
	cpu_set_t	 cpus;
	int		 n;

	if (wish != NULL && (n = atoi(wish)) >= 1)
		return n < MOST ? n : MOST;
	if (sched_getaffinity(0, sizeof cpus, &cpus) != 0)
		return 1;
	n = CPU_COUNT(&cpus);
	if (group_size() < n)
		n = group_size();
	return n < 1 ? 1 : n > 8 ? 8 : n;
}

static void *
run_member(void *arg)
{
	struct member	*m = arg;

	m->work(m->ctx, m->me);
	return NULL;
}

/*
 * A member that could not be started would keep the others waiting for its
 * turns, so there is no going on without it.
 */
static void
start(struct member *m)
{
	if (pthread_create(&m->thread, NULL, run_member, m) != 0) {
		fputs("precept: the system has no thread left\n", stderr);
		abort();
	}
}

void
team_run(int size, void (*work)(void *, int), void *ctx)
{
	struct member	team[MOST];
	int		i;

	if (size > MOST)
		size = MOST;
	for (i = 1; i < size; i++) {
		team[i] = (struct member){ .work = work, .ctx = ctx, .me = i };
		start(&team[i]);
	}
	work(ctx, 0);
	for (i = 1; i < size; i++)
		pthread_join(team[i].thread, NULL);
}
