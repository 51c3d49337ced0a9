/* SPDX-License-Identifier: MIT */
#include "precept/kind.h"

/* The list of kinds, as tables. */

static const struct {
	const char	*name;
	enum kind_way	 store;
} kinds[] = {
#define X(kind, name, store) { name, store },
	KINDS(X)
#undef X
};

const char *
kind_name(enum kind kind)
{
	return kinds[kind].name;
}

bool
kind_parse(struct slice name, enum kind *kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (slice_is(name, kinds[i].name)) {
			*kind = (enum kind)i;
			return true;
		}
	}
	return false;
}

enum kind_way
kind_store(enum kind kind)
{
	return kinds[kind].store;
}

size_t
kind_size(enum kind kind)
{
	static const size_t sizes[] = {
		[STORE_NONE] = 0,
		[STORE_BYTE] = 1,
		[STORE_INT] = sizeof(int64_t),
		[STORE_DECIMAL] = 16,
		[STORE_DOUBLE] = sizeof(double),
		[STORE_SLICE] = sizeof(struct slice),
	};

	return sizes[kinds[kind].store];
}

bool
kind_is_text(enum kind kind)
{
	return kinds[kind].store == STORE_SLICE;
}

bool
kind_is_numeric(enum kind kind)
{
	return kind == KIND_INTEGER || kind == KIND_DECIMAL ||
	    kind == KIND_NUMBER;
}
