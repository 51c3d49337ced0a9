/* SPDX-License-Identifier: MIT */
/* journal_filter.h - which keys a call may hold, in ten bits a key. */
#ifndef PRECEPT_JOURNAL_FILTER_H
#define PRECEPT_JOURNAL_FILTER_H

#include "precept/text.h"

/* To be freed. The keys are hashes: their bits are spread already. */
struct slice	journal_filter_make(const uint64_t *keys, size_t count);
/* true: perhaps (one time in a hundred it is not); false: surely not. */
bool		journal_filter_has(struct slice bits, uint64_t key);

#endif
