/* SPDX-License-Identifier: MIT */
#include "rule_parts.h"
#include "rule_take.h"
#include "rule_word.h"

/* export_file: a file of what map says, or of all Show columns. */

static const char *const formats[] = { "csv", "jsonl", NULL };

/* Does a step of the path go up? Absolute paths are the admin's own. */
static bool
goes_up(const char *path)
{
	size_t	len;

	for (; *path != '\0'; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		if (len == 2 && path[0] == '.' && path[1] == '.')
			return true;
	}
	return false;
}

static void
take_path(struct build *b, struct action *a, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "path");
	struct diags		*ds = b->make->diags;

	a->path = "";
	if (d == NULL)
		return;
	a->path = arena_text(b->make->arena, d->text);
	a->path_at = d->at;
	if (d->text.len == 0 || d->text.ptr[d->text.len - 1] == '/')
		diag_add(ds, DIAG_ERROR, "P143", d->at,
		    "the path '%s' names no file", a->path);
	else if (goes_up(a->path))
		diag_add(ds, DIAG_ERROR, "P143", d->at,
		    "the path '%s' leaves the workspace: '..' is not allowed",
		    a->path);
}

static void
map_column(struct build *b, struct action *a, const struct show *s)
{
	struct mapping	*m = &a->maps[a->count++];
	struct text	 name;

	m->target = s->name;
	m->target_at = s->name_at;
	m->value.at = s->name_at;
	m->value.at.exact = false;
	text_init(&name, EXPR_LENGTH);
	expr_show(&(struct expr){ .op = EXPR_NAME,
	    .name = slice_of(s->name) }, &name);
	m->value.text.ptr = arena_text(b->make->arena,
	    (struct slice){ name.ptr, name.len });
	m->value.text.len = name.len;
	text_free(&name);
	m->value.expr = expr_parse(m->value.text, m->value.at,
	    b->make->diags->arena, b->make->diags);
	rule_phrase_check(b, &m->value, NAMES_SHOW, NULL);
}

static void
map_all(struct build *b, struct action *a)
{
	const struct rule	*r = b->rule;
	size_t			 i;

	a->maps = arena_array(b->make->arena, r->show_count + 1,
	    sizeof *a->maps);
	for (i = 0; i < r->show_count; i++)
		if (!r->shows[i].hidden)
			map_column(b, a, &r->shows[i]);
}

static struct type
type_of(const struct mapping *m)
{
	if (m->value.expr == NULL || m->value.expr->type.kind == KIND_NULL)
		return (struct type){ .kind = KIND_TEXT };
	return m->value.expr->type;
}

/* The file's own schema: each column is what its expression gives. */
static void
make_schema(struct build *b, struct action *a)
{
	struct schema	*s = schema_make(b->make->arena, "file", a->path);
	size_t		 i;

	for (i = 0; i < a->count; i++)
		schema_add(s, b->make->arena, a->maps[i].target,
		    type_of(&a->maps[i]));
	for (i = 0; i < a->count; i++)
		a->maps[i].field = &s->fields[i];
	a->schema = s;
}

void
rule_export_make(struct build *b, struct action *a, const struct decl *body)
{
	const struct decl	*map = rule_take_table(body, "map");
	int			 format;

	a->kind = ACTION_EXPORT;
	a->operation = OP_INSERT;
	a->on_missing = MISSING_CREATE;
	a->connection = "file";
	take_path(b, a, body);
	a->object = a->path;
	format = rule_take_word(body, "format", formats);
	a->format = format == 1 ? EXPORT_JSONL : EXPORT_CSV;
	a->guard_formulas = rule_take_flag(body, "guard_formulas");
	if (map != NULL)
		rule_mapping_make(b, a, map);
	else
		map_all(b, a);
	make_schema(b, a);
	if (map != NULL)
		rule_mapping_defaults(b, a, map);
}
