/* SPDX-License-Identifier: MIT */
#include "precept/func.h"
#include "precept/hash.h"
#include "rule_make.h"

/*
 * What a rule says, as 64 hex digits: names, expressions in their canonical
 * form, settings. Not where it stands, nor comments, nor the order in which
 * keys were written.
 */

struct sum {
	struct hash_sum	*hash;
	struct text	 room;
};

static void
add_text(struct sum *s, const char *text)
{
	if (text == NULL)
		hash_add(s->hash, NULL, 0);
	else
		hash_add(s->hash, text, strlen(text));
}

static void
add_number(struct sum *s, int64_t n)
{
	hash_add(s->hash, &n, sizeof n);
}

/* The source of a function decides what it does. */
static void
add_functions(struct sum *s, const struct expr *e, int depth)
{
	size_t	i;

	if (e->op == EXPR_CALL && e->func != NULL) {
		struct slice file = rule_func_text(e->func);

		if (file.ptr != NULL) {
			add_text(s, e->func->args);
			add_text(s, e->func->gives);
			hash_add(s->hash, file.ptr, file.len);
		}
	}
	for (i = 0; i < e->arg_count && depth < EXPR_DEPTH; i++)
		add_functions(s, e->args[i], depth + 1);
}

static void
add_phrase(struct sum *s, const struct phrase *p)
{
	if (p->expr == NULL) {
		hash_add(s->hash, p->text.ptr, p->text.len);
		return;
	}
	text_clear(&s->room);
	expr_show(p->expr, &s->room);
	hash_add(s->hash, s->room.ptr, s->room.len);
	add_functions(s, p->expr, 0);
}

static void
add_phrases(struct sum *s, const struct phrase *list, size_t count)
{
	size_t	i;

	add_number(s, (int64_t)count);
	for (i = 0; i < count; i++)
		add_phrase(s, &list[i]);
}

static void
add_source(struct sum *s, const struct source *source)
{
	size_t	i;

	add_number(s, source->kind);
	add_text(s, source->connection);
	add_text(s, source->object);
	add_text(s, source->path);
	add_number(s, source->delimiter);
	if (source->records != NULL)
		add_text(s, source->records);
	for (i = 0; i < source->count; i++) {
		const struct type	*t = &source->fields[i].type;

		add_text(s, source->fields[i].path);
		add_number(s, t->kind);
		add_number(s, t->precision * 100 + t->scale);
		add_number(s, t->length);
	}
}

static void
add_mapping(struct sum *s, const struct mapping *m)
{
	add_text(s, m->field == NULL ? m->target : m->field->name);
	add_phrase(s, &m->value);
	hash_add(s->hash, m->fallback.text.ptr, m->fallback.text.len);
	add_number(s, (m->fallback.text.ptr != NULL) | m->clear << 1 |
	    m->key << 2);
}

static void
add_action(struct sum *s, const struct action *a)
{
	size_t	i;

	add_number(s, a->kind);
	add_text(s, a->connection);
	add_text(s, a->schema == NULL ? a->object : a->schema->object);
	add_number(s, a->operation);
	add_number(s, a->on_missing);
	add_number(s, a->on_existing);
	add_number(s, a->format);
	add_number(s, a->guard_formulas);
	add_number(s, (int64_t)a->count);
	for (i = 0; i < a->count; i++)
		add_mapping(s, &a->maps[i]);
	for (i = 0; i < a->key_count; i++)
		add_number(s, (int64_t)a->keys[i]);
	add_phrases(s, a->filters, a->filter_count);
}

void
rule_hash(const struct rule *r, char hex[65])
{
	struct sum	s = { .hash = hash_begin() };
	size_t		i;

	text_init(&s.room, EXPR_LENGTH * 4);
	add_text(&s, r->name);
	add_source(&s, &r->source);
	add_number(&s, (int64_t)r->show_count);
	for (i = 0; i < r->show_count; i++) {
		add_text(&s, r->shows[i].name);
		add_phrase(&s, &r->shows[i].value);
	}
	add_phrases(&s, r->filters, r->filter_count);
	add_number(&s, (int64_t)r->action_count);
	for (i = 0; i < r->action_count; i++)
		add_action(&s, &r->actions[i]);
	add_number(&s, r->guard.max_rows);
	add_number(&s, r->guard.max_changed);
	hash_add(s.hash, &r->guard.max_changed_part, sizeof(double));
	add_number(&s, r->guard.max_blanked);
	add_text(&s, r->after);
	add_text(&s, r->schedule);
	text_free(&s.room);
	hash_end(s.hash, hex);
}
