/* SPDX-License-Identifier: MIT */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "precept/hash.h"

/* XXH3, inlined here once and not linked. */

uint64_t
hash_bytes(const void *ptr, size_t len)
{
	return XXH3_64bits(ptr, len);
}

uint64_t
hash_more(uint64_t seed, const void *ptr, size_t len)
{
	return XXH3_64bits_withSeed(ptr, len, seed);
}
