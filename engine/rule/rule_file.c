/* SPDX-License-Identifier: MIT */
#include "precept/csv.h"
#include "precept/file.h"
#include "precept/json.h"
#include "precept/near.h"
#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/* csv { … } and jsonl { … }: files as sources. */

static void
add_field(struct make *m, struct schema *schema,
    const struct decl_entry *e)
{
	struct field	*f;
	struct diag	*d;
	struct type	 type;

	if (e->key == NULL || e->value->kind != DECL_TEXT) {
		rule_take_wrong(m, "fields", "name = \"type\" pairs",
		    e->value);
		return;
	}
	if (!type_parse(e->value->text, &type)) {
		d = diag_add(m->diags, DIAG_ERROR, "P147", e->value->at,
		    "'%.*s' is not a type", SHOWN(e->value->text));
		diag_label(m->diags, d, "a type is text, text(40), integer, "
		    "decimal(18,2), number, boolean, date, datetime or id");
		type = (struct type){ .kind = KIND_TEXT };
	}
	f = schema_add(schema, m->arena, e->key, type);
	f->flags |= FIELD_FILTERABLE;
}

static const struct schema *
take_fields(struct build *b, const struct decl *body)
{
	struct make		*m = b->make;
	const struct decl	*fields = rule_take_table(body, "fields");
	struct schema		*schema;
	size_t			 i;

	if (fields == NULL)
		return NULL;
	schema = schema_make(m->arena, body->word, b->rule->source.path);
	for (i = 0; i < fields->count; i++)
		add_field(m, schema, &fields->entries[i]);
	return schema;
}

/* Where the workspace lies is nobody's business. */
static const char *
without(const char *text, const char *path)
{
	size_t	len = strlen(path);

	return strncmp(text, path, len) == 0 && text[len] == ':' ?
	    text + len + 2 : text;
}

/* The header of the file, or none when it is not there yet. */
static bool
read_header(struct build *b, char ***names, size_t *count)
{
	struct make	*m = b->make;
	struct source	*s = &b->rule->source;
	const char	*path = file_join(m->arena, m->dir == NULL ? "." :
			    m->dir, s->path);
	struct err	 err = { 0 };

	if (s->kind != SOURCE_CSV || !file_exists(path))
		return false;
	if (csv_header(path, s->delimiter, m->arena, names, count, &err))
		return true;
	diag_add(m->diags, DIAG_ERROR, "P146", s->path_at,
	    "the header of the file cannot be read: %s",
	    without(err.text, path));
	return false;
}

static void
take_schema(struct build *b, const struct decl *body)
{
	struct source		*s = &b->rule->source;
	const struct decl	*d = rule_take_text(body, "schema");

	if (decl_get(body, "fields") != NULL)
		s->schema = take_fields(b, body);
	else if (d != NULL)
		s->schema = rule_object_find(b->make, d->text, d->at);
}

static void
take_delimiter(struct build *b, const struct decl *body)
{
	struct source		*s = &b->rule->source;
	const struct decl	*d = rule_take_text(body,
				    "delimiter");

	s->delimiter = ',';
	if (d == NULL)
		return;
	s->delimiter = csv_delimiter(d->text);
	if (s->delimiter != 0)
		return;
	s->delimiter = ',';
	diag_add(b->make->diags, DIAG_ERROR, "P122", d->at,
	    "'delimiter' takes 'comma', 'tab', 'semicolon', 'pipe', 'caret' "
	    "or 'backquote', not '%.*s'", SHOWN(d->text));
}

/* The list in an answer; whether it is there, only the file knows. */
static void
take_records(struct build *b, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body, "records");

	if (d == NULL)
		return;
	b->rule->source.records = arena_text(b->make->arena, d->text);
	if (json_is_member(b->rule->source.records))
		return;
	diag_add(b->make->diags, DIAG_ERROR, "P122", d->at,
	    "'records' takes the name of a list, \"records\" or "
	    "\"data.records\", not '%.*s'", SHOWN(d->text));
}

static bool
take_path(struct build *b, const struct decl *body)
{
	struct source		*s = &b->rule->source;
	const struct decl	*d = rule_take_text(body, "path");

	s->path = "";
	if (d == NULL)
		return false;
	s->path_at = d->at;
	s->path = s->shown = arena_text(b->make->arena, d->text);
	if (d->text.len > 0)
		return true;
	diag_add(b->make->diags, DIAG_ERROR, "P143", d->at,
	    "the path of the file is empty");
	return false;
}

void
rule_file_make(struct build *b, const struct decl *body)
{
	struct source	*s = &b->rule->source;

	if (strcmp(body->word, "csv") != 0 &&
	    strcmp(body->word, "jsonl") != 0) {
		diag_add(b->make->diags, DIAG_ERROR, "P101", body->word_at,
		    "'source' takes \"connection.Object\", csv { ... } or "
		    "jsonl { ... }, not %s", body->word);
		return;
	}
	s->kind = body->word[0] == 'c' ? SOURCE_CSV : SOURCE_JSONL;
	if (!take_path(b, body))
		return;
	take_delimiter(b, body);
	take_records(b, body);
	take_schema(b, body);
}

struct header {
	struct build	*build;
	char	       **names;
	size_t		 count;
	struct place	 at;		/* of the Show text at hand */
	bool		*told;		/* by slot */
};

static bool
is_in_header(const struct header *h, struct slice name)
{
	size_t	i;

	for (i = 0; i < h->count; i++)
		if (slice_is(name, h->names[i]))
			return true;
	return false;
}

static void
look_in_header(void *arg, const struct expr *e)
{
	struct header	*h = arg;
	struct diags	*ds = h->build->make->diags;
	struct near	 near = near_to(e->name);
	struct diag	*d;
	size_t		 i;

	if (h->told[e->slot] || is_in_header(h, e->name))
		return;
	h->told[e->slot] = true;
	for (i = 0; i < h->count; i++)
		near_try(&near, slice_of(h->names[i]));
	d = diag_add(ds, DIAG_ERROR, "P146", diag_inside(h->at,
	    (size_t)e->at, (size_t)e->len), "there is no column '%.*s' in "
	    "the header of %s", SHOWN(e->name), h->build->rule->source.path);
	if (near.best.ptr != NULL)
		diag_label(ds, d, "did you mean '%.*s'?", SHOWN(near.best));
}

void
rule_file_check(struct build *b)
{
	struct rule	*r = b->rule;
	struct header	 h = { .build = b };
	size_t		 i;

	if (r->source.kind != SOURCE_CSV || r->source.schema == NULL ||
	    !read_header(b, &h.names, &h.count))
		return;
	h.told = arena_alloc(b->make->arena, r->source.count + 1);
	for (i = 0; i < r->show_count; i++) {
		h.at = r->shows[i].value.at;
		rule_phrase_names(r->shows[i].value.expr, look_in_header, &h);
	}
}
