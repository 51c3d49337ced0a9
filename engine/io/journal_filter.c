/* SPDX-License-Identifier: MIT */
#include "journal_filter.h"

/*
 * A Bloom filter: each key sets seven bits, at steps of its own through the
 * whole. What is kept in files never changes: neither may these numbers.
 */

#define BITS 10		/* a key */
#define PROBES 7

static size_t
bit(size_t size, uint64_t key, unsigned probe)
{
	uint64_t	step = (key >> 32) | 1;

	return (key + probe * step) % (size * 8);
}

struct slice
journal_filter_make(const uint64_t *keys, size_t count)
{
	size_t	 size = (count * BITS + 7) / 8;
	uint8_t	*bits = mem_alloc(size + 1);

	for (size_t i = 0; i < count; i++)
		for (unsigned p = 0; p < PROBES; p++) {
			size_t	at = bit(size, keys[i], p);

			bits[at / 8] |= (uint8_t)(1 << at % 8);
		}
	return (struct slice){ (char *)bits, size };
}

bool
journal_filter_has(struct slice bits, uint64_t key)
{
	for (unsigned p = 0; bits.len > 0 && p < PROBES; p++) {
		size_t	at = bit(bits.len, key, p);

		if (!((uint8_t)bits.ptr[at / 8] >> at % 8 & 1))
			return false;
	}
	return bits.len > 0;
}
