/* SPDX-License-Identifier: MIT */
#include "precept/func.h"

/* The page of all functions, for people: rules/FUNCTIONS.md is this text. */

static void
write_one(const struct func *f, struct text *out)
{
	text_printf(out, "\n### %s(%s)", f->name, f->args);
	if (f->gives[0] != '\0')
		text_printf(out, " → %s", f->gives);
	text_printf(out, "\n\n%s\n\n    %s  →  %s\n", f->summary, f->example,
	    f->result);
}

void
func_page(struct text *out)
{
	const struct func	*f;
	const char		*family = "";

	text_string(out, "# Functions\n\n"
	    "For `show`, `filters`, `map` and `on`. An argument with a `?` "
	    "may be left out, `...` means: more of the\nsame. `numeric` is "
	    "an integer, a decimal or a number, `day` a date or a datetime, "
	    "`text` also an id or a\npicklist value, `any` everything; "
	    "without an arrow the result is of the arguments' kind. Unless "
	    "it says\notherwise, a null argument gives null. Every example "
	    "is executed by the tests.\n\n"
	    "`precept help functions` shows this page.\n");
	for (size_t i = 0; i < func_count(); i++) {
		f = func_at(i);
		if (strcmp(family, f->family) != 0)
			text_printf(out, "\n## %s\n", f->family);
		family = f->family;
		write_one(f, out);
	}
}
