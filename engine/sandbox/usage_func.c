/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/utf8.h"
#include "usage_expr.h"
#include "usage_json.h"

/* Functions of expressions, but those about time. */

#define FUNC(name) static struct usage_value				\
name(struct usage_run *run, const struct usage_value *v, int count)

/* One argument of a kind, as a predicate. */
#define IS(name, kind_)							\
FUNC(name)								\
{									\
	(void)run;							\
	(void)count;							\
	return usage_value_flag(v->kind == (kind_));			\
}

IS(is_boolean, USAGE_BOOLEAN)
IS(is_number, USAGE_NUMBER)
IS(is_string, USAGE_TEXT)
IS(is_list, USAGE_LIST)
IS(is_null, USAGE_NULL)

FUNC(is_empty)
{
	(void)run;
	(void)count;
	return usage_value_flag(usage_value_is_empty(*v));
}

static bool
has_text(struct slice s, struct slice part)
{
	return part.len == 0 || (s.len >= part.len &&
	    memmem(s.ptr, s.len, part.ptr, part.len) != NULL);
}

FUNC(contains)
{
	(void)run;
	(void)count;
	if (v[0].kind == USAGE_TEXT && v[1].kind == USAGE_TEXT)
		return usage_value_flag(has_text(v[0].text, v[1].text));
	if (v[0].kind != USAGE_LIST)
		return USAGE_NONE;
	for (size_t i = 0; i < v[0].list->count; i++)
		if (usage_value_equal(v[0].list->items[i], v[1]))
			return usage_value_flag(true);
	return usage_value_flag(false);
}

FUNC(starts_with)
{
	struct slice	head = v[0].text, with = v[1].text;

	(void)run;
	(void)count;
	if (v[0].kind != USAGE_TEXT || v[1].kind != USAGE_TEXT)
		return USAGE_NONE;
	head.len = head.len < with.len ? head.len : with.len;
	return usage_value_flag(slice_equal(head, with));
}

FUNC(split)
{
	struct usage_value	 out = usage_value_list(run->scratch, 4);
	struct slice		 s = v[0].text, by = v[1].text;
	const char		*hit;

	(void)count;
	if (v[0].kind != USAGE_TEXT || v[1].kind != USAGE_TEXT)
		return USAGE_NONE;
	while (by.len > 0 && s.len >= by.len &&
	    (hit = memmem(s.ptr, s.len, by.ptr, by.len)) != NULL) {
		usage_value_append(&out, usage_value_text((struct slice){
		    s.ptr, (size_t)(hit - s.ptr) }), run->scratch);
		s.len -= (size_t)(hit - s.ptr) + by.len;
		s.ptr = hit + by.len;
	}
	usage_value_append(&out, usage_value_text(s), run->scratch);
	return out;
}

FUNC(to_lower)
{
	char	*lower;
	size_t	 len = 0, at = 0;

	(void)count;
	if (v->kind != USAGE_TEXT || !utf8_is_text(v->text.ptr, v->text.len))
		return USAGE_NONE;
	lower = arena_raw(run->scratch, 4 * v->text.len + 1);
	while (at < v->text.len)
		len += utf8_put(lower + len, utf8_lower(utf8_next(v->text,
		    &at)));
	return usage_value_text((struct slice){ lower, len });
}

FUNC(to_string)
{
	struct usage_value	out;
	struct text		text;

	(void)count;
	if (v->kind == USAGE_TEXT || v->kind == USAGE_NULL)
		return *v;
	text_init(&text, (size_t)1 << 20);
	usage_json_put(&text, *v);
	out = usage_value_text((struct slice){ arena_text(run->scratch,
	    (struct slice){ text.ptr, text.len }), text.len });
	text_free(&text);
	return out;
}

FUNC(len)
{
	size_t	n = 0;

	(void)run;
	(void)count;
	if (v->kind == USAGE_LIST)
		return usage_value_number((double)v->list->count);
	if (v->kind != USAGE_TEXT)
		return USAGE_NONE;
	for (size_t i = 0; i < v->text.len; i++)
		n += ((unsigned char)v->text.ptr[i] & 0xc0) != 0x80;
	return usage_value_number((double)n);
}

FUNC(make_list)
{
	struct usage_value	out = usage_value_list(run->scratch,
				    (size_t)count);

	for (int i = 0; i < count; i++)
		usage_value_append(&out, v[i], run->scratch);
	return out;
}

FUNC(list_in_range)
{
	struct usage_value	out = usage_value_list(run->scratch, 0);

	(void)count;
	if (v[0].kind != USAGE_LIST)
		return USAGE_NONE;
	for (size_t i = 0; i < v[0].list->count; i++)
		if (usage_value_compare(v[0].list->items[i], v[1]) >= 0 &&
		    usage_value_compare(v[0].list->items[i], v[2]) <= 0)
			usage_value_append(&out, v[0].list->items[i],
			    run->scratch);
	return out;
}

FUNC(reverse)
{
	struct usage_value	out = usage_value_list(run->scratch, 0);

	(void)count;
	if (v->kind != USAGE_LIST)
		return USAGE_NONE;
	for (size_t i = v->list->count; i-- > 0;)
		usage_value_append(&out, v->list->items[i], run->scratch);
	return out;
}

static int
by_order(const void *a, const void *b)
{
	return usage_value_compare(*(const struct usage_value *)a,
	    *(const struct usage_value *)b);
}

FUNC(sort_unique)
{
	struct usage_value	 out, sorted;
	struct usage_list	*l;

	(void)count;
	if (v->kind != USAGE_LIST)
		return USAGE_NONE;
	sorted = usage_value_keep(*v, run->scratch);
	out = usage_value_list(run->scratch, 0);
	if (sorted.list->count > 0)
		qsort(sorted.list->items, sorted.list->count,
		    sizeof *sorted.list->items, by_order);
	l = out.list;
	for (size_t i = 0; i < sorted.list->count; i++)
		if (l->count == 0 || !usage_value_equal(
		    l->items[l->count - 1], sorted.list->items[i]))
			usage_value_append(&out, sorted.list->items[i],
			    run->scratch);
	return out;
}

FUNC(sum)
{
	double	n = 0;

	(void)run;
	(void)count;
	if (v->kind != USAGE_LIST)
		return USAGE_NONE;
	for (size_t i = 0; i < v->list->count; i++)
		if (v->list->items[i].kind == USAGE_NUMBER)
			n += v->list->items[i].number;
	return usage_value_number(n);
}

FUNC(hash)
{
	(void)run;
	(void)count;
	if (v->kind == USAGE_NULL)
		return USAGE_NONE;
	return usage_value_number((double)(uint32_t)usage_value_hash(*v, 0));
}

FUNC(identified)
{
	(void)run;
	(void)count;
	return usage_value_flag(v->kind == USAGE_TEXT && v->text.len > 0 &&
	    (v->text.len < 9 || memcmp(v->text.ptr, "_PENDO_T_", 9) != 0));
}

/* An account below another is "parent::child". */
static struct usage_value
part_of(struct usage_value v, bool child)
{
	const char	*hit;

	if (v.kind != USAGE_TEXT)
		return USAGE_NONE;
	hit = memmem(v.text.ptr, v.text.len, "::", 2);
	if (hit == NULL)
		return child ? USAGE_NONE : v;
	return usage_value_text(child ? (struct slice){ hit + 2, v.text.len -
	    (size_t)(hit + 2 - v.text.ptr) } : (struct slice){ v.text.ptr,
	    (size_t)(hit - v.text.ptr) });
}

FUNC(parent_account)
{
	(void)run;
	(void)count;
	return part_of(*v, false);
}

FUNC(child_account)
{
	(void)run;
	(void)count;
	return part_of(*v, true);
}

/* The sandbox has all kinds of app under every name. */
FUNC(expand_apps)
{
	(void)run;
	(void)count;
	return v->kind == USAGE_TEXT ? usage_value_text(SLICE("*")) :
	    USAGE_NONE;
}

const struct usage_func usage_func_plain[] = {
	{ "if", 2, 3, NULL },
	{ "isBoolean", 1, 1, is_boolean }, { "isNumber", 1, 1, is_number },
	{ "isString", 1, 1, is_string }, { "isList", 1, 1, is_list },
	{ "isNil", 1, 1, is_null }, { "isNull", 1, 1, is_null },
	{ "isEmpty", 1, 1, is_empty }, { "contains", 2, 2, contains },
	{ "split", 2, 2, split }, { "startsWith", 2, 2, starts_with },
	{ "toLowerCase", 1, 1, to_lower }, { "toString", 1, 1, to_string },
	{ "len", 1, 1, len }, { "list", 0, 8, make_list },
	{ "listInRange", 3, 3, list_in_range }, { "reverse", 1, 1, reverse },
	{ "sortUnique", 1, 1, sort_unique }, { "sum", 1, 1, sum },
	{ "hash", 1, 1, hash }, { "identified", 1, 1, identified },
	{ "parentAccountId", 1, 1, parent_account },
	{ "childAccountId", 1, 1, child_account },
	{ "expandAppIds", 1, 1, expand_apps },
	{ 0 }
};

const struct usage_func *
usage_func_find(struct slice name)
{
	static const struct usage_func *const	tables[] = {
	    usage_func_plain, usage_func_time };

	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct usage_func *f = tables[i];
		    f->name != NULL; f++)
			if (slice_is(name, f->name))
				return f;
	return NULL;
}
