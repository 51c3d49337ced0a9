/* SPDX-License-Identifier: MIT */
#include "bind_place.h"

/* Asking for places: of an item, of a key, around a token. */

const struct spot *
bind_place_item(const struct source *s, uint32_t braces, size_t item)
{
	const struct braces	*b = &s->braces[braces];

	return item < b->items ? &s->spots[b->first + item] : NULL;
}

const struct spot *
bind_place_key(const struct source *s, uint32_t braces, struct slice key)
{
	const struct braces	*b = &s->braces[braces];
	const struct spot	*keys = &s->spots[b->first + b->items];
	size_t			 low = 0, high = b->keys;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		uint32_t token = keys[mid].key;
		int order = 1;

		if (s->tokens.items[token].kind != TOKEN_NUMBER)
			order = slice_compare(bind_place_name(s, token), key);
		if (order == 0)
			return &keys[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct spot *
bind_place_around(const struct source *s, uint32_t token)
{
	const struct spot	*best = NULL, *spot;
	size_t			 i;

	for (i = 0; i < s->spot_count + s->open_count; i++) {
		spot = i < s->spot_count ? &s->spots[i] :
		    &s->open[i - s->spot_count];
		if (spot->from <= token && token <= spot->to &&
		    (best == NULL || spot->to - spot->from <
		    best->to - best->from))
			best = spot;
	}
	return best;
}

struct place
bind_place_braces(const struct source *s, uint32_t braces)
{
	const struct braces	*b = &s->braces[braces];

	if (b->word != NO_TOKEN)
		return bind_token_place(&s->tokens, b->word, b->word_end);
	return bind_token_place(&s->tokens, b->open,
	    b->close == NO_TOKEN ? b->open : b->close);
}
