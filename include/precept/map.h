/* SPDX-License-Identifier: MIT */
/*
 * map.h - names to pointers, in the order they were put.
 *
 *	struct map m = { 0 };
 *	map_put(&m, slice_of("Id"), field);
 *	field = map_get(&m, slice_of("Id"));
 *	for (size_t i = 0; i < m.count; i++)
 *		use(m.entries[i].key, m.entries[i].value);
 *	map_clear(&m);
 *
 * Keys are borrowed: they must outlive the map.
 */
#ifndef PRECEPT_MAP_H
#define PRECEPT_MAP_H

#include "precept/text.h"

struct map_entry {
	struct slice	 key;
	void		*value;
	uint64_t	 hash;
};

struct map {
	struct map_entry	*entries;
	size_t			 count, cap;
	uint32_t		*slots;		/* index + 1, 0 is empty */
	size_t			 slot_count;
};

void	 map_clear(struct map *);
void	*map_get(const struct map *, struct slice);
/* Replaces. Returns what was there before, or NULL. */
void	*map_put(struct map *, struct slice, void *);

#endif
