/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "precept/column.h"
#include "precept/hash.h"

/* Which values are the same, and a number that is equal when they are. */

#define ID_SHORT 15	/* the rest of an id only sums these up */
#define INT_END 9223372036854775808.0

/* A number as it compares with other kinds: whole if 64 bits hold it. */
struct plain {
	bool	whole;
	int64_t	i;
	double	f;
};

static struct plain
plain_double(double f)
{
	if (f == floor(f) && f >= -INT_END && f < INT_END)
		return (struct plain){ true, (int64_t)f, 0 };
	return (struct plain){ false, 0, f };
}

static struct plain
plain_decimal(dec128 v, int scale)
{
	dec128	whole = v, power;

	if (scale > 0) {
		power = decimal_power(scale);
		if (v == (int64_t)v && scale < 19) {
			whole = (int64_t)v / (int64_t)power;
			if (whole * power != v)
				return (struct plain){ false, 0,
				    decimal_double(v, scale) };
		} else if (v % power == 0)
			whole = v / power;
		else
			return (struct plain){ false, 0,
			    decimal_double(v, scale) };
	}
	if (whole != (int64_t)whole)
		return (struct plain){ false, 0, decimal_double(v, scale) };
	return (struct plain){ true, (int64_t)whole, 0 };
}

static struct plain
plain_value(const struct column *c, size_t row)
{
	switch (c->kind) {
	case KIND_NUMBER:
		return plain_double(c->f[row]);
	case KIND_DECIMAL:
		return plain_decimal(c->d[row], c->scale);
	default:
		return (struct plain){ true, c->i[row], 0 };
	}
}

static bool
same_plain(struct plain a, struct plain b)
{
	return a.whole == b.whole && a.i == b.i && a.f == b.f;
}

static bool
same_id(struct slice a, struct slice b)
{
	if (a.len < ID_SHORT || b.len < ID_SHORT)
		return slice_equal(a, b);
	return memcmp(a.ptr, b.ptr, ID_SHORT) == 0;
}

static bool
same_kind(const struct column *a, size_t i, const struct column *b, size_t j)
{
	switch (a->kind) {
	case KIND_NULL:
		return true;
	case KIND_BOOLEAN:
		return a->b[i] == b->b[j];
	case KIND_DECIMAL:
		return decimal_compare(
		    (struct decimal){ a->d[i], a->scale },
		    (struct decimal){ b->d[j], b->scale }) == 0;
	case KIND_NUMBER:
		return a->f[i] == b->f[j];
	case KIND_ID:
		return same_id(a->s[i], b->s[j]);
	case KIND_TEXT:
	case KIND_PICKLIST:
	case KIND_MULTI:
		return slice_equal(a->s[i], b->s[j]);
	default:
		return a->i[i] == b->i[j];
	}
}

bool
column_same(const struct column *a, size_t i, const struct column *b,
    size_t j)
{
	bool	none = column_is_null(a, i) || a->kind == KIND_NULL;

	if (none || column_is_null(b, j) || b->kind == KIND_NULL)
		return none && (column_is_null(b, j) || b->kind == KIND_NULL);
	if (a->kind == b->kind)
		return same_kind(a, i, b, j);
	if (kind_is_text(a->kind) && kind_is_text(b->kind))
		return slice_equal(a->s[i], b->s[j]);
	return kind_is_numeric(a->kind) && kind_is_numeric(b->kind) &&
	    same_plain(plain_value(a, i), plain_value(b, j));
}

static uint64_t
hash_plain(struct plain p, uint64_t seed)
{
	if (p.whole)
		return hash_more(seed, &p.i, sizeof p.i);
	return hash_more(seed, &p.f, sizeof p.f);
}

uint64_t
column_hash(const struct column *c, size_t row, uint64_t seed)
{
	struct slice	s;

	if (column_is_null(c, row) || c->kind == KIND_NULL)
		return hash_more(seed, "", 1);
	switch (kind_store(c->kind)) {
	case STORE_SLICE:
		s = c->s[row];
		if (c->kind == KIND_ID && s.len > ID_SHORT)
			s.len = ID_SHORT;
		return hash_more(seed, s.ptr, s.len);
	case STORE_BYTE:
		return hash_more(seed, &c->b[row], 1);
	case STORE_INT:
		return hash_more(seed, &c->i[row], sizeof c->i[row]);
	default:
		return hash_plain(plain_value(c, row), seed);
	}
}
