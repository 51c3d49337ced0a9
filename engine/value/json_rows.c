/* SPDX-License-Identifier: MIT */
#include "precept/date.h"
#include "json_put.h"

/*
 * Rows as JSON, the way out of every export. What is the same in each row is
 * put together once: names, and columns that hold one value. A row gets its
 * room at once, for the worst that it can become; bytes behind what counts
 * are written too, none behind a text is read.
 */

#define ROW_TEXT 8192	/* bytes of texts; rows with more take the slow way */

/* A value that changes from row to row. */
struct part {
	const struct column	*column;
	bool			 text;
	size_t			 at, len;	/* what stands before it */
};

struct form {
	struct part	*parts;
	size_t		 count;
	size_t		 at, len;	/* what stands behind the last */
	struct text	 fixed;		/* all that stands between */
	size_t		 worst;		/* bytes of a row but for texts */
};

/* Each value is the next one's, so all are the first. */
static bool
is_one_value(const struct column *c)
{
	size_t	size = kind_size(c->kind);

	if (c->raw != NULL || c->count == 0 || size == 0)
		return false;
	if (c->null != NULL && memchr(c->null, 1, c->count) != NULL)
		return false;
	return memcmp(c->any, (const char *)c->any + size,
	    (c->count - 1) * size) == 0;
}

static void
add_part(struct form *f, const struct column *c, size_t from)
{
	struct part	*p = &f->parts[f->count++];

	*p = (struct part){ c, json_is_text(c->kind), from,
	    f->fixed.len - from };
	f->worst += p->len + JSON_SPARE + (p->text ? 2 + JSON_SPARE :
	    JSON_SHORT);
}

static void
make_form(const struct json_row *row, struct form *f)
{
	size_t	from = 0;

	*f = (struct form){ 0 };
	f->parts = mem_array(row->width + 1, sizeof *f->parts);
	text_init(&f->fixed, SIZE_MAX);
	for (size_t i = 0; i < row->width; i++) {
		text_char(&f->fixed, i == 0 ? '{' : ',');
		text_slice(&f->fixed, row->names[i]);
		if (is_one_value(row->columns[i])) {
			json_put_value(&f->fixed, row->columns[i], 0);
			continue;
		}
		add_part(f, row->columns[i], from);
		from = f->fixed.len;
	}
	text_string(&f->fixed, row->width == 0 ? "{}\n" : "}\n");
	f->at = from;
	f->len = f->fixed.len - from;
	f->worst += f->len + JSON_SPARE;
	/* put_fixed() reads on */
	text_add(&f->fixed, (const char[JSON_SPARE]){ 0 }, JSON_SPARE);
}

static void
clear_form(struct form *f)
{
	text_free(&f->fixed);
	mem_free(f->parts);
}

/* Sixteen bytes at a time, the last of them too many. */
static inline char *
put_fixed(char *to, const struct form *f, size_t at, size_t len)
{
	const char	*from = f->fixed.ptr + at;

	for (size_t i = 0; i < len; i += 16)
		memcpy(to + i, from + i, 16);
	return to + len;
}

static inline bool
is_odd(uint64_t w)
{
	return (scan_word_less(w, 0x20) | scan_word_has(w, '"') |
	    scan_word_has(w, '\\')) != 0;
}

/* Sixteen bytes; true if one of them is not plain. */
static inline bool
put_sixteen(char *to, const char *p)
{
#if defined(__SSE2__)
	__m128i	v = _mm_loadu_si128((const __m128i *)(const void *)p);

	_mm_storeu_si128((__m128i *)(void *)to, v);
	return json_odd_bytes(v) != 0;
#else
	uint64_t	low = scan_word(p), high = scan_word(p + 8);

	memcpy(to, &low, 8);
	memcpy(to + 8, &high, 8);
	return is_odd(low) || is_odd(high);
#endif
}

/* Up to 15 bytes, in two loads that overlap; true if one is not plain. */
static inline bool
put_few(char *to, const char *p, size_t n)
{
	uint64_t	first, last;
	uint32_t	four, end;

	if (n >= 8) {
		first = scan_word(p);
		last = scan_word(p + n - 8);
		memcpy(to, &first, 8);
		memcpy(to + n - 8, &last, 8);
		return is_odd(first) || is_odd(last);
	}
	if (n >= 4) {
		memcpy(&four, p, 4);
		memcpy(&end, p + n - 4, 4);
		memcpy(to, &four, 4);
		memcpy(to + n - 4, &end, 4);
		return is_odd(four | (uint64_t)end << 32);
	}
	for (size_t i = 0; i < n; i++) {
		to[i] = p[i];
		if (!json_is_plain(p[i]))
			return true;
	}
	return false;
}

static inline char *
put_inside(char *to, const char *p, size_t n)
{
	size_t	i = 0;
	bool	odd = false;

	for (; n - i >= 16; i += 16) {
		odd = put_sixteen(to + i, p + i);
		if (odd)
			break;
	}
	if (!odd && i < n)
		odd = i > 0 ? put_sixteen(to + n - 16, p + n - 16) :
		    put_few(to, p, n);
	return odd ? json_put_escaped(to + i, p + i, n - i) : to + n;
}

static inline char *
put_text(char *to, const struct column *c, size_t row)
{
	struct slice	s = c->s[row];

	if (column_is_null(c, row)) {
		memcpy(to, "null", 4);
		return to + 4;
	}
	*to++ = '"';
	to = put_inside(to, s.ptr, s.len);
	*to++ = '"';
	return to;
}

/* Up to eight bytes as one word, the first lowest; zeros behind them. */
static inline uint64_t
gather_word(const char *p, size_t n)
{
	uint32_t	four, end;

	if (n == 8)
		return scan_word(p);
	if (n >= 4) {
		memcpy(&four, p, 4);
		memcpy(&end, p + n - 4, 4);
		return four | (uint64_t)end << (8 * n - 32);
	}
	return (uint64_t)(unsigned char)p[0] |
	    (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2) |
	    (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1);
}

/*
 * Is it (0|[1-9][0-9]*)(.[0-9]+)? of n bytes, seen all at once: none but
 * digits, or one that is a point between digits. A minus goes the slow way.
 */
static inline bool
is_plain_number(uint64_t w, size_t n)
{
	uint64_t	x = w ^ '0' * SCAN_ONES, others;
	unsigned	point;

	others = ((x & ~SCAN_TOPS) + (0x7f - 9) * SCAN_ONES) | x;
	others &= SCAN_TOPS & UINT64_MAX >> (64 - 8 * n);
	if (others == 0)
		return n == 1 || (w & 0xff) != '0';
	point = (unsigned)__builtin_ctzll(others) / 8;
	return (others & (others - 1)) == 0 && point > 0 && point + 1 < n &&
	    (w >> 8 * point & 0xff) == '.' &&
	    (point == 1 || (w & 0xff) != '0');
}

static inline char *
put_other(char *to, const struct column *c, size_t row)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if (c->raw != NULL && !column_is_null(c, row) &&
	    c->raw[row].len - 1 < 8) {
		size_t		n = c->raw[row].len;
		uint64_t	w = gather_word(c->raw[row].ptr, n);

		memcpy(to, &w, 8);
		if (is_plain_number(w, n))
			return to + n;
	}
#endif
	return json_put_short(to, c, row);
}

static inline size_t
measure_texts(const struct form *f, size_t row)
{
	size_t	len = 0;

	for (size_t i = 0; i < f->count; i++)
		if (f->parts[i].text && !column_is_null(f->parts[i].column,
		    row))
			len += f->parts[i].column->s[row].len;
	return len;
}

static void
put_row(struct text *t, const struct form *f, size_t row, size_t texts)
{
	char	*to = text_room(t, f->worst + JSON_WORST * texts);

	for (size_t i = 0; i < f->count; i++) {
		const struct part	*p = &f->parts[i];

		to = put_fixed(to, f, p->at, p->len);
		to = p->text ? put_text(to, p->column, row) :
		    put_other(to, p->column, row);
	}
	to = put_fixed(to, f, f->at, f->len);
	*to = '\0';
	t->len = (size_t)(to - t->ptr);
}

/* Long texts, and near the ceiling: every value asks for its room. */
static void
put_row_slowly(struct text *t, const struct form *f, size_t row)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct part	*p = &f->parts[i];

		text_add(t, f->fixed.ptr + p->at, p->len);
		json_put_value(t, p->column, row);
	}
	text_add(t, f->fixed.ptr + f->at, f->len);
}

void
json_put_rows(struct text *t, const struct json_row *form,
    const uint32_t *rows, size_t n)
{
	struct form	f;

	make_form(form, &f);
	for (size_t i = 0; i < n && !t->full; i++) {
		size_t	row = rows == NULL ? i : rows[i];
		size_t	texts = measure_texts(&f, row);

		if (texts > ROW_TEXT || f.worst + JSON_WORST * texts >
		    t->max - t->len)
			put_row_slowly(t, &f, row);
		else
			put_row(t, &f, row, texts);
	}
	clear_form(&f);
}
