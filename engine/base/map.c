/* SPDX-License-Identifier: MIT */
#include "precept/hash.h"
#include "precept/map.h"

/* Entries in order, and beside them open addressing by their numbers. */

void
map_clear(struct map *m)
{
	mem_free(m->entries);
	mem_free(m->slots);
	*m = (struct map){ 0 };
}

/* The slot where the key is, or the empty one where it would go. */
static uint32_t *
find(const struct map *m, struct slice key, uint64_t hash)
{
	size_t	mask = m->slot_count - 1;
	size_t	at = hash & mask;

	for (; m->slots[at] != 0; at = (at + 1) & mask) {
		const struct map_entry *e = &m->entries[m->slots[at] - 1];

		if (e->hash == hash && slice_equal(e->key, key))
			break;
	}
	return &m->slots[at];
}

void *
map_get(const struct map *m, struct slice key)
{
	uint32_t	slot;

	if (m->count == 0)
		return NULL;
	slot = *find(m, key, hash_bytes(key.ptr, key.len));
	return slot == 0 ? NULL : m->entries[slot - 1].value;
}

/* Twice as many slots as entries at least. */
static void
grow(struct map *m)
{
	size_t	i;

	m->cap = m->cap == 0 ? 8 : m->cap * 2;
	m->entries = mem_resize(m->entries, m->cap, sizeof *m->entries);
	mem_free(m->slots);
	m->slot_count = m->cap * 2;
	m->slots = mem_array(m->slot_count, sizeof *m->slots);
	for (i = 0; i < m->count; i++) {
		struct map_entry *e = &m->entries[i];

		*find(m, e->key, e->hash) = (uint32_t)i + 1;
	}
}

void *
map_put(struct map *m, struct slice key, void *value)
{
	uint64_t	 hash = hash_bytes(key.ptr, key.len);
	uint32_t	*slot;
	void		*before;

	if (m->count == m->cap)
		grow(m);
	slot = find(m, key, hash);
	if (*slot != 0) {
		before = m->entries[*slot - 1].value;
		m->entries[*slot - 1].value = value;
		return before;
	}
	m->entries[m->count++] = (struct map_entry){ key, value, hash };
	*slot = (uint32_t)m->count;
	return NULL;
}
