/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "precept/date.h"
#include "precept/json.h"
#include "json_put.h"

/*
 * Values as JSON. Room is asked for once a value, for the worst that it can
 * become; then bytes are written without asking. Near the ceiling and for
 * long strings there is a slower way that asks every time.
 */

#define PIECE 4096	/* bytes of a string that get their room at once */
#define SPARE JSON_SPARE
#define WORST JSON_WORST

static inline char *
room_for(struct text *t, size_t size)
{
	return t->cap - t->len > size && size <= t->max - t->len ?
	    t->ptr + t->len : text_room(t, size);
}

static inline void
wrote_to(struct text *t, char *end)
{
	*end = '\0';
	t->len = (size_t)(end - t->ptr);
}

static char *
put_escape(char *to, unsigned char c)
{
	static const char	digits[] = "0123456789abcdef";
	static const char	letters[32] = { ['\b'] = 'b', ['\f'] = 'f',
	    ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't' };
	char			letter = c >= 32 ? (char)c : letters[c];

	*to++ = '\\';
	if (letter != 0) {
		*to++ = letter;
		return to;
	}
	memcpy(to, "u00", 3);
	to[3] = digits[c >> 4];
	to[4] = digits[c & 15];
	return to + 5;
}

static inline char *
put_bytes(char *to, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = p[i];
	return to + n;
}

char *
json_put_escaped(char *to, const char *p, size_t n)
{
	const char	*end = p + n;

#if defined(__SSE2__)
	while (end - p >= 16) {
		__m128i	 v = _mm_loadu_si128((const __m128i *)(const void *)p);
		unsigned odd = json_odd_bytes(v), good;

		_mm_storeu_si128((__m128i *)(void *)to, v);
		good = odd == 0 ? 16 : (unsigned)__builtin_ctz(odd);
		to += good;
		p += good;
		if (odd != 0)
			to = put_escape(to, (unsigned char)*p++);
	}
#endif
	while (p < end) {
		size_t good = json_plain(p, (size_t)(end - p));

		to = put_bytes(to, p, good);
		p += good;
		if (p < end)
			to = put_escape(to, (unsigned char)*p++);
	}
	return to;
}

/* Near the ceiling: every byte counts, and half a string is taken back. */
static void
put_string_tight(struct text *t, struct slice s)
{
	size_t	begin = t->len, n;
	char	escape[WORST];

	text_char(t, '"');
	while (s.len > 0 && !t->full) {
		n = json_plain(s.ptr, s.len);
		text_add(t, s.ptr, n);
		if (n < s.len) {
			text_add(t, escape, (size_t)(put_escape(escape,
			    (unsigned char)s.ptr[n]) - escape));
			n++;
		}
		s.ptr += n;
		s.len -= n;
	}
	text_char(t, '"');
	if (t->full && t->ptr != NULL)
		wrote_to(t, t->ptr + begin);
}

static inline void
put_string(struct text *t, struct slice s)
{
	size_t	worst = WORST * s.len + 2 + SPARE;
	char	*to;

	if (s.len > PIECE || worst > t->max - t->len) {
		put_string_tight(t, s);
		return;
	}
	to = room_for(t, worst);
	*to++ = '"';
	to = json_put_escaped(to, s.ptr, s.len);
	*to++ = '"';
	wrote_to(t, to);
}

void
json_put_string(struct text *t, struct slice s)
{
	if (s.ptr == NULL)
		s = SLICE("");
	put_string(t, s);
}

static inline size_t
count_digits(const char *p, const char *end)
{
	const char	*at = p;

	while (at < end && (unsigned)(unsigned char)*at - '0' <= 9)
		at++;
	return (size_t)(at - p);
}

/* What others wrote, if it is plain JSON: -?(0|[1-9][0-9]*)(.[0-9]+)? */
static inline bool
is_number(struct slice s)
{
	const char	*p = s.ptr, *end = p + s.len;
	size_t		 n;

	p += p < end && *p == '-';
	n = count_digits(p, end);
	if (n == 0 || (n > 1 && *p == '0'))
		return false;
	p += n;
	if (p == end)
		return true;
	n = *p == '.' ? count_digits(p + 1, end) : 0;
	return n > 0 && p + 1 + n == end;
}

static inline char *
put_integer(char *to, int64_t value)
{
	char		 digits[20];
	size_t		 at = sizeof digits;
	uint64_t	 v = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		digits[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	if (value < 0)
		*to++ = '-';
	return put_bytes(to, digits + at, sizeof digits - at);
}

/* As the column has it, not as the source wrote it. */
static char *
put_plain(char *to, const struct column *c, size_t row)
{
	struct column	plain;

	if (c->kind == KIND_INTEGER || c->kind == KIND_DURATION)
		return put_integer(to, c->i[row]);
	if (c->kind == KIND_DECIMAL)
		return to + decimal_print(c->d[row], c->scale, to);
	if (!isfinite(c->f[row]))
		return put_bytes(to, "null", 4);
	plain = *c;
	plain.raw = NULL;
	return to + column_text(&plain, row, to).len;
}

static inline char *
put_number(char *to, const struct column *c, size_t row)
{
	if (c->raw != NULL && c->raw[row].len < COLUMN_ROOM &&
	    is_number(c->raw[row]))
		return put_bytes(to, c->raw[row].ptr, c->raw[row].len);
	return put_plain(to, c, row);
}

static inline char *
put_time(char *to, const struct column *c, size_t row)
{
	*to++ = '"';
	to += c->kind == KIND_DATE ? date_print(c->i[row], to) :
	    datetime_print(c->i[row], to);
	*to++ = '"';
	return to;
}

char *
json_put_short(char *to, const struct column *c, size_t row)
{
	if (column_is_null(c, row) || c->kind == KIND_NULL)
		return put_bytes(to, "null", 4);
	if (c->kind == KIND_BOOLEAN)
		return c->b[row] ? put_bytes(to, "true", 4) :
		    put_bytes(to, "false", 5);
	if (c->kind == KIND_DATE || c->kind == KIND_DATETIME)
		return put_time(to, c, row);
	return put_number(to, c, row);
}

static inline void
put_value(struct text *t, const struct column *c, size_t row)
{
	char	tight[JSON_SHORT], *to;

	if (json_is_text(c->kind) && !column_is_null(c, row)) {
		put_string(t, c->s[row]);
	} else if (sizeof tight > t->max - t->len) {
		to = json_put_short(tight, c, row);
		text_add(t, tight, (size_t)(to - tight));
	} else {
		to = room_for(t, sizeof tight);
		wrote_to(t, json_put_short(to, c, row));
	}
}

void
json_put_value(struct text *t, const struct column *c, size_t row)
{
	put_value(t, c, row);
}

struct slice
json_member(struct arena *arena, const char *name)
{
	struct text	t;
	char		*s;

	text_init(&t, SIZE_MAX);
	put_string(&t, slice_of(name));
	text_char(&t, ':');
	s = arena_text(arena, (struct slice){ t.ptr, t.len });
	text_free(&t);
	return slice_of(s);
}
