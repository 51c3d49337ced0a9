/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "precept/column.h"
#include "precept/date.h"
#include "precept/id.h"
#include "precept/utf8.h"
#include "column_refuse.h"

/*
 * Texts to values, one loop a kind: this runs for every cell that comes in,
 * so nothing is decided or allocated a row unless the row is rejected.
 */

struct reading {
	const struct type	*type;
	const struct slice	*texts;
	size_t			 count;
	struct column		*to;
	uint8_t			*null;		/* all 0 at first */
	bool			 any_null;
	struct rejects		*rejects;
};

/* The row becomes null; `why` writes the sentence, NULL if it was null. */
static void
leave_out(struct reading *r, size_t row, void (*why)(struct refusal))
{
	r->null[row] = 1;
	r->any_null = true;
	if (why != NULL)
		why((struct refusal){ r->rejects, (uint32_t)row, r->type,
		    r->texts[row] });
}

/* "true" and "false" in any case are about as likely: no branch on which. */
static inline bool
parse_boolean(struct slice s, uint8_t *out)
{
	static const uint32_t	small = 0x20202020;
	uint32_t		first, truth, wrong;
	bool			is_true, is_false;

	if (s.len < 4) {
		*out = s.len == 1 && *s.ptr == '1';
		return s.len == 1 && (*s.ptr == '0' || *s.ptr == '1');
	}
	memcpy(&first, s.ptr, sizeof first);
	memcpy(&truth, "true", sizeof truth);
	memcpy(&wrong, "fals", sizeof wrong);
	is_true = (s.len == 4) & ((first | small) == truth);
	is_false = (s.len == 5) & ((first | small) == wrong) &
	    ((s.ptr[s.len - 1] | 0x20) == 'e');
	*out = is_true;
	return is_true | is_false;
}

static void
read_booleans(struct reading *r)
{
	uint8_t	*out = r->to->b;

	for (size_t i = 0; i < r->count; i++) {
		if (r->texts[i].ptr == NULL) {
			out[i] = 0;
			leave_out(r, i, NULL);
		} else if (!parse_boolean(r->texts[i], &out[i])) {
			out[i] = 0;
			leave_out(r, i, column_refuse_kind);
		}
	}
}

/* Up to 18 digits and a minus; the rest goes the long way. */
static inline bool
parse_short(struct slice s, int64_t *out)
{
	bool		 minus = s.len > 0 && *s.ptr == '-';
	const char	*p = s.ptr + minus, *end = s.ptr + s.len;
	uint64_t	 v = 0;

	if (p == end || end - p > 18)
		return false;
	for (; p < end; p++) {
		unsigned	digit = (unsigned)(unsigned char)*p - '0';

		if (digit > 9)
			return false;
		v = v * 10 + digit;
	}
	*out = minus ? -(int64_t)v : (int64_t)v;
	return true;
}

static void (*
why_not(enum decimal_found found))(struct refusal)
{
	return found == DECIMAL_SYNTAX ? column_refuse_kind :
	    found == DECIMAL_SCALE ? column_refuse_places :
	    column_refuse_range;
}

static void
read_long_integer(struct reading *r, size_t row)
{
	dec128			v = 0;
	enum decimal_found	found = decimal_parse_at(r->texts[row], 0, &v);

	if (found == DECIMAL_OK && v != (int64_t)v)
		found = DECIMAL_RANGE;
	if (found == DECIMAL_OK) {
		r->to->i[row] = (int64_t)v;
		return;
	}
	r->to->i[row] = 0;
	leave_out(r, row, why_not(found));
}

static void
read_integers(struct reading *r)
{
	int64_t	*out = r->to->i;

	for (size_t i = 0; i < r->count; i++) {
		if (r->texts[i].ptr == NULL) {
			out[i] = 0;
			leave_out(r, i, NULL);
		} else if (!parse_short(r->texts[i], &out[i]))
			read_long_integer(r, i);
	}
}

static void
read_decimals(struct reading *r)
{
	dec128			*out = r->to->d;
	udec128			 limit = dec128_power(r->type->precision);
	enum decimal_found	 found;
	int			 scale = r->to->scale = r->type->scale;

	for (size_t i = 0; i < r->count; i++) {
		if (r->texts[i].ptr == NULL) {
			out[i] = 0;
			leave_out(r, i, NULL);
			continue;
		}
		found = decimal_parse_at(r->texts[i], scale, &out[i]);
		if (found == DECIMAL_OK && dec128_size(out[i]) >= limit)
			found = DECIMAL_RANGE;
		if (found != DECIMAL_OK) {
			out[i] = 0;
			leave_out(r, i, why_not(found));
		}
	}
}

static enum decimal_found
parse_number(struct slice s, struct arena *arena, double *out)
{
	struct decimal		d;
	enum decimal_found	found = decimal_parse(s, &d);

	if (found == DECIMAL_OK)
		*out = decimal_double(d.coefficient, d.scale);
	if (found != DECIMAL_RANGE)
		return found;
	*out = strtod(arena_text(arena, s), NULL);
	return isfinite(*out) ? DECIMAL_OK : DECIMAL_RANGE;
}

static void
read_numbers(struct reading *r)
{
	double			*out = r->to->f;
	enum decimal_found	 found;

	for (size_t i = 0; i < r->count; i++) {
		if (r->texts[i].ptr == NULL) {
			out[i] = 0;
			leave_out(r, i, NULL);
			continue;
		}
		found = parse_number(r->texts[i], r->rejects->arena, &out[i]);
		if (found != DECIMAL_OK) {
			out[i] = 0;
			leave_out(r, i, why_not(found));
		}
	}
}

static void
read_dates(struct reading *r)
{
	int64_t	*out = r->to->i;

	for (size_t i = 0; i < r->count; i++) {
		if (r->texts[i].ptr == NULL) {
			out[i] = 0;
			leave_out(r, i, NULL);
		} else if (!date_parse(r->texts[i], &out[i])) {
			out[i] = 0;
			leave_out(r, i, column_refuse_kind);
		}
	}
}

static void
read_datetimes(struct reading *r)
{
	int64_t	*out = r->to->i;

	for (size_t i = 0; i < r->count; i++) {
		if (r->texts[i].ptr == NULL) {
			out[i] = 0;
			leave_out(r, i, NULL);
		} else if (!datetime_parse(r->texts[i], &out[i])) {
			out[i] = 0;
			leave_out(r, i, column_refuse_kind);
		}
	}
}

static void
leave_out_text(struct reading *r, size_t row, void (*why)(struct refusal))
{
	r->to->s[row] = (struct slice){ NULL, 0 };
	leave_out(r, row, why);
}

static void
read_ids(struct reading *r)
{
	for (size_t i = 0; i < r->count; i++) {
		struct slice	s = r->texts[i];

		r->to->s[i] = s;
		if (s.ptr == NULL)
			leave_out_text(r, i, NULL);
		else if (!id_valid(s))
			leave_out_text(r, i, column_refuse_id);
	}
}

static void
read_texts(struct reading *r)
{
	size_t	most = r->type->length > 0 ? r->type->length : SIZE_MAX;

	for (size_t i = 0; i < r->count; i++) {
		struct slice	s = r->texts[i];

		r->to->s[i] = s;
		if (s.ptr == NULL)
			leave_out_text(r, i, NULL);
		else if (!utf8_is_text(s.ptr, s.len))
			leave_out_text(r, i, column_refuse_utf8);
		else if (s.len > most && utf8_count(s) > most)
			leave_out_text(r, i, column_refuse_length);
	}
}

/* null and duration: there is no text of theirs. */
static void
read_nothing(struct reading *r)
{
	if (r->count > 0 && kind_size(r->to->kind) > 0)
		memset(r->to->any, 0, r->count * kind_size(r->to->kind));
	for (size_t i = 0; i < r->count; i++)
		leave_out(r, i, r->texts[i].ptr == NULL ? NULL :
		    column_refuse_kind);
}

static void (*const readers[KIND_COUNT])(struct reading *) = {
	[KIND_NULL] = read_nothing,
	[KIND_BOOLEAN] = read_booleans,
	[KIND_INTEGER] = read_integers,
	[KIND_DECIMAL] = read_decimals,
	[KIND_NUMBER] = read_numbers,
	[KIND_TEXT] = read_texts,
	[KIND_ID] = read_ids,
	[KIND_PICKLIST] = read_texts,
	[KIND_MULTI] = read_texts,
	[KIND_DATE] = read_dates,
	[KIND_DATETIME] = read_datetimes,
	[KIND_DURATION] = read_nothing,
};

struct column *
column_read(const struct type *type, const struct slice *texts, size_t count,
    struct arena *arena, struct rejects *rejects)
{
	struct column	*to = column_make(arena, type->kind, count);
	struct reading	 r = { type, texts, count, to,
			    arena_alloc(arena, count), false, rejects };

	readers[type->kind](&r);
	if (r.any_null)
		to->null = r.null;
	if (kind_is_numeric(type->kind))
		to->raw = texts;
	return to;
}
