/* SPDX-License-Identifier: MIT */
#include "rule_word.h"

/* How findings call types, fields and objects: in the admin's words. */

static const char *
sized(struct arena *arena, const char *word, uint32_t length)
{
	if (length == 0)
		return arena_printf(arena, "%s (text)", word);
	return arena_printf(arena, "%s (text, %u)", word, length);
}

const char *
rule_word_type(struct arena *arena, const struct type *type)
{
	switch (type->kind) {
	case KIND_PICKLIST:
		return sized(arena, "picklist", type->length);
	case KIND_MULTI:
		return sized(arena, "multi-select picklist", type->length);
	case KIND_DECIMAL:
		return arena_printf(arena, "number(%d,%d)", type->precision,
		    type->scale);
	default:
		return type_show(type, arena);
	}
}

static const struct {
	const char	*value, *field, *rejected;
} called[KIND_COUNT] = {
	[KIND_NULL] = { "null", "a null field", "" },
	[KIND_BOOLEAN] = { "a boolean", "a boolean field",
	    "rows that are not true or false are rejected" },
	[KIND_INTEGER] = { "a number", "an integer field",
	    "rows that are not whole numbers are rejected" },
	[KIND_DECIMAL] = { "a number", "a number field",
	    "rows that are not numbers are rejected" },
	[KIND_NUMBER] = { "a number", "a number field",
	    "rows that are not numbers are rejected" },
	[KIND_TEXT] = { "text", "a text field", "" },
	[KIND_ID] = { "an id", "an id field",
	    "rows that are not ids are rejected" },
	[KIND_PICKLIST] = { "text", "a picklist field", "" },
	[KIND_MULTI] = { "text", "a multi-select picklist field", "" },
	[KIND_DATE] = { "a date", "a date field",
	    "rows that are not dates are rejected" },
	[KIND_DATETIME] = { "a datetime", "a datetime field",
	    "rows that are not datetimes are rejected" },
	[KIND_DURATION] = { "a duration", "a duration field", "" }
};

const char *
rule_word_value(enum kind kind)
{
	return called[kind].value;
}

const char *
rule_word_field(enum kind kind)
{
	return called[kind].field;
}

const char *
rule_word_rejected(enum kind kind)
{
	return called[kind].rejected;
}

const char *
rule_word_object(struct arena *arena, const struct schema *schema)
{
	if (strcmp(schema->connection, "csv") == 0 ||
	    strcmp(schema->connection, "jsonl") == 0)
		return schema->object;		/* a path */
	return arena_printf(arena, "%s.%s", schema->connection,
	    schema->object);
}

const char *
rule_word_target(struct arena *arena, const struct action *action,
    const struct field *field)
{
	if (action->kind == ACTION_EXPORT)
		return arena_printf(arena, "column \"%s\"", field->name);
	if (field->flags & FIELD_MEASURE)
		return arena_printf(arena, "%s usage measure \"%s\"",
		    action->connection, field->label);
	return arena_printf(arena, "%s.%s.%s", action->connection,
	    action->object, field->name);
}

bool
rule_word_hides(const struct schema *schema)
{
	return strcmp(schema->connection, "salesforce") == 0 ||
	    strcmp(schema->connection, "gainsight") == 0;
}

const char *
rule_word_list(struct arena *arena, const char *const *words)
{
	char	*out = arena_printf(arena, "'%s'", words[0]);
	size_t	 i;

	for (i = 1; words[i] != NULL; i++)
		out = arena_printf(arena, "%s%s'%s'", out,
		    words[i + 1] == NULL ? " or " : ", ", words[i]);
	return out;
}
