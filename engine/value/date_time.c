/* SPDX-License-Identifier: MIT */
#include "precept/date.h"

/*
 * Instants as text. The names begin with datetime_, the word they are
 * about, for the calendar's header speaks of both.
 */

#define MINUTE ((int64_t)60000000)
#define HOUR (60 * MINUTE)
#define SECOND ((int64_t)1000000)

static inline bool
read_two(const char *p, int max, int *out)
{
	unsigned	a = (unsigned)(unsigned char)p[0] - '0';
	unsigned	b = (unsigned)(unsigned char)p[1] - '0';

	*out = (int)(a * 10 + b);
	return a <= 9 && b <= 9 && *out <= max;
}

/* ".f…": one to six digits; moves *at on. */
static bool
read_fraction(const char **at, const char *end, int64_t *micros)
{
	const char	*p = *at + 1;
	int64_t		 unit = SECOND / 10;

	if (p == end || *p < '0' || *p > '9')
		return false;
	for (; p < end && *p >= '0' && *p <= '9'; p++) {
		if (unit == 0)
			return false;
		*micros += (*p - '0') * unit;
		unit /= 10;
	}
	*at = p;
	return true;
}

/* "HH:mm[:ss[.f…]]"; moves *at on. */
static bool
read_clock(const char **at, const char *end, int64_t *micros)
{
	const char	*p = *at;
	int		 hour, minute, second = 0;

	if (end - p < 5 || p[2] != ':' || !read_two(p, 23, &hour) ||
	    !read_two(p + 3, 59, &minute))
		return false;
	p += 5;
	*micros = hour * HOUR + minute * MINUTE;
	if (p < end && *p == ':') {
		if (end - p < 3 || !read_two(p + 1, 59, &second))
			return false;
		p += 3;
		*micros += second * SECOND;
		if (p < end && *p == '.' && !read_fraction(&p, end, micros))
			return false;
	}
	*at = p;
	return true;
}

/* "Z", "+0100" or "+01:00", and then the end. */
static bool
read_offset(const char *p, const char *end, int64_t *micros)
{
	int	hour, minute;
	bool	west = *p == '-';

	if (end - p == 1 && (*p == 'Z' || *p == 'z')) {
		*micros = 0;
		return true;
	}
	if (end - p < 5 || (*p != '+' && *p != '-') ||
	    !read_two(p + 1, 23, &hour))
		return false;
	p += p[3] == ':' ? 4 : 3;
	if (end - p != 2 || !read_two(p, 59, &minute))
		return false;
	*micros = (hour * HOUR + minute * MINUTE) * (west ? -1 : 1);
	return true;
}

static bool
in_calendar(int64_t micros)
{
	return micros >= date_days((struct civil){ 1, 1, 1 }) * DATE_DAY &&
	    micros < (date_days((struct civil){ 9999, 12, 31 }) + 1) *
	    DATE_DAY;
}

/* The clock in the form that Salesforce always writes, whole seconds:
 * "10:11:12.000+0000". */
static inline bool
read_usual(struct slice s, int64_t *micros)
{
	const char	*p = s.ptr + 11;
	int		 hour, minute, second;

	if (s.len != 28 || memcmp(p + 8, ".000+0000", 9) != 0 ||
	    p[2] != ':' || p[5] != ':' || !read_two(p, 23, &hour) ||
	    !read_two(p + 3, 59, &minute) || !read_two(p + 6, 59, &second))
		return false;
	*micros = (hour * 3600 + minute * 60 + second) * SECOND;
	return true;
}

bool
datetime_parse(struct slice s, int64_t *micros)
{
	const char	*p, *end = s.ptr + s.len;
	int64_t		 days, clock, offset, at;

	if (s.len < 10 || !date_parse((struct slice){ s.ptr, 10 }, &days))
		return false;
	if (s.len == 10) {
		*micros = days * DATE_DAY;
		return true;
	}
	if (s.ptr[10] == 'T' && read_usual(s, &clock)) {
		*micros = days * DATE_DAY + clock;
		return true;
	}
	p = s.ptr + 11;
	if ((s.ptr[10] != 'T' && s.ptr[10] != ' ' && s.ptr[10] != 't') ||
	    !read_clock(&p, end, &clock) || p == end ||
	    !read_offset(p, end, &offset))
		return false;
	at = days * DATE_DAY + clock - offset;
	if (offset != 0 && !in_calendar(at))
		return false;
	*micros = at;
	return true;
}

static char *
put_number(char *p, int64_t n, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		p[i] = (char)('0' + n % 10);
		n /= 10;
	}
	return p + digits;
}

/* "2026-05-12T10:11:12.000"; six digits after the point if need be. */
static char *
put_instant(char *p, int64_t micros)
{
	int64_t	days = micros / DATE_DAY, clock = micros % DATE_DAY;

	if (clock < 0) {
		clock += DATE_DAY;
		days--;
	}
	p += date_print(days, p);
	*p++ = 'T';
	p = put_number(p, clock / HOUR, 2);
	*p++ = ':';
	p = put_number(p, clock / MINUTE % 60, 2);
	*p++ = ':';
	p = put_number(p, clock / SECOND % 60, 2);
	*p++ = '.';
	if (clock % 1000 == 0)
		return put_number(p, clock % SECOND / 1000, 3);
	return put_number(p, clock % SECOND, 6);
}

static size_t
finish(char *out, char *end, const char *zone, size_t len)
{
	memcpy(end, zone, len + 1);
	return (size_t)(end - out) + len;
}

size_t
datetime_print(int64_t micros, char out[DATE_TEXT])
{
	return finish(out, put_instant(out, micros), "Z", 1);
}

size_t
datetime_print_sf(int64_t micros, char out[DATE_TEXT])
{
	return finish(out, put_instant(out, micros), "+0000", 5);
}
