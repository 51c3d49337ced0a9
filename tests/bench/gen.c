/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * gen FORM ROWS: the accounts of an org that does not exist, or what a task
 * must make of them. Each row follows from its number alone, so that all
 * forms hold the same rows and fewer rows are the first of more.
 *
 *   csv    as Salesforce's Bulk API 2.0 writes: every field in quotes, null
 *          is ""
 *   min    RFC 4180 with as few quotes as can be, null is nothing
 *   jsonl  a JSON object a line
 *   pages  as Salesforce answers a query: pages of 2,000 records, one a line
 *   ref1   the answer to T1, ref2 the answer to T2
 */

#define COUNT(a) (sizeof(a) / sizeof(a)[0])
#define PAGE_ROWS 2000

static const char *const names[] = { "Acme", "Globex", "Initech", "Umbrella",
	"Stark", "Wayne", "Wonka", "Cyberdyne", "Tyrell", "Soylent",
	"Massive", "Hooli", "Vandelay", "Pied", "Aperture", "Black", "Mesa",
	"Oceanic", "Gringotts", "Duff", "Nakatomi", "Weyland", "Müller",
	"São Paulo", "株式会社", "Łódź", "Ñandú", "Zürich", "Ørsted",
	"Société", "Björk", "Ελλάς", "Север", "Nordic", "Pacific",
	"Atlantic", "Blue", "Green", "Red", "North", "South", "East", "West",
	"Prime", "Alpha", "Delta", "Omega", "Nova" };
static const char *const endings[] = { "Inc", "LLC", "GmbH", "Ltd", "Corp",
	"S.A.", "AG", "PLC", "Group", "Partners", "Holdings", "Co" };
static const char *const industries[] = { "Technology", "Healthcare",
	"Finance", "Manufacturing", "Retail", "Education", "Energy",
	"Government", "Media", "Telecommunications", "Food & Beverage",
	"Not For Profit" };
static const char *const types[] = { "Customer", "Prospect", "Partner",
	"Customer - Direct", "Customer - Channel", "Other" };
static const char *const words[] = { "the", "customer", "renewal", "is",
	"planned", "for", "next", "quarter", "team", "uses", "product",
	"daily", "support", "ticket", "open", "since", "March", "contact",
	"champion", "left", "company", "new", "admin", "training", "needed",
	"budget", "approved", "pilot", "phase", "two", "integration", "with",
	"API", "usage", "growing", "fast", "café", "naïve", "über", "risk" };
static const char *const domains[] = { "com", "io", "co.uk", "net", "org",
	"de", "dev", "com.br" };
static const char *const hosts[] = { "acme", "globex", "initech", "data",
	"my-app", "cloud", "example", "portal", "shop", "web", "nova",
	"omega", "delta", "team", "app", "hub" };
static const char *const odd_ends[] = { ", said \"yes\" and",
	" line one\nline two, and more",
	" a \"quoted\" word\nthen a break", ", x, y, z", " tab\there \"q\"",
	" odd\",\"case" };
static const char *const columns[] = { "Id", "Name", "Industry", "Type",
	"AnnualRevenue", "Is_Gainsight_Customer__c",
	"Pendo_numberofvisitors_last30d__c", "Pendo_timeonsite_last30d__c",
	"Pendo_lastvisit_last30d__c", "NPS_Score__c", "Renewal_Date__c",
	"Description" };

struct row {
	uint64_t	 seed;
	char		 id[19];
	char		 name[128];
	const char	*industry, *type;	/* NULL is null */
	char		 revenue[32];		/* "" is null, as below */
	bool		 customer;
	long		 visitors;		/* -1 is null */
	long		 minutes;		/* in hundredths, -1 is null */
	char		 visit[40];
	int		 nps;
	bool		 has_nps;
	char		 renewal[16];
	char		 description[320];
	char		 domain[48];
};

/* A value as it is written; bare if JSON has it without quotes. */
struct cell {
	const char	*text;			/* NULL is null */
	bool		 bare;
};

/* splitmix64 */
static uint64_t
draw(uint64_t *seed)
{
	uint64_t z = (*seed += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static unsigned
below(struct row *r, unsigned n)
{
	return (unsigned)((draw(&r->seed) >> 32) * n >> 32);
}

static double
fraction(struct row *r)
{
	return (double)(draw(&r->seed) >> 11) * (1.0 / 9007199254740992.0);
}

static const char *
pick_of(struct row *r, const char *const *list, size_t count)
{
	return list[below(r, (unsigned)count)];
}
#define pick(r, list) pick_of(r, list, COUNT(list))

/* 15 characters and the checksum over their capitals. */
static void
make_id(uint64_t n, char id[19])
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz";
	static const char sums[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
	struct row own = { .seed = n * 0x2545F4914F6CDD1Du + 99 };
	uint64_t   code = n * 37 + below(&own, 37) + 916132832u / 7;

	memcpy(id, "0015g0000", 9);
	for (int i = 14; i >= 9; i--, code /= 62)
		id[i] = digits[code % 62];
	for (int group = 0; group < 3; group++) {
		int sum = 0;

		for (int bit = 0; bit < 5; bit++) {
			char c = id[group * 5 + bit];

			sum |= (c >= 'A' && c <= 'Z') << bit;
		}
		id[15 + group] = sums[sum];
	}
	id[18] = '\0';
}

/* 0 is the first of January; none of the years is a leap year. */
static void
show_day(char *out, size_t size, int year, int day)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	int month = 0;

	for (; day >= lengths[month]; month++)
		day -= lengths[month];
	snprintf(out, size, "%04d-%02d-%02d", year, month + 1, day + 1);
}

static void
show_hundredths(char *out, size_t size, long v)
{
	if (v % 10 == 0)
		snprintf(out, size, "%ld.%ld", v / 100, v % 100 / 10);
	else
		snprintf(out, size, "%ld.%02ld", v / 100, v % 100);
}

/* The draws stand in a fixed order: what comes last in a text comes first. */
static void
make_name(struct row *r, int oddity)
{
	const char	*b = pick(r, names), *a = pick(r, names), *c;
	size_t		 size = sizeof r->name;
	int		 n = snprintf(r->name, size, "%s %s", a, b);

	if (below(r, 2) > 0)
		n += snprintf(r->name + n, size - n, " %s", pick(r, names));
	snprintf(r->name + n, size - n, " %s", pick(r, endings));
	if (oddity == 0) {
		b = pick(r, names);
		a = pick(r, names);
		snprintf(r->name, size, "%s, %s & Sons", a, b);
	} else if (oddity == 1) {
		c = pick(r, endings);
		b = pick(r, names);
		a = pick(r, names);
		snprintf(r->name, size, "%s \"%s\" Ltd, %s", a, b, c);
	}
}

/* From ten million on as Java writes it: 2.776342E9. */
static void
show_revenue(char *out, size_t size, double v)
{
	char	digits[40];
	size_t	n;
	int	exponent = 7;

	if (v < 1e7) {
		snprintf(out, size, "%.1f", v);
		return;
	}
	for (v /= 1e7; v >= 10; v /= 10)
		exponent++;
	n = (size_t)snprintf(digits, sizeof digits, "%.6f", v);
	while (digits[n - 1] == '0' && digits[n - 2] != '.')
		digits[--n] = '\0';
	snprintf(out, size, "%sE%d", digits, exponent);
}

static void
make_revenue(struct row *r)
{
	double v;

	r->revenue[0] = '\0';
	if (below(r, 100) < 30)
		return;
	v = floor(pow(10.0, 4.0 + fraction(r) * 6.5) / 1000.0) * 1000.0;
	show_revenue(r->revenue, sizeof r->revenue, v < 1000 ? 1000 : v);
}

static void
make_usage(struct row *r)
{
	bool	null = below(r, 100) < 25;
	double	share = fraction(r);
	double	first, second;

	r->visitors = (long)(share * share * share * 2000.0);
	if (below(r, 50) == 0)
		r->visitors = 0;
	first = fraction(r);
	second = fraction(r);
	r->minutes = (long)(first * second * 2000000.0);
	if (r->visitors == 0)
		r->minutes = 0;
	if (null || below(r, 50) == 0)
		r->minutes = -1;
	if (null)
		r->visitors = -1;
}

static void
make_visit(struct row *r)
{
	int	day = (int)below(r, 230), hour = (int)below(r, 24);
	int	minute = (int)below(r, 60), second = (int)below(r, 60);
	char	text[16];

	r->visit[0] = '\0';
	if (r->visitors <= 0)
		return;
	show_day(text, sizeof text, 2026, day);
	snprintf(r->visit, sizeof r->visit, "%sT%02d:%02d:%02d.000+0000",
	    text, hour, minute, second);
}

static void
make_renewal(struct row *r)
{
	int year, day;

	r->renewal[0] = '\0';
	if (below(r, 100) < 5)
		return;
	day = (int)below(r, 365);
	year = 2026 + (int)below(r, 3);
	show_day(r->renewal, sizeof r->renewal, year, day);
}

static void
append(struct row *r, const char *text)
{
	size_t n = strlen(r->description);

	snprintf(r->description + n, sizeof r->description - n, "%s", text);
}

static void
append_url(struct row *r)
{
	const char	*end, *host, *path;
	unsigned	 number;

	if (below(r, 2) > 0) {
		end = pick(r, domains);
		host = pick(r, hosts);
		snprintf(r->domain, sizeof r->domain, "%s.%s", host, end);
	} else {
		end = pick(r, domains);
		number = below(r, 1000);
		host = pick(r, hosts);
		snprintf(r->domain, sizeof r->domain, "www.%s%u.%s", host,
		    number, end);
	}
	path = pick(r, hosts);
	append(r, below(r, 4) > 0 ? "https://" : "http://");
	append(r, r->domain);
	append(r, "/");
	append(r, path);
}

static void
make_description(struct row *r, int oddity)
{
	bool	null = below(r, 10) == 0;
	size_t	target = below(r, 201);
	bool	url = below(r, 100) < 30;
	size_t	place, n;

	r->description[0] = r->domain[0] = '\0';
	if (null)
		return;
	place = url ? below(r, 60) : 0;
	while ((n = strlen(r->description)) < target || url) {
		if (n > 0)
			append(r, " ");
		if (url && (n + 8 >= place || n >= target)) {
			append_url(r);
			url = false;
		} else {
			append(r, pick(r, words));
		}
	}
	if (oddity >= 2)
		append(r, odd_ends[oddity - 2]);
}

static void
make_row(uint64_t n, struct row *r)
{
	int oddity = -1;

	r->seed = 0xC0FFEEu + n * 0xD1342543DE82EF95u;
	draw(&r->seed);
	make_id(n, r->id);
	if (below(r, 100) < 2)
		oddity = (int)below(r, 8);
	make_name(r, oddity);
	r->industry = below(r, 100) < 3 ? NULL : pick(r, industries);
	r->type = below(r, 100) < 2 ? NULL : pick(r, types);
	make_revenue(r);
	r->customer = below(r, 100) < 60;
	make_usage(r);
	make_visit(r);
	r->has_nps = below(r, 100) >= 40;
	r->nps = r->has_nps ? (int)below(r, 201) - 100 : 0;
	make_renewal(r);
	make_description(r, oddity);
}

static void
put(const char *s)
{
	fputs_unlocked(s, stdout);
}

static void
put_csv(const char *s, bool quote)
{
	if (!quote && strpbrk(s, "\",\r\n") == NULL) {
		put(s);
		return;
	}
	putc_unlocked('"', stdout);
	for (; *s != '\0'; s++) {
		if (*s == '"')
			putc_unlocked('"', stdout);
		putc_unlocked(*s, stdout);
	}
	putc_unlocked('"', stdout);
}

static void
put_json(const char *s)
{
	if (s == NULL || *s == '\0') {
		put("null");
		return;
	}
	putc_unlocked('"', stdout);
	for (; *s != '\0'; s++) {
		if (*s == '\n' || *s == '\t')
			put(*s == '\n' ? "\\n" : "\\t");
		else {
			if (*s == '"' || *s == '\\')
				putc_unlocked('\\', stdout);
			putc_unlocked(*s, stdout);
		}
	}
	putc_unlocked('"', stdout);
}

/* The numbers of a row as texts. */
struct shown {
	char	visitors[24], minutes[24], nps[24];
};

static void
show_row(const struct row *r, struct shown *s)
{
	s->visitors[0] = s->minutes[0] = s->nps[0] = '\0';
	if (r->visitors >= 0)
		snprintf(s->visitors, sizeof s->visitors, "%ld", r->visitors);
	if (r->minutes >= 0)
		show_hundredths(s->minutes, sizeof s->minutes, r->minutes);
	if (r->has_nps)
		snprintf(s->nps, sizeof s->nps, "%d", r->nps);
}

static void
make_cells(const struct row *r, struct shown *s, struct cell *cells)
{
	const struct cell all[COUNT(columns)] = { { r->id, false },
		{ r->name, false }, { r->industry, false }, { r->type, false },
		{ r->revenue, true }, { r->customer ? "true" : "false", true },
		{ s->visitors, true }, { s->minutes, true },
		{ r->visit, false }, { s->nps, true }, { r->renewal, false },
		{ r->description, false } };

	show_row(r, s);
	memcpy(cells, all, sizeof all);
}

static void
put_csv_line(const struct cell *cells, bool quote)
{
	for (size_t i = 0; i < COUNT(columns); i++) {
		put_csv(cells[i].text == NULL ? "" : cells[i].text, quote);
		put(i + 1 < COUNT(columns) ? "," : "\n");
	}
}

/* In a page each record tells first what it is and where it is found. */
static void
put_json_record(const struct cell *cells, bool page)
{
	put("{");
	if (page) {
		put("\"attributes\":{\"type\":\"Account\",\"url\":"
		    "\"/services/data/v61.0/sobjects/Account/");
		put(cells[0].text);
		put("\"},");
	}
	for (size_t i = 0; i < COUNT(columns); i++) {
		const char *text = cells[i].text;

		put(i == 0 ? "" : ",");
		put_json(columns[i]);
		put(":");
		if (cells[i].bare && *text != '\0')
			put(text);
		else
			put_json(text);
	}
	put("}");
}

/* What comes before record i of all: the start of its page, or a comma. */
static void
put_page_start(uint64_t i, uint64_t count)
{
	if (i % PAGE_ROWS > 0) {
		put(",");
		return;
	}
	printf("{\"totalSize\":%" PRIu64 ",\"done\":%s,", count,
	    i + PAGE_ROWS < count ? "false" : "true");
	if (i + PAGE_ROWS < count)
		printf("\"nextRecordsUrl\":\"/services/data/v61.0/query/"
		    "01g5g00000AbCdE-%" PRIu64 "\",", i + PAGE_ROWS);
	put("\"records\":[");
}

static void
put_page_row(uint64_t i, uint64_t count, struct row *r)
{
	struct cell	cells[COUNT(columns)];
	struct shown	s;

	make_cells(r, &s, cells);
	put_page_start(i, count);
	put_json_record(cells, true);
	if ((i + 1) % PAGE_ROWS == 0 || i + 1 == count)
		put("]}\n");
}

static void
put_member(const char *key, const char *value, bool bare)
{
	put(",\"");
	put(key);
	put("\":");
	if (bare && value[0] != '\0')
		put(value);
	else
		put_json(value);
}

static void
put_industry(const struct row *r)
{
	char	upper[32];
	size_t	n = 0;

	if (r->industry != NULL)
		for (const char *c = r->industry; *c != '\0'; c++)
			upper[n++] = *c >= 'a' && *c <= 'z' ?
			    (char)(*c - 'a' + 'A') : *c;
	upper[n] = '\0';
	put_member("Industry", upper, false);
}

/* Half a hundredth is rounded up, as all numbers are positive. */
static void
put_ref2(const struct row *r)
{
	char	ratio[24] = "";
	long	v = r->visitors;

	if (r->minutes >= 0 && v > 0)
		show_hundredths(ratio, sizeof ratio,
		    (2 * r->minutes + v) / (2 * v));
	put_member("MinutesPerVisitor", ratio, true);
	put_member("Health", v >= 500 ? "GREEN" : v >= 100 ? "YELLOW" :
	    v >= 10 ? "ORANGE" : "RED", false);
	put_industry(r);
	put_member("Domain", r->domain, false);
}

static void
put_ref(struct row *r, bool second)
{
	struct shown s;

	if (!r->customer || r->visitors < 0)
		return;
	show_row(r, &s);
	r->visit[strlen("2026-08-01") * (r->visit[0] != '\0')] = '\0';
	put("{\"AccountId\":");
	put_json(r->id);
	put_member("Visitors", s.visitors, true);
	put_member("Minutes", s.minutes, true);
	put_member("LastVisit", r->visit, false);
	put_member("Level", "ACCOUNTLEVEL", false);
	put_member("RuleDate", "2026-08-01", false);
	if (second)
		put_ref2(r);
	put("}\n");
}

static void
put_row(const char *form, struct row *r)
{
	struct cell	cells[COUNT(columns)];
	struct shown	s;

	if (strncmp(form, "ref", 3) == 0) {
		put_ref(r, form[3] == '2');
		return;
	}
	make_cells(r, &s, cells);
	if (strcmp(form, "jsonl") == 0) {
		put_json_record(cells, false);
		put("\n");
	} else
		put_csv_line(cells, strcmp(form, "csv") == 0);
}

static void
put_header(bool quote)
{
	struct cell cells[COUNT(columns)];

	for (size_t i = 0; i < COUNT(columns); i++)
		cells[i] = (struct cell){ columns[i], false };
	put_csv_line(cells, quote);
}

int
main(int argc, char **argv)
{
	static const char *const forms[] = { "csv", "min", "jsonl", "pages",
		"ref1", "ref2" };
	struct row	r;
	uint64_t	count;
	size_t		form = 0;

	while (argc == 3 && form < COUNT(forms) &&
	    strcmp(argv[1], forms[form]) != 0)
		form++;
	if (argc != 3 || form == COUNT(forms)) {
		fputs("usage: gen csv|min|jsonl|pages|ref1|ref2 ROWS\n", stderr);
		return 1;
	}
	setvbuf(stdout, NULL, _IOFBF, 1 << 20);
	if (form < 2)
		put_header(form == 0);
	count = strtoull(argv[2], NULL, 10);
	for (uint64_t i = 0; i < count; i++) {
		make_row(i, &r);
		if (strcmp(argv[1], "pages") == 0)
			put_page_row(i, count, &r);
		else
			put_row(argv[1], &r);
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
