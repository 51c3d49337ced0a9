/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/*
 * generate DIR [ROWS]: the exports of an org that does not exist, the same
 * every time: DIR/accounts.csv, customers.csv and scores.csv, written as
 * Salesforce's Bulk API 2.0 does. Nulls, quotes, newlines, other alphabets
 * and 15-character ids are in it, and three bad rows: line numbers 101, 2002
 * and 7003 of the accounts, counted in records.
 */

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static uint64_t state = 20260801;

/* splitmix64 */
static uint64_t
draw(void)
{
	uint64_t z = (state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static unsigned
below(unsigned n)
{
	return (unsigned)((draw() >> 32) * n >> 32);
}

static const char *const first[] = { "Acme", "Globex", "Initech", "Umbrella",
	"Wayne", "Tyrell", "Hooli", "Vandelay", "Müller", "São Paulo",
	"株式会社", "Łódź", "Ελλάς", "Север", "Nordic", "Pacific" };
static const char *const last[] = { "Inc", "LLC", "GmbH", "Ltd", "S.A.",
	"AG", "Group", "Partners", "Holdings", "\"North\" Ltd", "& Sons, Co" };
static const char *const industries[] = { "Technology", "Healthcare",
	"Finance", "Manufacturing", "Retail", "Education", "Energy", "Media" };
static const char *const scores[] = { "Green", "Yellow", "Red" };
static const char *const stages[] = { "Onboarding", "Adoption", "Renewal",
	"Churn risk" };
static const char *const notes[] = { "Renewal is planned for spring.",
	"Said \"yes\" to the pilot,\nwaits for budget.", "Champion left; new "
	"contact since March.", "Naïve about usage, über keen.",
	"Line one\nline two, and more" };

/* 15 characters and, asked for, the checksum over their capitals. */
static void
make_id(const char *prefix, unsigned n, int wide, char out[19])
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz";
	static const char sums[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

	snprintf(out, 19, "%s5g00000000000", prefix);
	n = n * 37 + 4096;
	for (int i = 14; n > 0; i--, n /= 62)
		out[i] = digits[n % 62];
	out[15] = '\0';
	if (!wide)
		return;
	for (int group = 0; group < 3; group++) {
		int sum = 0;

		for (int bit = 0; bit < 5; bit++) {
			char c = out[group * 5 + bit];

			sum |= (c >= 'A' && c <= 'Z') << bit;
		}
		out[15 + group] = sums[sum];
	}
	out[18] = '\0';
}

static void
put(FILE *f, const char *cell, int end)
{
	putc('"', f);
	for (; *cell != '\0'; cell++) {
		if (*cell == '"')
			putc('"', f);
		putc(*cell, f);
	}
	putc('"', f);
	putc(end ? '\n' : ',', f);
}

static const char *
pick(const char *const *list, size_t count, unsigned nulls)
{
	unsigned n = below((unsigned)count), null = below(100);

	return null < nulls ? "" : list[n];
}

struct account {
	char	id[19], name[80], revenue[32], visitors[16], minutes[24];
	char	visit[40], customer[19];
};

static void
make_usage(struct account *a)
{
	unsigned visitors = below(40) * below(40), day = 1 + below(31);

	a->visitors[0] = a->minutes[0] = a->visit[0] = '\0';
	if (below(100) < 20)
		return;
	snprintf(a->visitors, sizeof a->visitors, "%u", visitors);
	snprintf(a->minutes, sizeof a->minutes, "%u.%02u",
	    visitors * below(60), below(100));
	if (visitors > 0)
		snprintf(a->visit, sizeof a->visit,
		    "2026-07-%02uT%02u:%02u:%02u.000+0000", day, below(24),
		    below(60), below(60));
}

static void
make_account(unsigned n, struct account *a)
{
	make_id("001", n, below(100) >= 5, a->id);
	snprintf(a->name, sizeof a->name, "%s %s %u", first[below(16)],
	    last[below(11)], n);
	a->revenue[0] = a->customer[0] = '\0';
	if (below(100) < 70)
		snprintf(a->revenue, sizeof a->revenue, "%u.0",
		    1000 * (1 + below(90000)));
	if (below(100) < 60)
		make_id("a01", n, 1, a->customer);
	make_usage(a);
}

/* Three rows that no org would have exported; each breaks another way. */
static int
break_row(unsigned n, struct account *a, FILE *f)
{
	if (n == 101)
		strcpy(a->visitors, "n/a");
	if (n == 2002)
		strcpy(a->visit, "2026-02-30T10:00:00.000+0000");
	if (n != 7003)
		return 0;
	fprintf(f, "\"%s\",\"cut off\"\n", a->id);
	return 1;
}

static void
put_account(FILE *f, unsigned n, struct account *a)
{
	const char *industry = pick(industries, COUNT(industries), 5);
	const char *note = pick(notes, COUNT(notes), 70);

	if (break_row(n, a, f))
		return;
	put(f, a->id, 0);
	put(f, a->name, 0);
	put(f, industry, 0);
	put(f, a->revenue, 0);
	put(f, a->visitors, 0);
	put(f, a->minutes, 0);
	put(f, a->visit, 0);
	put(f, a->customer, 0);
	put(f, note, 1);
}

static void
put_customer(FILE *f, unsigned n, const struct account *a)
{
	char		account[19], score[19], renewal[16];
	unsigned	which = below(4), month = 1 + below(12);

	if (a->customer[0] == '\0')
		return;
	make_id("001", n, 1, account);
	make_id("a02", which, 1, score);
	snprintf(renewal, sizeof renewal, "2027-%02u-%02u", month,
	    1 + below(28));
	put(f, a->customer, 0);
	put(f, account, 0);
	put(f, a->name, 0);
	put(f, stages[below(COUNT(stages))], 0);
	put(f, which < COUNT(scores) ? score : "", 0);
	put(f, below(100) < 10 ? "" : renewal, 1);
}

static FILE *
make_file(const char *dir, const char *name, const char *const *columns)
{
	char	path[512];
	FILE	*f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL) {
		perror(path);
		return NULL;
	}
	for (; *columns != NULL; columns++)
		put(f, *columns, columns[1] == NULL);
	return f;
}

static const char *const account_columns[] = { "Id", "Name", "Industry",
	"AnnualRevenue", "Pendo_numberofvisitors_last30d__c",
	"Pendo_timeonsite_last30d__c", "Pendo_lastvisit_last30d__c",
	"JBCXM__CustomerInfo__c", "Description", NULL };
static const char *const customer_columns[] = { "Id", "JBCXM__Account__c",
	"JBCXM__CustomerName__c", "JBCXM__Stage__c", "JBCXM__CurScoreId__c",
	"JBCXM__NextRenewalDate__c", NULL };
static const char *const score_columns[] = { "Id", "Name", NULL };

int
main(int argc, char **argv)
{
	unsigned	rows = 10000;
	FILE		*accounts, *customers, *names;
	char		id[19];

	if (argc < 2)
		return 2;
	if (argc > 2)
		sscanf(argv[2], "%u", &rows);
	accounts = make_file(argv[1], "accounts.csv", account_columns);
	customers = make_file(argv[1], "customers.csv", customer_columns);
	names = make_file(argv[1], "scores.csv", score_columns);
	if (accounts == NULL || customers == NULL || names == NULL)
		return 1;
	for (unsigned i = 0; i < COUNT(scores); i++) {
		make_id("a02", i, 1, id);
		put(names, id, 0);
		put(names, scores[i], 1);
	}
	for (unsigned n = 1; n <= rows; n++) {
		struct account a;

		make_account(n, &a);
		put_account(accounts, n, &a);
		put_customer(customers, n, &a);
	}
	return fclose(accounts) | fclose(customers) | fclose(names);
}
