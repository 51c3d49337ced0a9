/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "store_write.h"

/* Required fields and restricted picklists, a field at a time. */

#define SHOWN 8		/* values that a message lists */

void
store_check_reject(struct changes *c, uint32_t row, const char *field,
    const char *code, const char *format, ...)
{
	char	text[1024];
	va_list	ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	c->op[row] = CHANGE_REJECT;
	c->rejects.field = field;
	rejects_add(&c->rejects, row, code, "%s", text);
	c->rejects.field = NULL;
}

/* The service fills fields that nobody may create. */
static bool
is_required(const struct field *f)
{
	return (f->flags & FIELD_REQUIRED) && (f->flags & FIELD_CREATEABLE) &&
	    !(f->flags & FIELD_ID);
}

static bool
is_mapped(const struct action *a, const struct field *f)
{
	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->maps[i].field->name, f->name) == 0)
			return true;
	return false;
}

void
store_check_init(struct store_check *k, const struct action *a)
{
	const struct schema	*s = a->schema;

	k->action = a;
	k->values = mem_array(a->count + 1, sizeof *k->values);
	for (size_t i = 0; i < s->count; i++)
		if (k->missing == NULL && is_required(&s->fields[i]) &&
		    !is_mapped(a, &s->fields[i]))
			k->missing = s->fields[i].name;
	for (size_t i = 0; i < a->count; i++) {
		const struct field	*f = a->maps[i].field;

		if (!(f->flags & FIELD_RESTRICTED) || f->values == NULL)
			continue;
		for (size_t v = 0; f->values[v] != NULL; v++)
			map_put(&k->values[i], slice_of(f->values[v]),
			    (void *)f->values[v]);
	}
}

void
store_check_clear(struct store_check *k)
{
	for (size_t i = 0; k->values != NULL && i < k->action->count; i++)
		map_clear(&k->values[i]);
	mem_free(k->values);
}

static void
refuse_value(const struct store_check *k, struct changes *c, uint32_t row,
    size_t i, struct slice value)
{
	const struct mapping	*m = &k->action->maps[i];
	struct text		 list;
	size_t			 n = k->values[i].count;

	text_init(&list, 512);
	for (size_t v = 0; v < n && v < SHOWN; v++)
		text_printf(&list, "%s%s", v == 0 ? "" : ", ",
		    m->field->values[v]);
	if (n > SHOWN)
		text_printf(&list, " and %zu more", n - SHOWN);
	store_check_reject(c, row, m->target,
	    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
	    "%s is not one of the values of %s: it takes %s",
	    reject_value(&c->rejects, value), m->target,
	    list.len > 0 ? list.ptr : "none");
	text_free(&list);
}

/* `a;b;c`: the value that is not known, or ptr NULL. */
static struct slice
find_unknown(const struct map *values, struct slice s, bool several)
{
	while (s.len > 0 || !several) {
		const char	*end = several ? memchr(s.ptr, ';', s.len) :
		    NULL;
		struct slice	 one = s;

		if (end != NULL)
			one.len = (size_t)(end - s.ptr);
		if (map_get(values, one) == NULL)
			return one;
		if (end == NULL)
			break;
		s.ptr = end + 1;
		s.len -= one.len + 1;
	}
	return (struct slice){ NULL, 0 };
}

static void
check_values(const struct store_check *k, struct changes *c, uint32_t row,
    size_t i)
{
	struct slice	unknown;

	unknown = find_unknown(&k->values[i], c->now[i]->s[row],
	    c->now[i]->kind == KIND_MULTI);
	if (unknown.ptr != NULL)
		refuse_value(k, c, row, i, unknown);
}

static void
check_field(const struct store_check *k, struct changes *c, size_t i)
{
	const struct mapping	*m = &k->action->maps[i];
	const struct column	*now = c->now[i];
	bool			 required = is_required(m->field);
	bool			 listed = k->values[i].count > 0 &&
	    kind_is_text(now->kind);

	if (!listed && !(required && now->null != NULL))
		return;
	for (uint32_t row = 0; row < c->count; row++) {
		bool	made = c->op[row] == CHANGE_CREATE;

		if (!made && (c->op[row] != CHANGE_UPDATE ||
		    !*changes_cell(c, row, i)))
			continue;
		if (!column_is_null(now, row)) {
			if (listed)
				check_values(k, c, row, i);
		} else if (required)
			store_check_reject(c, row, m->target,
			    "REQUIRED_FIELD_MISSING", made ? "%s is required "
			    "and has no value" : "%s is required and cannot "
			    "be cleared", m->target);
	}
}

void
store_check_rows(const struct store_check *k, struct changes *c)
{
	for (uint32_t row = 0; k->missing != NULL && row < c->count; row++)
		if (c->op[row] == CHANGE_CREATE)
			store_check_reject(c, row, k->missing,
			    "REQUIRED_FIELD_MISSING", "%s is required for a "
			    "new record, and nothing is mapped to it",
			    k->missing);
	for (size_t i = 0; i < c->width; i++)
		check_field(k, c, i);
}
