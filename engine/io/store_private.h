/* SPDX-License-Identifier: MIT */
/*
 * store_private.h - what the files of the store share; nobody else sees
 * SQLite.
 */
#ifndef PRECEPT_STORE_PRIVATE_H
#define PRECEPT_STORE_PRIVATE_H

#include <sqlite3.h>

#include "precept/changes.h"
#include "precept/map.h"

#define STORE_APPLICATION 0x50524350	/* "PRCP", as file(1) may show it */
#define STORE_TEXT_MAX ((size_t)16 << 20)	/* of one statement or schema */

struct store {
	char		*path;
	bool		 write;
	bool		 in;		/* a transaction is open */
	int		 lock;		/* the side file's descriptor, or -1 */
	sqlite3		*db;		/* NULL: there is no file */
	struct map	 counters;	/* struct store_counter by object */
	int64_t		*running;	/* runs that this process works on */
	size_t		 running_count;
};

/*
 * store_sql.c. What SQLite says becomes a sentence here and only here; always
 * false.
 */
bool		 store_fail(const struct store *, sqlite3 *, struct err *);
bool		 store_exec(const struct store *, sqlite3 *, const char *sql,
		    struct err *);
sqlite3_stmt	*store_prepare(const struct store *, sqlite3 *,
		    const char *sql, struct err *);
/* *row: there is one. The statement is left where it is. */
bool		 store_step(const struct store *, sqlite3_stmt *, bool *row,
		    struct err *);
/* Steps a statement that gives no rows, and resets it. */
bool		 store_do(const struct store *, sqlite3_stmt *, struct err *);
/* Parameters from 1, columns from 0. The text must live on; NULL is null. */
void		 store_bind(sqlite3_stmt *, int, struct slice);
struct slice	 store_slice(sqlite3_stmt *, int column);
/* "name" with its quotes doubled. */
void		 store_put_name(struct text *, const char *);
/* One more connection, for reading; NULL with ERR_NONE: there is no file.
 * (store_open.c) */
sqlite3		*store_reader(const struct store *, struct err *);

/* store_open.c: the file and its writing connection. */
bool		 store_open_file(struct store *, struct err *);
/* store_lock.c */
bool		 store_lock(struct store *, struct err *);
void		 store_unlock(struct store *);
/* The process that is writing the file, 0 if none is. */
int64_t		 store_writer(const struct store *);
/* store_layout.c */
bool		 store_migrate(struct store *, struct err *);
/* Ours, and of a layout that we know? An empty file is. */
bool		 store_known(struct store *, bool *empty, struct err *);

/* store_ids.c: new record ids of an object. */
struct store_counter;
struct store_counter *store_counter(struct store *, const struct schema *);
bool		 store_new_id(struct store *, struct store_counter *,
		    char id[18], struct err *);
/* An id that came from outside: new ones begin after it. */
bool		 store_saw_id(struct store *, struct store_counter *,
		    const char id[18], struct err *);
bool		 store_counters_keep(struct store *, struct err *);
void		 store_counters_forget(struct store *);
void		 store_counters_free(struct store *);

/* store_object.c: the names and columns of tables. */
enum store_class { STORE_ABSENT, STORE_TEXT, STORE_INTEGER };
enum store_class store_class(enum kind);
/* What the file has; STORE_ABSENT too if the table is not there. */
enum store_class store_has(sqlite3 *, const char *table, const char *column);
/* ERR_RULE if the file holds the field in the other class. */
bool		 store_fits(const struct schema *, const struct field *,
		    enum store_class has, struct err *);
/* "o:salesforce.Account", not quoted. To be freed. */
char		*store_table(const struct schema *);
/* The column that names a record: the Id field, or ROW if it has none. */
#define STORE_ROW "#"
const char	*store_id_column(const struct schema *);

/* An id as the file has it: 18 wide. What is no id stays. (store_order.c) */
struct slice	 store_id_text(struct slice, char room[18]);

/* store_keys.c: the index that an action's keys are looked up by. */
bool		 store_keys_index(struct store *, const struct action *,
		    struct err *);
bool		 store_keys_there(sqlite3 *, const struct action *);
char		*store_keys_name(const struct action *);
/* For readers of a store without it: temp.keys, a copy of their own. */
bool		 store_keys_copy(const struct store *, sqlite3 *,
		    const struct action *, struct err *);
/* alias."Field" of key i, as the index has it. */
void		 store_keys_put(struct text *, const struct action *, size_t i,
		    const char *alias);
/* Not told apart by their texts: 12.0 is 12. */
bool		 store_keys_by_value(enum kind);

#endif
