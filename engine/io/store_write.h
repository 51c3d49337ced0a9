/* SPDX-License-Identifier: MIT */
/* store_write.h - rows of an action into their table. */
#ifndef PRECEPT_STORE_WRITE_H
#define PRECEPT_STORE_WRITE_H

#include "store_private.h"

/* What a schema asks of a row; see store_check.c. */
struct store_check {
	const struct action	*action;
	const char		*missing;	/* required, not mapped */
	struct map		*values;	/* of each map, empty: any */
};

void	store_check_init(struct store_check *, const struct action *);
void	store_check_clear(struct store_check *);
/* Rows that may not be written become CHANGE_REJECT. */
void	store_check_rows(const struct store_check *, struct changes *);
void	store_check_reject(struct changes *, uint32_t row, const char *field,
	    const char *code, const char *, ...) PRINTF_LIKE(5, 6);

struct store_writing {
	struct store		*store;
	const struct action	*action;
	char			*table;
	const struct field	*id;		/* or NULL: the row number */
	size_t			 id_map;	/* SIZE_MAX: not mapped */
	struct store_counter	*counter;
	struct store_check	 check;
	sqlite3_stmt		*insert, *remove;
	struct map		 updates;	/* by the bytes of `written` */
	char			(*rooms)[COLUMN_ROOM];
};

struct store_writing *store_writing_new(struct store *,
		    const struct action *);
void		 store_writing_free(struct store_writing *);
bool		 store_writing_batch(struct store_writing *, struct changes *,
		    struct err *);

/* store_value.c: the value of a row as parameter `at`. */
void		 store_value_bind(sqlite3_stmt *, int at,
		    const struct field *, const struct column *, size_t row,
		    char room[COLUMN_ROOM]);

/* store_statement.c: made when first needed; NULL and a sentence. */
sqlite3_stmt	*store_insert(struct store_writing *, struct err *);
sqlite3_stmt	*store_remove(struct store_writing *, struct err *);
sqlite3_stmt	*store_update(struct store_writing *, const uint8_t *written,
		    struct err *);
void		 store_statements_free(struct store_writing *);

/*
 * store_duplicate.c: who holds a unique value of the row? Rejects the row
 * for it. *own: it is the id `mine` that was just made up, and no reject.
 */
bool		 store_duplicate(struct store_writing *, struct changes *,
		    uint32_t row, struct slice mine, bool *own, struct err *);

#endif
