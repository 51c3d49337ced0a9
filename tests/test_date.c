/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "precept/date.h"
#include "precept/file.h"
#include "precept/team.h"

#include "support.h"

/* The calendar, instants as text, and time zones against the C library. */

/* ck_assert writes to a pipe each time: too slow for millions. */
#define hold(condition) do {						\
	if (!(condition))						\
		ck_abort_msg("%s", #condition);				\
} while (0)

START_TEST(every_day_of_the_calendar_is_its_number)
{
	struct civil	c = { 1, 1, 1 };
	int64_t		days, back;
	char		text[DATE_TEXT];

	for (days = -719162; days <= 2932896; days++) {
		struct civil	got = date_civil(days);

		hold(got.year == c.year && got.month == c.month &&
		    got.day == c.day);
		hold(date_days(c) == days);
		if (days % 97 == 0) {
			ck_assert_uint_eq(date_print(days, text), 10);
			ck_assert(date_parse(slice_of(text), &back) &&
			    back == days);
		}
		if (date_exists(c.year, c.month, c.day + 1))
			c.day++;
		else if (c.month < 12)
			c = (struct civil){ c.year, c.month + 1, 1 };
		else
			c = (struct civil){ c.year + 1, 1, 1 };
	}
	ck_assert_int_eq(c.year, 10000);
}
END_TEST

static const struct { const char *text; int64_t days; } dates[] = {
	{ "1970-01-01", 0 }, { "0001-01-01", -719162 },
	{ "9999-12-31", 2932896 }, { "2000-02-29", 11016 },
	{ "1969-12-31", -1 }, { "2026-03-01", 20513 },
};

START_TEST(dates_are_parsed)
{
	int64_t	days;

	ck_assert(date_parse(slice_of(dates[_i].text), &days));
	ck_assert_int_eq(days, dates[_i].days);
}
END_TEST

static const char *const no_dates[] = {
	"", "2026-02-30", "2026-02-29", "1900-02-29", "0000-01-01",
	"2026-00-01", "2026-13-01", "2026-01-00", "2026-04-31", "2026-1-01",
	"2026/01/01", "2026-01-01 ", "2026-01-01T00:00:00Z", "20260101",
	"-026-01-01", "2026-01-1x", "26-01-01", "2O26-01-01",
};

START_TEST(what_is_no_date_is_refused)
{
	int64_t	days;

	ck_assert_msg(!date_parse(slice_of(no_dates[_i]), &days), "%s",
	    no_dates[_i]);
}
END_TEST

START_TEST(weeks_begin_on_monday)
{
	ck_assert_int_eq(date_weekday(0), 4);
	ck_assert_int_eq(date_weekday(-1), 3);
	ck_assert_int_eq(date_weekday(-719162), 1);
	ck_assert_int_eq(date_weekday(20513), 7);
}
END_TEST

static const struct { const char *from; int64_t months; const char *to; }
additions[] = {
	{ "2026-01-31", 1, "2026-02-28" }, { "2024-01-31", 1, "2024-02-29" },
	{ "2026-03-31", -1, "2026-02-28" }, { "2026-12-15", 1, "2027-01-15" },
	{ "2026-01-15", -1, "2025-12-15" }, { "2024-02-29", 12, "2025-02-28" },
	{ "2026-05-31", 0, "2026-05-31" }, { "0001-01-01", 119987,
	    "9999-12-01" },
};

START_TEST(months_are_added_and_clamped)
{
	int64_t	days, out;
	char	text[DATE_TEXT];

	ck_assert(date_parse(slice_of(additions[_i].from), &days));
	ck_assert(date_add_months(days, additions[_i].months, &out));
	date_print(out, text);
	ck_assert_str_eq(text, additions[_i].to);
}
END_TEST

START_TEST(months_do_not_leave_the_calendar)
{
	int64_t	out = 5;

	ck_assert(!date_add_months(-719162, -1, &out));
	ck_assert(!date_add_months(2932896, 1, &out));
	ck_assert(!date_add_months(0, INT64_MAX, &out));
	ck_assert(!date_add_months(0, INT64_MIN, &out));
	ck_assert_int_eq(out, 5);
}
END_TEST

static const struct { const char *a, *b; int64_t months; } spans[] = {
	{ "2026-01-15", "2026-02-15", 1 }, { "2026-01-15", "2026-02-14", 0 },
	{ "2026-01-31", "2026-02-28", 1 }, { "2026-02-15", "2026-01-15", -1 },
	{ "2026-02-14", "2026-01-15", 0 }, { "2026-01-01", "2026-01-01", 0 },
	{ "2024-02-29", "2025-02-28", 12 }, { "2026-12-31", "2026-11-30", -1 },
	{ "2020-06-10", "2026-06-09", 71 },
};

START_TEST(months_between_are_whole_ones)
{
	int64_t	a, b;

	ck_assert(date_parse(slice_of(spans[_i].a), &a));
	ck_assert(date_parse(slice_of(spans[_i].b), &b));
	ck_assert_int_eq(date_months_between(a, b), spans[_i].months);
}
END_TEST

static const struct { const char *text, *want; } instants[] = {
	{ "2026-05-12T10:11:12.000+0000", "2026-05-12T10:11:12.000Z" },
	{ "2026-05-12T10:11:12Z", "2026-05-12T10:11:12.000Z" },
	{ "2026-05-12 10:11Z", "2026-05-12T10:11:00.000Z" },
	{ "2026-05-12T10:11:12.5+02:00", "2026-05-12T08:11:12.500Z" },
	{ "2026-05-12T23:11:12-0130", "2026-05-13T00:41:12.000Z" },
	{ "2026-05-12T10:11:12.123456Z", "2026-05-12T10:11:12.123456Z" },
	{ "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z" },
	{ "2026-05-12", "2026-05-12T00:00:00.000Z" },
	{ "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z" },
	{ "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
	{ "2026-05-12T10:11:12.1234567Z", NULL },
	{ "2026-05-12T10:11:12", NULL }, { "2026-05-12T10:11:12.Z", NULL },
	{ "2026-05-12T24:00:00Z", NULL }, { "2026-05-12T10:60:00Z", NULL },
	{ "2026-05-12T10:11:60Z", NULL }, { "2026-05-12T10Z", NULL },
	{ "2026-05-12T10:11:12+01", NULL }, { "2026-05-12T", NULL },
	{ "2026-05-12T10:11:12+01:0", NULL }, { "2026-05-12X10:11Z", NULL },
	{ "2026-05-12T10:11:12+1:00", NULL }, { "2026-05-1", NULL },
	{ "2026-05-12T10:11:12.000+00000", NULL }, { "", NULL },
	{ "2026-05-12T10:11:1", NULL }, { "2026-02-30T10:11:12Z", NULL },
	{ "2026-05-12T10:11:12ZZ", NULL }, { "2026-05-12T10:11:", NULL },
	{ "0001-01-01T00:00:00+01:00", NULL },
	{ "9999-12-31T23:59:59-01:00", NULL },
};

START_TEST(instants_are_parsed_and_printed)
{
	const char	*text = instants[_i].text;
	char		*exact = mem_text(text, strlen(text));
	char		 out[DATE_TEXT];
	int64_t		 at;
	bool		 ok = datetime_parse((struct slice){ exact,
			    strlen(text) }, &at);

	mem_free(exact);
	ck_assert_msg(ok == (instants[_i].want != NULL), "%s", text);
	if (!ok)
		return;
	ck_assert_uint_eq(datetime_print(at, out), strlen(out));
	ck_assert_str_eq(out, instants[_i].want);
}
END_TEST

START_TEST(salesforce_has_a_form_of_its_own)
{
	char	out[DATE_TEXT];

	ck_assert_uint_eq(datetime_print_sf(1778580672000000, out), 28);
	ck_assert_str_eq(out, "2026-05-12T10:11:12.000+0000");
}
END_TEST

static const char *const zones[] = {
	"Europe/London", "Europe/Berlin", "Europe/Dublin", "Europe/Lisbon",
	"Europe/Moscow", "Europe/Istanbul", "Europe/Chisinau", "Africa/Cairo",
	"Africa/Casablanca", "Africa/Lagos", "Africa/Monrovia", "Asia/Gaza",
	"Asia/Tokyo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran",
	"Asia/Almaty", "Asia/Manila", "Asia/Beirut", "Asia/Jerusalem",
	"America/New_York", "America/Chicago", "America/Denver",
	"America/Los_Angeles", "America/Phoenix", "America/Sao_Paulo",
	"America/St_Johns", "America/Caracas", "America/Havana",
	"America/Santiago", "America/Asuncion", "America/Mexico_City",
	"America/Ciudad_Juarez", "America/Nuuk", "America/Port-au-Prince",
	"America/Argentina/Buenos_Aires", "America/Scoresbysund",
	"Antarctica/Troll", "Antarctica/Casey", "Atlantic/Azores",
	"Australia/Sydney", "Australia/Lord_Howe", "Australia/Perth",
	"Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia",
	"Pacific/Kwajalein", "Pacific/Kiritimati", "Pacific/Honolulu",
	"Pacific/Easter", "Pacific/Norfolk", "Etc/GMT+5", "Etc/UTC", "UTC",
	"EST", "America/Godthab",
};

static void
set_zone(const char *name)
{
	ck_assert_int_eq(setenv("TZ", name, 1), 0);
	tzset();
}

static int
library_offset(int64_t second)
{
	time_t		t = (time_t)second;
	struct tm	tm;

	hold(localtime_r(&t, &tm) != NULL);
	return (int)tm.tm_gmtoff;
}

static void
assert_offset(const struct zone *zone, int64_t second)
{
	int	got = zone_offset(zone, second * 1000000);

	if (got != library_offset(second))
		ck_abort_msg("%s at %lld: %d is not %d", getenv("TZ"),
		    (long long)second, got, library_offset(second));
}

/* The second at which the offset changes, between two that differ. */
static int64_t
find_change(int64_t low, int64_t high)
{
	int	before = library_offset(low);

	while (high - low > 1) {
		int64_t	middle = (low + high) / 2;

		if (library_offset(middle) == before)
			low = middle;
		else
			high = middle;
	}
	return high;
}

#define WEEK (7 * 86400)

START_TEST(offsets_are_those_of_the_c_library)
{
	const struct zone	*zone = zone_find(zones[_i]);
	int64_t			 from, change;
	int			 changes = 0;

	ck_assert_ptr_nonnull(zone);
	set_zone(zones[_i]);
	for (from = -6000000000; from < 8000000000; from += WEEK) {
		assert_offset(zone, from + 12345);
		if (library_offset(from) == library_offset(from + WEEK))
			continue;
		change = find_change(from, from + WEEK);
		assert_offset(zone, change - 1);
		assert_offset(zone, change);
		changes++;
	}
	ck_assert_int_gt(changes, strchr(zones[_i], '/') == NULL ||
	    strncmp(zones[_i], "Etc/", 4) == 0 ? -1 : 0);
}
END_TEST

START_TEST(a_day_begins_at_its_first_instant)
{
	const struct zone	*zone = zone_find(zones[_i]);
	int64_t			 day, at;

	for (day = -30000; day < 60000; day++) {
		at = zone_midnight(zone, day);
		hold(zone_date(zone, at) >= day);
		hold(zone_date(zone, at - 1) < day);
	}
}
END_TEST

START_TEST(no_name_means_utc)
{
	ck_assert_int_eq(zone_offset(NULL, 0), 0);
	ck_assert_int_eq(zone_date(NULL, -1), -1);
	ck_assert_int_eq(zone_midnight(NULL, 2), 2 * DATE_DAY);
	ck_assert_ptr_eq(zone_find("Europe/Berlin"),
	    zone_find("Europe/Berlin"));
}
END_TEST

/* Midnights that are skipped, or there twice. */
static const struct { const char *zone, *day, *instant; } midnights[] = {
	{ "Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z" },
	{ "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z" },
	{ "America/Havana", "2026-03-08", "2026-03-08T05:00:00.000Z" },
	{ "America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z" },
	{ "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z" },
	{ "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z" },
};

START_TEST(skipped_and_double_midnights)
{
	int64_t	day;
	char	out[DATE_TEXT];

	ck_assert(date_parse(slice_of(midnights[_i].day), &day));
	datetime_print(zone_midnight(zone_find(midnights[_i].zone), day),
	    out);
	ck_assert_str_eq(out, midnights[_i].instant);
}
END_TEST

static const char *const no_zones[] = {
	"", "Europe", "Europe/Atlantis", "../../../etc/passwd", "/etc/passwd",
	"zone.tab", "tzdata.zi", "leapseconds", "Europe/Berlin ", "CEST-1",
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
};

START_TEST(what_is_no_zone_is_null)
{
	ck_assert_ptr_null(zone_find(no_zones[_i]));
}
END_TEST

/* Files that are none, by what is done to the one of Europe/Berlin. */
static const struct { const char *name, *what; } bad_files[] = {
	{ "Old", "is of version 1, which knows no year after 2037" },
	{ "Leaps", "counts leap seconds, which no service does" },
	{ "Short", "is damaged" },
	{ "Text", "is damaged" },
	{ "None", NULL },
	{ "../None", NULL },
};

static const char *
say_why(size_t i, const char *folder, struct arena *arena)
{
	const char	*name = bad_files[i].name;

	if (bad_files[i].what == NULL)
		return arena_printf(arena, "there is no time zone '%s'",
		    name);
	return arena_printf(arena, "the file of the time zone '%s' %s: put "
	    "one of the package tzdata in the place of %s/%s", name,
	    bad_files[i].what, folder, name);
}

static struct slice
read_berlin(struct arena *arena)
{
	struct slice	text;
	struct err	err = { 0 };

	ck_assert_msg(file_read("/usr/share/zoneinfo/Europe/Berlin", 100000,
	    arena, &text, &err), "%s", err.text);
	return text;
}

static void
write_zone(const char *folder, const char *name, struct slice text)
{
	char	 path[100];
	FILE	*f;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text.ptr, 1, text.len, f), text.len);
	fclose(f);
}

/* The second header counts one leap second more than it has. */
static void
write_leaps(const char *folder, struct slice text, struct arena *arena)
{
	char	*copy = arena_text(arena, text), *second;

	second = memmem(copy + 4, text.len - 4, "TZif", 4);
	ck_assert_ptr_nonnull(second);
	second[20 + 2 * 4 + 3] = 1;
	write_zone(folder, "Leaps", (struct slice){ copy, text.len });
}

static void
remove_zones(struct arena *arena, const char *folder)
{
	unlink(arena_printf(arena, "%s/Good", folder));
	for (size_t i = 0; i < COUNT(bad_files); i++)
		unlink(arena_printf(arena, "%s/%s", folder,
		    bad_files[i].name));
	ck_assert_int_eq(rmdir(folder), 0);
}

START_TEST(a_bad_zone_file_is_told_from_a_wrong_name)
{
	char		 folder[] = "/tmp/precept.zone.XXXXXX";
	struct arena	*arena = arena_new();
	struct slice	 text = read_berlin(arena);
	char		*old = arena_text(arena, text);

	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("TZDIR", folder, 1);
	old[4] = '\0';
	write_zone(folder, "Good", text);
	write_zone(folder, "Old", (struct slice){ old, text.len });
	write_zone(folder, "Short", (struct slice){ text.ptr, text.len / 2 });
	write_zone(folder, "Text", SLICE("Europe/Berlin\n"));
	write_leaps(folder, text, arena);
	ck_assert_ptr_nonnull(zone_find("Good"));
	for (size_t i = 0; i < COUNT(bad_files); i++) {
		struct err	err = { 0 };

		ck_assert_ptr_null(zone_find(bad_files[i].name));
		ck_assert(!zone_explain(bad_files[i].name, &err));
		ck_assert_str_eq(err.text, say_why(i, folder, arena));
		ck_assert_int_eq(err.kind, bad_files[i].what == NULL ?
		    ERR_RULE : ERR_SYSTEM);
	}
	unsetenv("TZDIR");
	remove_zones(arena, folder);
	arena_free(arena);
}
END_TEST

static void
use_zones(void *ctx, int me)
{
	int64_t	*sums = ctx;

	for (size_t i = 0; i < COUNT(zones); i++)
		for (int64_t day = 0; day < 40000; day += 500)
			sums[me] += zone_offset(zone_find(zones[i]),
			    day * DATE_DAY);
}

START_TEST(threads_share_the_zones)
{
	int64_t	sums[4] = { 0 };

	team_run(4, use_zones, sums);
	for (int i = 1; i < 4; i++)
		ck_assert(sums[i] == sums[0]);
}
END_TEST

TCase *
test_date(void)
{
	TCase	*tc = tcase_create("date");

	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, every_day_of_the_calendar_is_its_number);
	tcase_add_loop_test(tc, dates_are_parsed, 0, COUNT(dates));
	tcase_add_loop_test(tc, what_is_no_date_is_refused, 0,
	    COUNT(no_dates));
	tcase_add_test(tc, weeks_begin_on_monday);
	tcase_add_loop_test(tc, months_are_added_and_clamped, 0,
	    COUNT(additions));
	tcase_add_test(tc, months_do_not_leave_the_calendar);
	tcase_add_loop_test(tc, months_between_are_whole_ones, 0,
	    COUNT(spans));
	tcase_add_loop_test(tc, instants_are_parsed_and_printed, 0,
	    COUNT(instants));
	tcase_add_test(tc, salesforce_has_a_form_of_its_own);
	tcase_add_loop_test(tc, offsets_are_those_of_the_c_library, 0,
	    COUNT(zones));
	tcase_add_loop_test(tc, a_day_begins_at_its_first_instant, 0,
	    COUNT(zones));
	tcase_add_test(tc, no_name_means_utc);
	tcase_add_loop_test(tc, skipped_and_double_midnights, 0,
	    COUNT(midnights));
	tcase_add_test(tc, a_bad_zone_file_is_told_from_a_wrong_name);
	tcase_add_loop_test(tc, what_is_no_zone_is_null, 0, COUNT(no_zones));
	tcase_add_test(tc, threads_share_the_zones);
	return tc;
}
