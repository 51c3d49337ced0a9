/* SPDX-License-Identifier: MIT */
/*
 * sandbox_home.h - the folder that a sandbox lives in.
 *
 *	org.db		its records
 *	pendo.db	Pendo's events, visitors, accounts
 *	users.json	who may sign in, made up when the folder is new
 *	pendo.json	Pendo's keys and time zone, made up likewise
 *	gainsight.json	Gainsight's access key, made up likewise
 *	sandbox.crt	for HTTPS, and for JWT, with sandbox.key
 *	secrets/	what a workspace needs to sign in, a file each
 *
 *	struct sandbox_home home;
 *	if (!sandbox_home_open(&home, "sandbox", false, &err))
 *		return screen_error(&err);
 *	options.data = home.data;
 *	…
 *	sandbox_home_close(&home);
 */
#ifndef PRECEPT_SANDBOX_HOME_H
#define PRECEPT_SANDBOX_HOME_H

#include "precept/arena.h"
#include "precept/err.h"

struct sandbox_home {
	const char	*dir, *data, *secrets;		/* paths */
	const char	*cert, *key;
	const char	*cert_text, *key_text;		/* PEM */
	const char	*users, *pendo;			/* JSON text */
	const char	*pendo_data;			/* a path */
	const char	*pendo_key;	/* the first that may write, or "" */
	const char	*access_key;	/* Gainsight's */
	/* The first user and the first client in it; "" for none. */
	const char	*username, *password, *token;
	const char	*client, *secret, *refresh;
	struct arena	*arena;		/* all of it is there */
	int		 lock;
};

/*
 * Makes what is missing in the folder, and writes secrets/ anew: the files
 * salesforce-client_secret, -refresh_token, -password (with the token behind
 * it) and -key, pendo-key, gainsight-access_key. `fresh` drops the records
 * first. A folder has one sandbox at a time: a second one is refused. On
 * failure there is nothing to close.
 */
bool	sandbox_home_open(struct sandbox_home *, const char *dir, bool fresh,
	    struct err *);
void	sandbox_home_close(struct sandbox_home *);

#endif
