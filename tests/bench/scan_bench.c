/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "precept/clock.h"
#include "precept/csv.h"
#include "precept/json.h"
#include "precept/team.h"

/*
 * What reading costs: every column asked for is made, nothing is done with it.
 *
 *	make build/release/scan_bench
 *	build/release/scan_bench FILE THREADS [COLUMN:TYPE ...]
 *
 * Without columns only rows are found. THREADS 0 is a bare read() loop.
 */

#define COLUMNS_MAX 32

static struct scan		*scan;
static struct scan_field	 fields[COLUMNS_MAX];
static int			 field_count;
static _Atomic uint64_t		 rows, broken, rejected, nulls;

static void
count(const struct slab *slab, const struct rejects *r)
{
	rows += slab->count;
	broken += slab->broken_count;
	rejected += r->count;
}

static void
work(void *ctx, int me)
{
	struct slab	 slab = { .arena = arena_new() };
	struct err	 err = { 0 };

	(void)ctx;
	(void)me;
	while (scan_next(scan, &slab, &err)) {
		struct rejects	r;

		rejects_init(&r, slab.arena, slab.count);
		for (int i = 0; i < field_count; i++)
			nulls += scan_column(scan, &slab, i, NULL, slab.count,
			    &r)->null != NULL;
		count(&slab, &r);
		arena_reset(slab.arena);
	}
	if (err.kind != ERR_NONE)
		fprintf(stderr, "%s\n", err.text);
	scan_slab_close(scan, &slab);
	arena_free(slab.arena);
}

static void
read_bare(const char *path)
{
	static char	buf[256 << 10];
	int		fd = open(path, O_RDONLY);
	ssize_t		n;

	while ((n = read(fd, buf, sizeof buf)) > 0)
		rows += (uint64_t)n;
	close(fd);
}

static void
add_field(char *word)
{
	char	*colon = strchr(word, ':');

	if (colon == NULL || field_count == COLUMNS_MAX ||
	    !type_parse(slice_of(colon + 1), &fields[field_count].type)) {
		fprintf(stderr, "%s is not COLUMN:TYPE\n", word);
		exit(1);
	}
	*colon = '\0';
	fields[field_count++].path = word;
}

static double
ms_of(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

int
main(int argc, char **argv)
{
	struct rusage	use;
	struct err	err = { 0 };
	int64_t		begin = clock_steady(), end;
	int		threads = argc > 2 ? atoi(argv[2]) : 1;

	if (argc < 2)
		return 1;
	for (int i = 3; i < argc; i++)
		add_field(argv[i]);
	if (threads == 0) {
		read_bare(argv[1]);
	} else {
		scan = strstr(argv[1], ".jsonl") != NULL ?
		    jsonl_open(argv[1], fields, (size_t)field_count, &err) :
		    csv_open(argv[1], ',', fields, (size_t)field_count, &err);
		if (scan == NULL) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		team_run(threads, work, NULL);
		scan_close(scan);
	}
	end = clock_steady();
	getrusage(RUSAGE_SELF, &use);
	printf("%7.1f ms wall  %7.1f ms cpu  %6.1f MB  %" PRIu64 " rows  %"
	    PRIu64 " broken  %" PRIu64 " rejected\n",
	    (double)(end - begin) / 1e3,
	    ms_of(use.ru_utime) + ms_of(use.ru_stime),
	    (double)use.ru_maxrss / 1024, rows, broken, rejected);
	return 0;
}
