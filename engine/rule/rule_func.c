/* SPDX-License-Identifier: MIT */
#include "precept/bind.h"
#include "precept/func.h"
#include "rule_take.h"
#include "rule_word.h"

/* func "name" { … }: a Lua function under its types, like a built-in. */

struct bound {
	struct func	 func;
	struct bind	*bind;
	int		 number;
	struct type	 gives;
	struct slice	 text;		/* of the file it stands in */
};

static struct column *
eval(const struct expr *call, struct column **args, struct expr_rows *rows,
    const uint8_t *mask)
{
	const struct bound	*b = call->func->ctx;

	return bind_call(b->bind, &(struct bind_batch){ .func = b->number,
	    .gives = &b->gives, .args = args, .arg_count = call->arg_count,
	    .rows = rows->count, .mask = mask, .arena = rows->arena,
	    .rejects = rows->rejects });
}

struct slice
rule_func_text(const struct func *f)
{
	const struct bound	*b = f->ctx;

	return f->eval == eval ? b->text : (struct slice){ NULL, 0 };
}

static struct slice
text_of_file(const struct diags *ds, const char *file)
{
	const struct diag_source	*s;

	for (s = ds->sources; s != NULL && file != NULL; s = s->next)
		if (strcmp(s->file, file) == 0)
			return s->text;
	return (struct slice){ "", 0 };
}

static bool
read_type(struct make *m, const struct decl *d, const char *key,
    struct type *out)
{
	struct diag	*diag;

	if (d->kind != DECL_TEXT) {
		rule_take_wrong(m, key, "types as text", d);
		return false;
	}
	if (type_parse(d->text, out))
		return true;
	diag = diag_add(m->diags, DIAG_ERROR, "P147", d->at,
	    "'%.*s' is not a type", SHOWN(d->text));
	diag_label(m->diags, diag, "a type is text, text(40), integer, "
	    "decimal(18,2), number, boolean, date, datetime or id");
	return false;
}

/* { "text", "integer" } to "text, integer", as func.h has it. */
static bool
read_args(struct make *m, const struct decl *list, const char **out)
{
	struct type	 type;
	size_t		 i;
	bool		 ok = true;

	*out = "";
	if (list != NULL && list->items > FUNC_ARGS) {
		diag_add(m->diags, DIAG_ERROR, "P150", list->at,
		    "a function takes at most %d arguments, not %zu",
		    FUNC_ARGS, list->items);
		return false;
	}
	for (i = 0; list != NULL && i < list->items; i++) {
		if (!read_type(m, list->entries[i].value, "args", &type)) {
			ok = false;
			continue;
		}
		*out = arena_printf(m->arena, "%s%s%s", *out,
		    i == 0 ? "" : ", ", type_show(&type, m->arena));
	}
	return ok;
}

/* Calls are looked up in lower case. */
static char *
lower(struct arena *arena, const char *name)
{
	char	*out = arena_string(arena, name), *c;

	for (c = out; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c += 'a' - 'A';
	return out;
}

static size_t
find(const struct make *m, const char *name)
{
	size_t	i;

	for (i = 0; m->funcs[i] != NULL; i++)
		if (strcmp(m->funcs[i]->name, name) == 0)
			break;
	return i;
}

static bool
name_is_free(struct make *m, const struct decl_top *top, const char *name)
{
	bool	twice = m->funcs[find(m, name)] != NULL;

	if (!twice && func_find(slice_of(name)) == NULL)
		return true;
	diag_add(m->diags, DIAG_ERROR, "P148", top->name_at, twice ?
	    "there are two functions '%s'" :
	    "there is a built-in function '%s' already", name);
	return false;
}

/* The one item that is a function, or -1. */
static int
read_function(const struct decl_top *top)
{
	size_t	i;

	for (i = 0; i < top->body->items; i++)
		if (top->body->entries[i].value->kind == DECL_FUNCTION)
			return top->body->entries[i].value->func;
	return -1;
}

void
rule_func_make(struct make *m, const struct decl_top *top)
{
	const char		*name = lower(m->arena, top->name);
	const struct decl	*returns = decl_get(top->body, "returns");
	struct bound		*b = arena_alloc(m->arena, sizeof *b);
	bool			 ok;

	ok = name_is_free(m, top, name);
	b->number = read_function(top);
	ok &= b->number >= 0;
	ok &= read_args(m, rule_take_table(top->body, "args"),
	    &b->func.args);
	if (returns == NULL)
		return;
	ok &= read_type(m, returns, "returns", &b->gives);
	if (!ok)
		return;
	b->bind = m->bind;
	b->text = text_of_file(m->diags, top->at.file);
	b->func.name = name;
	b->func.family = "rule file";
	b->func.gives = type_show(&b->gives, m->arena);
	b->func.summary = "A function of the rule file.";
	b->func.eval = eval;
	b->func.ctx = b;
	m->funcs[find(m, name)] = &b->func;
}
