/* SPDX-License-Identifier: MIT */
/* hash.h - XXH3 for tables and change detection, SHA-256 for promises. */
#ifndef PRECEPT_HASH_H
#define PRECEPT_HASH_H

#include "precept/text.h"

uint64_t	hash_bytes(const void *, size_t);
uint64_t	hash_more(uint64_t seed, const void *, size_t);

#define HASH_HEX 65	/* 64 hex digits and NUL */

/* SHA-256 as lower-case hex. A length stands before each part. */
struct hash_sum;
struct hash_sum	*hash_begin(void);
void		 hash_add(struct hash_sum *, const void *, size_t);
void		 hash_end(struct hash_sum *, char hex[HASH_HEX]); /* frees */

#endif
