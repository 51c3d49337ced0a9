/* SPDX-License-Identifier: MIT */
/* usage_value.h - values and rows: made, compared, kept. */
#ifndef USAGE_VALUE_H
#define USAGE_VALUE_H

#include "usage.h"

#define USAGE_NONE ((struct usage_value){ USAGE_NULL, true, { 0 } })

static inline struct usage_value
usage_value_number(double n)
{
	return (struct usage_value){ USAGE_NUMBER, true, { .number = n } };
}

static inline struct usage_value
usage_value_flag(bool b)
{
	return (struct usage_value){ USAGE_BOOLEAN, true, { .number = b } };
}

static inline struct usage_value
usage_value_text(struct slice s)
{
	return (struct usage_value){ USAGE_TEXT, false, { .text = s } };
}

static inline bool
usage_value_is_true(struct usage_value v)
{
	return v.kind == USAGE_BOOLEAN && v.number != 0;
}

bool	usage_value_is_empty(struct usage_value);	/* null "" [] {} */
bool	usage_value_equal(struct usage_value, struct usage_value);
/* Null first, then booleans, numbers, texts, lists, objects. */
int	usage_value_compare(struct usage_value, struct usage_value);
uint64_t usage_value_hash(struct usage_value, uint64_t seed);
/* A copy that lives as long as the arena. */
struct usage_value usage_value_keep(struct usage_value, struct arena *);

struct usage_value usage_value_list(struct arena *, size_t cap);
void	usage_value_append(struct usage_value *list, struct usage_value,
	    struct arena *);
struct usage_value usage_value_object(struct arena *, size_t cap);

/* Rows. */
struct usage_row *usage_row_new(struct arena *, size_t cap);
struct usage_row *usage_row_keep(const struct usage_row *, struct arena *);
/* NULL: it has no such field. */
const struct usage_value *usage_row_get(const struct usage_row *,
	    const char *name);
/* Adds the field or replaces it. */
void	usage_row_set(struct usage_row *, const char *name,
	    struct usage_value, struct arena *);
/* "metadata.agent.name": objects on the way are made. */
void	usage_row_set_path(struct usage_row *, const char *const *path,
	    size_t count, struct usage_value, struct arena *);
void	usage_row_drop(struct usage_row *, const char *name);

/* A member by its name as it is written: for requests. */
const struct usage_value *usage_row_named(const struct usage_row *,
	    const char *name);

#endif
