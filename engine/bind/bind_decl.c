/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "bind_walk.h"

/*
 * Out of Lua: tables to a tree in the arena. Raw reads only, so that nothing
 * of the rule file runs any more; everything has a ceiling.
 */

#define NAME_LEN 200		/* of what is declared, in bytes */

/*
 * An entry before it is put in order. They lie on one stack in struct bind,
 * each table's own on top: a Lua error cannot lose them.
 */
struct item {
	struct decl_entry	entry;
	struct entry_at		at;
	lua_Integer		number;		/* of an item, else 0 */
};

static struct decl	*walk_value(struct walk *, const struct entry_at *);

static bool
is_circle(const struct walk *w, const void *table)
{
	int	i;

	for (i = 0; i < w->depth; i++)
		if (w->path[i] == table)
			return true;
	return false;
}

static bool
enter(struct walk *w, const void *table, struct place at)
{
	if (is_circle(w, table)) {
		bind_walk_find(w, "P023", at, "this table contains itself");
		return false;
	}
	if (w->depth == DEPTH_MAX) {
		bind_walk_find(w, "P023", at, "tables are nested "
		    "deeper than 32 here");
		return false;
	}
	w->path[w->depth++] = table;
	return true;
}

/* Where an entry of the table at -2 stands, whose key is at -1. */
RAISES static struct entry_at
find_entry(struct walk *w, const struct decl *table)
{
	struct entry_at	at = { .key = table->at, .value = table->at };

	at.key.exact = at.value.exact = false;
	at.key_token = at.value_token = NO_TOKEN;
	bind_at_entry(w->L, -2, -1, &at);
	return at;
}

/* The key at -1 of the table at -2. */
RAISES static bool
read_key(struct walk *w, struct decl *table, struct item *item)
{
	struct slice	 s;
	const char	*wrong = "a key must be a text";

	item->at = find_entry(w, table);
	if (lua_type(w->L, -1) != LUA_TSTRING) {
		if (lua_isinteger(w->L, -1))
			wrong = "a list may not have gaps: the item before "
			    "this one is nothing";
		bind_walk_find(w, "P018", item->at.key, wrong);
		return false;
	}
	s.ptr = lua_tolstring(w->L, -1, &s.len);
	wrong = bind_walk_unusable(s);
	if (wrong != NULL)
		bind_walk_find(w, "P018", item->at.key, wrong);
	if (wrong != NULL || !bind_walk_bytes(w, s.len, table->at))
		return false;
	item->entry.key = arena_text(w->b->arena, s);
	item->entry.key_at = bind_walk_exact(w, item->at.key,
	    item->at.key_token, s);
	return true;
}

static void
push(struct walk *w, const struct item *item, struct place at)
{
	struct bind	*b = w->b;

	if (++w->nodes > NODES_MAX) {
		bind_walk_stop(w, at);
		return;
	}
	b->items = bind_token_grow(b->items, b->item_count, &b->item_cap,
	    sizeof *b->items);
	b->items[b->item_count++] = *item;
}

/* 1, 2, 3 … up to the first that is nothing. */
RAISES static void
list_items(struct walk *w, struct decl *d)
{
	struct item	item = { .number = 1 };

	while (!w->full && lua_rawgeti(w->L, -1, item.number) != LUA_TNIL) {
		lua_pop(w->L, 1);
		lua_pushinteger(w->L, item.number);
		item.at = find_entry(w, d);
		lua_pop(w->L, 1);
		push(w, &item, d->at);
		item.number++;
		d->items++;
	}
	if (!w->full)
		lua_pop(w->L, 1);
}

/* By place; what has none comes last, by its name. */
static int
compare_items(const void *a, const void *b)
{
	const struct item	*x = a, *y = b;

	if (x->at.value_token != y->at.value_token)
		return x->at.value_token < y->at.value_token ? -1 : 1;
	return strcmp(x->entry.key, y->entry.key);
}

static bool
is_item(lua_State *L, const struct decl *d)
{
	lua_Integer	n = lua_tointeger(L, -1);

	return lua_isinteger(L, -1) && n > 0 && (size_t)n <= d->items;
}

RAISES static void
list_keys(struct walk *w, struct decl *d, size_t from)
{
	struct item	item;

	for (lua_pushnil(w->L); lua_next(w->L, -2) != 0;) {
		lua_pop(w->L, 1);
		if (w->full || bind_lib_hidden(w->L, -1) ||
		    is_item(w->L, d))
			continue;
		item = (struct item){ 0 };
		if (read_key(w, d, &item))
			push(w, &item, d->at);
	}
	qsort(w->b->items + from, w->b->item_count - from,
	    sizeof *w->b->items, compare_items);
}

/* The key at -1 of the table at -2: was its value complained about? */
RAISES static bool
is_spoilt(lua_State *L)
{
	bool	spoilt = false;

	if (bind_at_hidden(L, -2, HIDDEN_SPOILT) == LUA_TTABLE) {
		lua_pushvalue(L, -2);
		spoilt = lua_rawget(L, -2) != LUA_TNIL;
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
	return spoilt;
}

/* The value of an entry of the table at -1. */
RAISES static void
walk_entry(struct walk *w, struct decl *d, struct item item)
{
	struct decl_entry	*e = &d->entries[d->count++];

	*e = item.entry;
	if (item.number > 0)
		lua_pushinteger(w->L, item.number);
	else
		lua_pushstring(w->L, e->key);
	if (is_spoilt(w->L)) {
		lua_pop(w->L, 1);
		lua_pushnil(w->L);
	} else {
		lua_rawget(w->L, -2);
	}
	e->value = walk_value(w, &item.at);
	if (item.number > 0)
		e->key_at = e->value->at;
	lua_pop(w->L, 1);
}

/* The table at -1. */
RAISES static void
walk_entries(struct walk *w, struct decl *d)
{
	struct bind	*b = w->b;
	size_t		 from = b->item_count, i;

	list_items(w, d);
	list_keys(w, d, b->item_count);
	d->entries = arena_array(b->arena, b->item_count - from,
	    sizeof *d->entries);
	for (i = from; i < b->item_count && !w->full; i++)
		walk_entry(w, d, b->items[i]);
	if (d->items > d->count)
		d->items = d->count;
	b->item_count = from;
}

RAISES static void
walk_table(struct walk *w, struct decl *d)
{
	struct place	at;

	d->kind = DECL_TABLE;
	if (bind_at_table(w->L, -1, &at))
		d->at = at;
	d->at.exact = false;
	if (bind_at_hidden(w->L, -1, HIDDEN_WORD) == LUA_TSTRING) {
		d->word = arena_string(w->b->arena, lua_tostring(w->L, -1));
		d->word_at = d->at;
	}
	lua_pop(w->L, 1);
	if (!enter(w, lua_topointer(w->L, -1), d->at)) {
		d->kind = DECL_WORD;
		return;
	}
	walk_entries(w, d);
	w->depth--;
}

/* A value that came with a place: the value itself. */
RAISES static void
unwrap(lua_State *L)
{
	int	steps;

	for (steps = 0; steps < 8 && lua_type(L, -1) == LUA_TTABLE; steps++) {
		if (bind_at_hidden(L, -1, HIDDEN_VALUE) == LUA_TNIL) {
			lua_pop(L, 1);
			return;
		}
		lua_replace(L, -2);
	}
}

/* `true`, and not what came of comparing a bare name. */
static bool
is_constant(const struct walk *w, uint32_t token)
{
	const struct tokens	*ts = &w->b->source.tokens;

	return bind_token_is(ts, token, "true") ||
	    bind_token_is(ts, token, "false");
}

RAISES static void
read_value(struct walk *w, struct decl *d, uint32_t token)
{
	switch (lua_type(w->L, -1)) {
	case LUA_TBOOLEAN:
		d->kind = bind_find_bare(w->b, d->at.line) && !is_constant(
		    w, token) ? DECL_WORD : DECL_BOOLEAN;
		d->boolean = lua_toboolean(w->L, -1);
		break;
	case LUA_TNUMBER:
		bind_walk_number(w, d);
		break;
	case LUA_TSTRING:
		bind_walk_text(w, d, token);
		break;
	case LUA_TFUNCTION:
		bind_walk_function(w, d);
		break;
	case LUA_TTABLE:
		walk_table(w, d);
		break;
	default:
		d->kind = DECL_WORD;
		if (bind_word_is_null(w->L, -1)) {
			d->kind = DECL_TABLE;
			d->word = "null";
			d->word_at = d->at;
		}
	}
}

/* The value at -1, which stays there. */
RAISES static struct decl *
walk_value(struct walk *w, const struct entry_at *at)
{
	struct decl	*d = arena_alloc(w->b->arena, sizeof *d);

	luaL_checkstack(w->L, 20, NULL);
	d->at = at->value;
	d->kind = DECL_WORD;
	if (w->full)
		return d;
	lua_pushvalue(w->L, -1);
	unwrap(w->L);
	read_value(w, d, at->value_token);
	if (d->kind != DECL_TEXT)
		d->at.exact = false;
	lua_pop(w->L, 1);
	return d;
}

/* A name goes into messages and reports: one line, not too long. */
static void
check_name(struct walk *w, struct decl_top *top)
{
	struct slice	 name = slice_of(top->name);
	const char	*wrong = bind_walk_unusable(name);

	if (wrong == NULL && name.len > NAME_LEN)
		wrong = "a name may be 200 bytes long";
	if (wrong == NULL && strpbrk(top->name, "\t\r\n") != NULL)
		wrong = "a name is one line of text";
	if (wrong == NULL)
		return;
	bind_walk_find(w, "P018", top->name_at, wrong);
	top->name = bind_find_clean(w->b->arena, name);
}

/* The body at -1 of what was opened as number n. */
RAISES static void
walk_top(struct walk *w, const struct opened *o)
{
	struct decl_top	*top = arena_alloc(w->b->arena, sizeof *top);
	struct entry_at	 at = { .key_token = NO_TOKEN,
				.value_token = NO_TOKEN };
	struct slice	 name = slice_of(o->name);

	top->word = o->word;
	top->name = o->name;
	at.value = bind_find_word(w->b, o->line, slice_of(o->word));
	top->at = top->name_at = at.value;
	if (bind_at_name(w->L, -1, &top->at, &top->name_at))
		at.value = top->at;
	top->name_at.exact = top->name_at.exact &&
	    slice_equal(name, bind_find_source(w->b, top->name_at));
	check_name(w, top);
	top->body = walk_value(w, &at);
	*w->end = top;
	w->end = &top->next;
}

RAISES int
bind_decl_walk(lua_State *L)
{
	struct walk	w = { .L = L, .b = bind_of(L) };
	lua_Integer	i, n;

	w.end = lua_touserdata(L, 1);
	lua_rawgeti(L, LUA_REGISTRYINDEX, w.b->declared);
	n = (lua_Integer)lua_rawlen(L, -1);
	for (i = 1; i + 1 <= n; i += 2) {
		lua_rawgeti(L, -1, i);
		size_t number = (size_t)lua_tointeger(L, -1);

		lua_pop(L, 1);
		lua_rawgeti(L, -1, i + 1);
		walk_top(&w, &w.b->opened[number - 1]);
		lua_pop(L, 1);
	}
	return 0;
}
