/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls_curl.h"
#include "precept/clock.h"
#include "precept/run.h"

/*
 * Rows to a service that does nothing but take its time: how much of what its
 * connections allow is used, and what a call of 200 records costs.
 *
 *	make bench TASK=calls
 *	build/release/calls_bench [LATENCY_MS [CONNECTIONS [RUNS]]]
 *
 * 2000 records are 10 calls. The ratio is the time that these take at the
 * best, from the first request to the last answer, to what they took. CPU is
 * what a run takes beyond its plan, for each call after the first: rows read
 * back, journalled, as a body, sent, the answer read, the outcome journalled.
 */

#define ROWS 2000
#define CALL_ROWS 200

struct clock_card {		/* what the service saw, in shared memory */
	_Atomic int64_t	first, last;
	atomic_int	calls;
	atomic_int	records;
	int64_t		latency;	/* microseconds */
	char		url[64];
};

static struct clock_card *card;

static void
die(const char *what)
{
	fprintf(stderr, "calls_bench: %s\n", what);
	exit(1);
}

static void
send_all(int fd, const char *ptr, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, ptr, len);

		if (n <= 0)
			return;
		ptr += n;
		len -= (size_t)n;
	}
}

static void
say(int fd, const char *body)
{
	char	head[200];
	int	n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\n"
		    "Content-Type: application/json\r\n"
		    "Sforce-Limit-Info: api-usage=%d/1000000\r\n"
		    "Content-Length: %zu\r\n\r\n", (int)card->calls,
		    strlen(body));

	send_all(fd, head, (size_t)n);
	send_all(fd, body, strlen(body));
}

static void
say_token(int fd)
{
	char	body[300];

	snprintf(body, sizeof body, "{\"access_token\":\"t\","
	    "\"instance_url\":\"%s\",\"id\":\"https://login.salesforce.com/"
	    "id/00D000000000062EA0/005000000000012AAA\","
	    "\"token_type\":\"Bearer\"}", card->url);
	say(fd, body);
}

static void
say_records(int fd)
{
	static const char	line[] = "{\"id\":\"001%012dAAA\","
				    "\"success\":true,\"errors\":[]}";
	char			body[CALL_ROWS * 64], *at = body;
	int64_t			now = clock_steady(), none = 0;

	atomic_compare_exchange_strong(&card->first, &none, now);
	usleep((useconds_t)card->latency);
	for (int i = 0; i < CALL_ROWS; i++) {
		*at++ = i == 0 ? '[' : ',';
		at += sprintf(at, line, (int)card->records++);
	}
	strcpy(at, "]");
	card->calls++;
	say(fd, body);
	card->last = clock_steady();
}

/* One request after the other; none is longer than the buffer. */
static void *
serve(void *own)
{
	int		fd = (int)(intptr_t)own;
	size_t		size = 1 << 20, have = 0, need;
	char		*in = malloc(size), *end;
	ssize_t		n;

	while (in != NULL && (n = read(fd, in + have, size - have - 1)) > 0) {
		have += (size_t)n;
		in[have] = '\0';
		while ((end = strstr(in, "\r\n\r\n")) != NULL) {
			char *length = strcasestr(in, "Content-Length:");

			need = (size_t)(end + 4 - in);
			if (length != NULL && length < end)
				need += (size_t)atol(length + 15);
			if (have < need)
				break;
			if (strstr(in, "oauth2") != NULL)
				say_token(fd);
			else
				say_records(fd);
			have -= need;
			memmove(in, in + need, have + 1);
		}
	}
	free(in);
	close(fd);
	return NULL;
}

static void
accept_all(int listener)
{
	pthread_t	thread;
	int		fd, on = 1;

	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd);
		pthread_detach(thread);
	}
	_exit(0);
}

static pid_t
start_service(void)
{
	struct sockaddr_in	to = { .sin_family = AF_INET,
				    .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t		len = sizeof to;
	int			fd = socket(AF_INET, SOCK_STREAM, 0);
	pid_t			child;

	if (fd < 0 || bind(fd, (struct sockaddr *)&to, len) != 0 ||
	    listen(fd, 64) != 0 ||
	    getsockname(fd, (struct sockaddr *)&to, &len) != 0)
		die("no port on loopback");
	snprintf(card->url, sizeof card->url, "http://127.0.0.1:%d",
	    ntohs(to.sin_port));
	child = fork();
	if (child == 0)
		accept_all(fd);
	close(fd);
	return child;
}

static FILE *
make_file(const char *name)
{
	FILE	*f = fopen(name, "w");

	if (f == NULL)
		die(name);
	return f;
}

/* A rule, and as many rows. */
static void
make_rule(const char *name, int rows)
{
	char	path[40];
	FILE	*f;

	snprintf(path, sizeof path, "rules/%s.lua", name);
	f = make_file(path);
	fprintf(f, "rule \"%s\" { source = csv { path = \"%s.csv\", fields = "
	    "{ n = \"integer\", name = \"text(255)\" } }, show = { \"n\", "
	    "\"name\" }, actions = { load_to_sfdc { object = \"Account\", "
	    "operation = \"insert\", map = { Name = \"name\", "
	    "NumberOfEmployees = \"n\" } } } }\n", name, name);
	fclose(f);
	snprintf(path, sizeof path, "%s.csv", name);
	f = make_file(path);
	fputs("n,name\n", f);
	for (int i = 1; i <= rows; i++)
		fprintf(f, "%d,Account number %d\n", i, i);
	fclose(f);
}

static void
make_workspace(int connections)
{
	FILE	*f;

	mkdir("rules", 0700);
	mkdir("secrets", 0700);
	f = make_file("secrets/s");
	fputs("secret", f);
	fclose(f);
	chmod("secrets/s", 0600);
	f = make_file("rules/c.lua");
	fprintf(f, "connection \"salesforce\" { kind = \"salesforce\", login "
	    "= \"%s\", sign_in = \"client_credentials\", client_id = \"c\", "
	    "client_secret = secret \"s\", connections = %d }\n", card->url,
	    connections);
	fclose(f);
	make_rule("many", ROWS);
	make_rule("few", CALL_ROWS);
}

static double
cpu(void)
{
	struct rusage	u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static void
plan(struct workspace *w, const struct run_order *o, struct err *err)
{
	struct plan_order	to = { .rules = &o->rule, .rule_count = 1,
				    .path = "p.plan", .date = o->date };
	struct run_report	report;
	struct plan		p;

	if (!plan_open(&p, w, &to, err) ||
	    !run_plan(w, o, &p, w->arena, &report, err) ||
	    !plan_close(&p, err))
		die(err->text);
}

/* Microseconds of processor time that a run takes beyond its plan. */
static double
cost_of(struct workspace *w, const char *rule, int rows)
{
	struct run_order	o = { .kind = "run", .date = 20000 };
	struct run_report	report;
	struct err		err = { 0 };
	double			at[3];

	o.rule = ruleset_find(w->rules, slice_of(rule));
	card->first = card->calls = 0;
	at[0] = cpu();
	plan(w, &o, &err);
	at[1] = cpu();
	if (!run_rule(w, &o, w->arena, &report, &err))
		die(err.text);
	at[2] = cpu();
	if (card->calls != rows / CALL_ROWS ||
	    report.row.counts.created != (uint64_t)rows)
		die("not all rows were created");
	return at[2] - at[1] - (at[1] - at[0]);
}

/* The same calls without a rule, a journal, or a look at the answers. */
static double
cost_of_curl(int connections, int calls)
{
	double	begin = cpu();

	card->first = card->calls = 0;
	if (!calls_curl(card->url, calls, connections) ||
	    card->calls != calls)
		die("not all calls of curl were answered");
	return cpu() - begin;
}

static double
part_used(int connections)
{
	return (double)card->latency * card->calls / connections /
	    (double)(card->last - card->first);
}

/* 0: ours, 1: libcurl alone. */
static void
measure(struct workspace *w, int connections, double ratio[2],
    double cost[2])
{
	int	calls = ROWS / CALL_ROWS;

	cost[0] = -cost_of(w, "few", CALL_ROWS);
	cost[0] += cost_of(w, "many", ROWS);
	ratio[0] = part_used(connections);
	cost[1] = -cost_of_curl(connections, 1);
	cost[1] += cost_of_curl(connections, calls);
	ratio[1] = part_used(connections);
	cost[0] /= calls - 1;
	cost[1] /= calls - 1;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
median(double *all, int n)
{
	qsort(all, (size_t)n, sizeof *all, compare);
	return all[n / 2];
}

static void
say_line(const char *program, double *ratios, double *costs, int runs)
{
	printf("calls   %-10s %9.3f %9.0f %6d  OK%s\n", program,
	    median(ratios, runs), median(costs, runs), runs,
	    strcmp(program, "precept") == 0 ? "; wanted: 0.95, 200 us" : "");
}

static void
measure_all(int connections, int runs)
{
	double			*all = calloc((size_t)runs * 4, sizeof *all);
	double			*ratios[2] = { all, all + runs };
	double			*costs[2] = { all + 2 * runs, all + 3 * runs };
	struct workspace	 w;
	struct err		 err = { 0 };

	if (!workspace_open(&w, ".", NULL, 0, WORKSPACE_WRITE, &err))
		die(err.text);
	if (w.diags.errors > 0)
		die("the rules have errors");
	for (int i = 0; i < runs; i++) {
		double	ratio[2], cost[2];

		measure(&w, connections, ratio, cost);
		for (int k = 0; k < 2; k++) {
			ratios[k][i] = ratio[k];
			costs[k][i] = cost[k];
		}
	}
	printf("\n%-7s %-10s %9s %9s %6s  %s\n", "task", "program", "of-best",
	    "cpu-us", "times", "answer");
	say_line("precept", ratios[0], costs[0], runs);
	say_line("curl", ratios[1], costs[1], runs);
	workspace_close(&w);
	free(all);
}

int
main(int argc, char **argv)
{
	char	dir[] = "/tmp/calls_bench.XXXXXX", remove[60];
	int	connections = argc > 2 ? atoi(argv[2]) : 5;
	int	runs = argc > 3 ? atoi(argv[3]) : 21;
	pid_t	service;

	card = mmap(NULL, sizeof *card, PROT_READ | PROT_WRITE, MAP_SHARED |
	    MAP_ANONYMOUS, -1, 0);
	if (card == MAP_FAILED || mkdtemp(dir) == NULL || chdir(dir) != 0)
		die("no folder");
	card->latency = (argc > 1 ? atoi(argv[1]) : 50) * 1000;
	service = start_service();
	make_workspace(connections);
	measure_all(connections, runs < 1 ? 1 : runs);
	kill(service, SIGTERM);
	waitpid(service, NULL, 0);
	snprintf(remove, sizeof remove, "rm -rf %s", dir);
	return system(remove) != 0;
}
