/* SPDX-License-Identifier: MIT */
#include "precept/type.h"

/* Types as people write them, ours and the services' words alike. */

#define LENGTH_MAX 10000000
#define PRECISION_MAX 38

static const struct {
	const char	*name;
	enum kind	 kind;
	int		 precision, scale;	/* when none is written */
} words[] = {
	{ "null",		KIND_NULL,	0, 0 },
	{ "duration",		KIND_DURATION,	0, 0 },
	{ "boolean",		KIND_BOOLEAN,	0, 0 },
	{ "bool",		KIND_BOOLEAN,	0, 0 },
	{ "integer",		KIND_INTEGER,	0, 0 },
	{ "int",		KIND_INTEGER,	0, 0 },
	{ "long",		KIND_INTEGER,	0, 0 },
	{ "decimal",		KIND_DECIMAL,	38, 10 },
	{ "currency",		KIND_DECIMAL,	18, 2 },
	{ "percent",		KIND_DECIMAL,	18, 2 },
	{ "percentage",		KIND_DECIMAL,	18, 2 },
	{ "number",		KIND_NUMBER,	0, 0 },
	{ "double",		KIND_NUMBER,	0, 0 },
	{ "text",		KIND_TEXT,	0, 0 },
	{ "string",		KIND_TEXT,	0, 0 },
	{ "textarea",		KIND_TEXT,	0, 0 },
	{ "richtextarea",	KIND_TEXT,	0, 0 },
	{ "phone",		KIND_TEXT,	0, 0 },
	{ "url",		KIND_TEXT,	0, 0 },
	{ "email",		KIND_TEXT,	0, 0 },
	{ "combobox",		KIND_TEXT,	0, 0 },
	{ "encryptedstring",	KIND_TEXT,	0, 0 },
	{ "time",		KIND_TEXT,	0, 0 },
	{ "gsid",		KIND_TEXT,	0, 0 },
	{ "lookup",		KIND_TEXT,	0, 0 },
	{ "id",			KIND_ID,	0, 0 },
	{ "reference",		KIND_ID,	0, 0 },
	{ "sfdcid",		KIND_ID,	0, 0 },
	{ "picklist",		KIND_PICKLIST,	0, 0 },
	{ "multipicklist",	KIND_MULTI,	0, 0 },
	{ "multiselectdropdownlist", KIND_MULTI, 0, 0 },
	{ "date",		KIND_DATE,	0, 0 },
	{ "datetime",		KIND_DATETIME,	0, 0 },
};

/* A whole number without sign, at most `max`; moves *at on. */
static bool
read_size(struct slice *at, int max, int *size)
{
	int	n = 0;
	size_t	i = 0;

	*at = slice_trim(*at);
	for (; i < at->len && at->ptr[i] >= '0' && at->ptr[i] <= '9'; i++) {
		n = n * 10 + (at->ptr[i] - '0');
		if (n > max)
			return false;
	}
	if (i == 0)
		return false;
	*at = slice_trim((struct slice){ at->ptr + i, at->len - i });
	*size = n;
	return true;
}

/* "(18,2)" or "(18)": also makes "number(18,0)" the decimal it is. */
static bool
read_decimal_sizes(struct slice at, struct type *type)
{
	type->kind = KIND_DECIMAL;
	type->scale = 0;
	if (!read_size(&at, PRECISION_MAX, &type->precision))
		return false;
	if (at.len > 0) {
		if (*at.ptr != ',')
			return false;
		at = (struct slice){ at.ptr + 1, at.len - 1 };
		if (!read_size(&at, PRECISION_MAX, &type->scale))
			return false;
	}
	return at.len == 0 && type->precision > 0 &&
	    type->scale <= type->precision;
}

static bool
read_length(struct slice at, struct type *type)
{
	int	length;

	if (!read_size(&at, LENGTH_MAX, &length) || at.len > 0 || length == 0)
		return false;
	type->length = (uint32_t)length;
	return true;
}

static bool
read_sizes(struct slice at, struct type *type)
{
	switch (type->kind) {
	case KIND_DECIMAL:
	case KIND_NUMBER:
		return read_decimal_sizes(at, type);
	case KIND_TEXT:
	case KIND_PICKLIST:
	case KIND_MULTI:
		return read_length(at, type);
	default:
		return false;
	}
}

static bool
read_word(struct slice word, struct type *type)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		if (!slice_is_nocase(word, words[i].name))
			continue;
		*type = (struct type){ .kind = words[i].kind,
		    .precision = words[i].precision, .scale = words[i].scale };
		return true;
	}
	return false;
}

bool
type_parse(struct slice text, struct type *out)
{
	struct type	 type;
	const char	*open;
	size_t		 len;

	text = slice_trim(text);
	if (text.len == 0)
		return false;
	open = memchr(text.ptr, '(', text.len);
	len = open == NULL ? text.len : (size_t)(open - text.ptr);
	if (!read_word(slice_trim((struct slice){ text.ptr, len }), &type))
		return false;
	if (open != NULL) {
		if (text.ptr[text.len - 1] != ')')
			return false;
		if (!read_sizes((struct slice){ open + 1,
		    text.len - len - 2 }, &type))
			return false;
	}
	*out = type;
	return true;
}

const char *
type_show(const struct type *type, struct arena *arena)
{
	if (type->kind == KIND_DECIMAL)
		return arena_printf(arena, "decimal(%d,%d)", type->precision,
		    type->scale);
	if (kind_is_text(type->kind) && type->length > 0)
		return arena_printf(arena, "%s(%u)", kind_name(type->kind),
		    (unsigned)type->length);
	return kind_name(type->kind);
}

bool
type_equal(const struct type *a, const struct type *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == KIND_DECIMAL)
		return a->precision == b->precision && a->scale == b->scale;
	return !kind_is_text(a->kind) || a->length == b->length;
}
