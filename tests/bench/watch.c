/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/*
 * watch FILE COMMAND …: runs the command and writes into FILE the seconds it
 * took from start to end, the seconds of processor time and its peak memory
 * in KiB. Small itself, as a process begins with the memory of its parent.
 */

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int
run(char **command, double *took, struct rusage *use)
{
	double	from = now();
	int	status;
	pid_t	child = fork();

	if (child == 0) {
		execvp(command[0], command);
		perror(command[0]);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, use) < 0) {
		perror("watch");
		exit(126);
	}
	*took = now() - from;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}

int
main(int argc, char **argv)
{
	struct rusage	use;
	double		took;
	int		code;
	FILE		*out;

	if (argc < 3) {
		fputs("usage: watch FILE COMMAND …\n", stderr);
		return 126;
	}
	code = run(argv + 2, &took, &use);
	out = fopen(argv[1], "w");
	if (out == NULL) {
		perror(argv[1]);
		return 126;
	}
	fprintf(out, "%.5f %.3f %ld\n", took, seconds(use.ru_utime) +
	    seconds(use.ru_stime), use.ru_maxrss);
	return fclose(out) == 0 ? code : 126;
}
