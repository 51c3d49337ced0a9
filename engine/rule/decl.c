/* SPDX-License-Identifier: MIT */
#include "precept/decl.h"

/* Looking things up in what was declared. */

const struct decl_entry *
decl_entry(const struct decl *d, const char *key)
{
	size_t	i;

	if (d == NULL || d->kind != DECL_TABLE)
		return NULL;
	for (i = d->items; i < d->count; i++)
		if (strcmp(d->entries[i].key, key) == 0)
			return &d->entries[i];
	return NULL;
}

const struct decl *
decl_get(const struct decl *d, const char *key)
{
	const struct decl_entry	*e = decl_entry(d, key);

	return e == NULL ? NULL : e->value;
}

static const char *
table_text(const struct decl *d)
{
	if (d->word != NULL)
		return d->word;
	if (d->count == 0)
		return "an empty table";
	return d->items == d->count ? "a list" : "a table";
}

const char *
decl_kind_text(const struct decl *d)
{
	switch (d->kind) {
	case DECL_BOOLEAN:
		return "true or false";
	case DECL_INTEGER:
		return "a whole number";
	case DECL_NUMBER:
		return "a number";
	case DECL_TEXT:
		return "text";
	case DECL_TABLE:
		return table_text(d);
	case DECL_FUNCTION:
		return "a function";
	case DECL_WORD:
		break;
	}
	return "a name without quotes";
}
