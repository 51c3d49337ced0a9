/* SPDX-License-Identifier: MIT */
#include "precept/convert.h"
#include "precept/date.h"
#include "precept/id.h"
#include "precept/utf8.h"
#include "convert_parts.h"

/*
 * Columns into other types. What has no way of its own goes by way of its
 * text, as a source would have written it.
 */

void
convert_fail(struct conversion *c, size_t row, void (*why)(struct refusal))
{
	char	 room[COLUMN_ROOM];
	uint8_t	*null;

	why((struct refusal){ c->rejects, (uint32_t)row, c->type,
	    column_text(c->from, row, room) });
	if (!c->owns_null) {
		null = arena_alloc(c->arena, c->from->count);
		if (c->to->null != NULL)
			memcpy(null, c->to->null, c->from->count);
		c->to->null = null;
		c->owns_null = true;
	}
	c->to->null[row] = 1;
}

static void
refuse_several(struct refusal r)
{
	rejects_add(r.rejects, r.row, "D201",
	    "%s has more than one value, a picklist takes one",
	    reject_value(r.rejects, r.value));
}

static bool
has_part(struct slice list, struct slice part)
{
	while (list.len >= part.len) {
		const char	*end = memchr(list.ptr, ';', list.len);
		size_t		 len = end == NULL ? list.len :
				    (size_t)(end - list.ptr);

		if (slice_equal((struct slice){ list.ptr, len }, part))
			return true;
		if (end == NULL)
			return false;
		list = (struct slice){ end + 1, list.len - len - 1 };
	}
	return false;
}

/* Values split by ';', none of them empty, none twice. */
static bool
is_list(struct slice s)
{
	const char	*end;
	size_t		 len;

	while (s.len > 0) {
		end = memchr(s.ptr, ';', s.len);
		if (end == NULL)
			return true;
		len = (size_t)(end - s.ptr);
		if (len == 0 || len + 1 == s.len || has_part((struct slice){
		    end + 1, s.len - len - 1 }, (struct slice){ s.ptr, len }))
			return false;
		s = (struct slice){ end + 1, s.len - len - 1 };
	}
	return true;
}

/* What a text has against becoming this type; NULL: nothing. */
static void (*
find_fault(const struct type *to, enum kind from, struct slice s))
    (struct refusal)
{
	if (to->kind == KIND_ID && from != KIND_ID && !id_valid(s))
		return column_refuse_id;
	if (to->kind == KIND_PICKLIST && from == KIND_MULTI &&
	    s.len > 0 && memchr(s.ptr, ';', s.len) != NULL)
		return refuse_several;
	if (to->kind == KIND_MULTI && from != KIND_MULTI && !is_list(s))
		return column_refuse_kind;
	if (to->length > 0 && s.len > to->length &&
	    utf8_count(s) > to->length)
		return column_refuse_length;
	return NULL;
}

/* The values are those of `to` already. */
static void
check_texts(struct conversion *c)
{
	const bool	 quick = c->type->kind == KIND_TEXT ||
			    c->type->kind == c->from->kind;
	const size_t	 most = c->type->length > 0 ? c->type->length :
			    SIZE_MAX;
	void		(*fault)(struct refusal);

	for (size_t row = 0; row < c->to->count; row++) {
		/* then only the length can speak against it */
		if (quick && c->to->s[row].len <= most)
			continue;
		if (column_is_null(c->from, row))
			continue;
		fault = find_fault(c->type, c->from->kind, c->to->s[row]);
		if (fault != NULL)
			convert_fail(c, row, fault);
	}
}

static void
print_texts(struct conversion *c)
{
	char	room[COLUMN_ROOM];

	for (size_t row = 0; row < c->to->count; row++) {
		struct slice	s = column_text(c->from, row, room);

		if (s.ptr == room)
			s.ptr = arena_text(c->arena, s);
		c->to->s[row] = s;
	}
}

static void
move_day(struct conversion *c)
{
	for (size_t row = 0; row < c->to->count; row++) {
		int64_t	v = c->from->i[row];

		if (column_is_null(c->from, row))
			c->to->i[row] = 0;
		else if (c->type->kind == KIND_DATETIME)
			c->to->i[row] = v * DATE_DAY;
		else
			c->to->i[row] = zone_date(NULL, v);
	}
}

/* By way of text; the rejects come from there. */
static struct column *
read_back(struct conversion *c)
{
	size_t		 count = c->from->count;
	struct slice	*texts = arena_raw(c->arena, count * sizeof *texts);
	struct column	*to;

	for (size_t row = 0; row < count; row++) {
		char	room[COLUMN_ROOM];

		texts[row] = column_text(c->from, row, room);
		if (texts[row].ptr == room)
			texts[row].ptr = arena_text(c->arena, texts[row]);
	}
	to = column_read(c->type, texts, count, c->arena, c->rejects);
	return to;
}

static bool
is_day(enum kind kind)
{
	return kind == KIND_DATE || kind == KIND_DATETIME;
}

/* The same bytes in another column. */
static struct column *
share(const struct column *from, enum kind kind, struct arena *arena)
{
	struct column	*to = arena_alloc(arena, sizeof *to);

	*to = *from;
	to->kind = kind;
	return to;
}

static struct column *
convert(struct conversion *c)
{
	enum kind	from = c->from->kind, to = c->type->kind;

	if (from == to && !kind_is_text(to) && to != KIND_DECIMAL)
		return share(c->from, to, c->arena);
	if (kind_is_text(from) && kind_is_text(to)) {
		c->to = share(c->from, to, c->arena);
		check_texts(c);
		return c->to;
	}
	c->to = column_make(c->arena, to, c->from->count);
	c->to->null = c->from->null;
	if (kind_is_numeric(from) && kind_is_numeric(to))
		convert_numbers(c);
	else if (kind_is_text(to)) {
		print_texts(c);
		check_texts(c);
	} else if (is_day(from) && is_day(to))
		move_day(c);
	else
		return read_back(c);
	return c->to;
}

/* Only what happened to rows of the mask is told. */
static void
tell(const struct rejects *from, const uint8_t *mask, struct rejects *to)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct reject	*r = &from->items[i];

		if (mask[r->row])
			rejects_add(to, r->row, r->code, "%s", r->text);
	}
}

struct column *
convert_column(const struct column *from, const struct type *type,
    const uint8_t *mask, struct arena *arena, struct rejects *rejects)
{
	struct rejects		 own;
	struct conversion	 c = { .from = from, .type = type,
				    .arena = arena, .rejects = rejects };
	struct column		*to;

	if (from->kind == KIND_NULL) {
		to = column_all_null(arena, type->kind, from->count);
		to->scale = type->kind == KIND_DECIMAL ? type->scale : 0;
		return to;
	}
	if (mask == NULL)
		return convert(&c);
	rejects_init(&own, arena, from->count);
	c.rejects = &own;
	to = convert(&c);
	tell(&own, mask, rejects);
	return to;
}
