/* SPDX-License-Identifier: MIT */
/*
 * secret.h - values that are never written nor printed: keys, passwords,
 * tokens.
 *
 *	struct slice key;
 *	if (!secret_read(dir, "salesforce-key", &key, &err))
 *		return false;
 *	sign_with(key);
 *	secret_drop(key);
 *
 * They are held in memory that is neither swapped nor dumped, and the log
 * masks them as long as they are held.
 */
#ifndef PRECEPT_SECRET_H
#define PRECEPT_SECRET_H

#include "precept/err.h"
#include "precept/text.h"

#define SECRET_MAX 16384	/* bytes of one */

/*
 * The value of a named secret, without the newline at its end: from the file
 * $CREDENTIALS_DIRECTORY/name, or from secrets/name in the workspace. Ends in
 * NUL; the caller's, until secret_drop. The sentence of a failure says where
 * the value belongs, or which command to paste.
 */
bool	secret_read(const char *dir, const char *name, struct slice *value,
	    struct err *);

/* A copy of what a service gave us (a token). Ends in NUL. */
bool	secret_keep(struct slice value, struct slice *kept, struct err *);

/*
 * Room for a text that is made of secrets ("Authorization: Bearer …"); what
 * is written there is not masked by itself.
 */
bool	secret_room(size_t size, struct slice *room, struct err *);

/* Zeros, and free for others. A NULL slice is fine. */
void	secret_drop(struct slice);

/* Zeros over memory of one's own that had a secret in it. */
void	secret_wipe(void *, size_t);

#endif
