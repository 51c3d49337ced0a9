/* SPDX-License-Identifier: MIT */
#include "precept/query.h"

/* The tree of a rule, from its actions down to its source. */

static void
put_phrase(struct text *out, const struct phrase *p)
{
	if (p->expr != NULL)
		expr_show(p->expr, out);
	else
		text_slice(out, p->text);
}

static void
put_maps(struct text *out, const struct action *a)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct mapping *m = &a->maps[i];

		text_printf(out, "      %s%s <- ", m->target,
		    m->key ? " (key)" : "");
		put_phrase(out, &m->value);
		if (m->fallback.expr != NULL) {
			text_string(out, ", default ");
			put_phrase(out, &m->fallback);
		}
		text_string(out, m->clear ? ", null clears\n" : "\n");
	}
}

static void
put_action(struct text *out, const struct action *a)
{
	static const char *const words[] = { "insert", "update", "upsert" };

	if (a->kind == ACTION_EXPORT)
		text_printf(out, "  %s to %s (%s)\n", a->word, a->path,
		    a->format == EXPORT_CSV ? "csv" : "jsonl");
	else
		text_printf(out, "  %s: %s %s.%s\n", a->word,
		    words[a->operation], a->connection, a->object);
	for (size_t i = 0; i < a->filter_count; i++) {
		text_string(out, "      only where ");
		put_phrase(out, &a->filters[i]);
		text_char(out, '\n');
	}
	put_maps(out, a);
}

static void
put_source(struct text *out, const struct source *s)
{
	if (s->kind == SOURCE_OBJECT)
		text_printf(out, "        scan %s.%s: ", s->connection,
		    s->object);
	else
		text_printf(out, "        scan %s: ", s->path);
	for (size_t i = 0; i < s->count; i++)
		text_printf(out, "%s%s", i > 0 ? ", " : "",
		    s->fields[i].path);
	if (s->count == 0)
		text_string(out, "no field");
	text_char(out, '\n');
}

void
query_explain(const struct rule *r, struct text *out)
{
	text_printf(out, "%s  (%s:%d)\n", r->name, r->file, r->at.line);
	for (size_t i = 0; i < r->action_count; i++)
		put_action(out, &r->actions[i]);
	text_string(out, "    show ");
	for (size_t i = 0; i < r->show_count; i++) {
		text_printf(out, "%s%s = ", i > 0 ? ", " : "",
		    r->shows[i].name);
		put_phrase(out, &r->shows[i].value);
	}
	text_char(out, '\n');
	for (size_t i = r->filter_count; i-- > 0;) {
		text_string(out, "      filter ");
		put_phrase(out, &r->filters[i]);
		text_char(out, '\n');
	}
	put_source(out, &r->source);
}

void
query_explain_when(const struct rule *r, struct text *out)
{
	if (r->schedule != NULL)
		text_printf(out, "  schedule: %s\n", r->schedule);
	if (r->after != NULL)
		text_printf(out, "  after: %s\n", r->after);
}
