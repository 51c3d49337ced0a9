/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_text.h"
#include "precept/utf8.h"

/* Upper and lower case, eight bytes at a time as long as they are ASCII. */

#define EACH(byte) (0x0101010101010101ULL * (byte))
#define NOT_ASCII EACH(0x80)

struct fold {
	uint64_t	from, past;	/* what is added to see a letter */
	char		first;		/* 'a' when going up */
	uint32_t	(*one)(uint32_t);
};

#define FOLD(a, z, one) { EACH(0x80 - (a)), EACH(0x7f - (z)), a, one }

static const struct fold up = FOLD('a', 'z', utf8_upper);
static const struct fold down = FOLD('A', 'Z', utf8_lower);

static inline uint64_t
fold_word(const struct fold *f, uint64_t w)
{
	return w ^ ((w + f->from) & ~(w + f->past) & NOT_ASCII) >> 2;
}

/* The same of four bytes. */
static inline void
fold_four(const struct fold *f, const char *p, char *to, uint64_t *bits)
{
	uint32_t	four;

	memcpy(&four, p, 4);
	*bits |= four;
	four = (uint32_t)fold_word(f, four);
	memcpy(to, &four, 4);
}

static inline void
fold_eight(const struct fold *f, const char *p, char *to, uint64_t *bits)
{
	uint64_t	w;

	memcpy(&w, p, 8);
	*bits |= w;
	w = fold_word(f, w);
	memcpy(to, &w, 8);
}

/* false if it is not ASCII. The last bytes are done once more, together with
 * those before them. */
static bool
fold_ascii(const struct fold *f, struct slice s, char *to)
{
	uint64_t	bits = 0;
	unsigned char	c;
	size_t		i;

	for (i = 0; s.len - i >= 8; i += 8)
		fold_eight(f, s.ptr + i, to + i, &bits);
	if (s.len >= 8) {
		fold_eight(f, s.ptr + s.len - 8, to + s.len - 8, &bits);
	} else if (s.len >= 4) {
		fold_four(f, s.ptr, to, &bits);
		fold_four(f, s.ptr + s.len - 4, to + s.len - 4, &bits);
	} else for (; i < s.len; i++) {
		c = (unsigned char)s.ptr[i];
		bits |= c;
		to[i] = (char)(c ^ ((unsigned char)(c - f->first) < 26 ?
		    0x20 : 0));
	}
	return (bits & NOT_ASCII) == 0;
}

/* Two bytes may become three (U+023A), not more. */
static struct slice
fold_any(const struct fold *f, struct slice s, struct arena *arena)
{
	char		*out = arena_raw(arena, s.len * 2 + 4);
	size_t		 at = 0, len = 0;

	while (at < s.len)
		len += utf8_put(out + len, f->one(utf8_next(s, &at)));
	return (struct slice){ out, len };
}

static struct column *
fold_all(const struct fold *f, const struct column *c,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = column_make(rows->arena, KIND_TEXT,
			    rows->count);
	size_t		 i, total = 0;
	char		*to;

	for (i = 0; i < rows->count; i++)
		total += expr_wants(mask, i) ? c->s[i].len : 0;
	to = arena_raw(rows->arena, total + 1);
	for (i = 0; i < rows->count; i++) {
		out->s[i] = (struct slice){ to, 0 };
		if (!expr_wants(mask, i))
			continue;
		out->s[i].len = c->s[i].len;
		if (!fold_ascii(f, c->s[i], to))
			out->s[i] = fold_any(f, c->s[i], rows->arena);
		to += c->s[i].len;
	}
	return out;
}

struct column *
func_text_upper(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	(void)call;
	return fold_all(&up, args[0], rows, mask);
}

struct column *
func_text_lower(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	(void)call;
	return fold_all(&down, args[0], rows, mask);
}

static bool
in_word(uint32_t c)
{
	return utf8_is_letter(c) || (c >= '0' && c <= '9') || c == '\'' ||
	    c == 0x2019;
}

static struct slice
capitalise(struct slice s, struct arena *arena)
{
	char		*out = arena_raw(arena, s.len * 2 + 4);
	size_t		 at = 0, len = 0;
	bool		 inside = false;
	uint32_t	 c;

	while (at < s.len) {
		c = utf8_next(s, &at);
		len += utf8_put(out + len, inside ? utf8_lower(c) :
		    utf8_upper(c));
		inside = in_word(c);
	}
	return (struct slice){ out, len };
}

struct column *
func_text_initcap(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);

	for (size_t i = 0; i < rows->count; i++)
		out->s[i] = expr_wants(mask, i) ?
		    capitalise(args[0]->s[i], rows->arena) :
		    (struct slice){ "", 0 };
	return out;
}

static bool
is_same(struct slice a, struct slice b)
{
	size_t	i = 0, k = 0;

	if (slice_equal(a, b))
		return true;
	while (i < a.len && k < b.len)
		if (utf8_lower(utf8_next(a, &i)) !=
		    utf8_lower(utf8_next(b, &k)))
			return false;
	return i == a.len && k == b.len;
}

struct column *
func_text_ieq(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	bool		 a, b;

	(void)mask;
	for (size_t i = 0; i < rows->count; i++) {
		a = column_is_null(args[0], i);
		b = column_is_null(args[1], i);
		out->b[i] = a || b ? a && b :
		    is_same(args[0]->s[i], args[1]->s[i]);
	}
	return out;
}
