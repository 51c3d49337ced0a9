/* SPDX-License-Identifier: MIT */
/*
 * sandbox.h - the services on loopback, in a thread of their own.
 *
 *	struct sandbox_options options = { .data = "sandbox.db" };
 *	struct sandbox *sandbox = sandbox_start(&options, &err);
 *	use(sandbox_url(sandbox));
 *	sandbox_stop(sandbox);
 */
#ifndef PRECEPT_SANDBOX_H
#define PRECEPT_SANDBOX_H

#include "precept/arena.h"
#include "precept/err.h"

/* Who may sign in when no file says otherwise; these are no secrets. */
#define SANDBOX_USER		"admin@sandbox.example"
#define SANDBOX_PASSWORD	"sandbox"
#define SANDBOX_TOKEN		"TOKEN"		/* glued to the password */
#define SANDBOX_CLIENT		"precept-sandbox"
#define SANDBOX_SECRET		"sandbox-secret"
#define SANDBOX_REFRESH		"sandbox-refresh"
#define SANDBOX_ACCESS_KEY	"sandbox-access-key"	/* Gainsight's */
#define SANDBOX_PENDO_KEY	"sandbox-pendo-key"	/* may write */
#define SANDBOX_PENDO_READ	"sandbox-pendo-read"	/* may not */
#define SANDBOX_USER_ID		"005Sb0000000001IAA"	/* in a new org */
#define SANDBOX_ORG_ID		"00D000000000001EAA"

/* Records that the org begins with, or gets more of. */
struct sandbox_file {
	const char	*object;	/* "Account", "pendo.events" */
	const char	*path;		/* CSV: API names above; ids are kept */
	size_t		 rows;		/* how many there were: set at the
					   start */
};

struct sandbox_options {
	int		 port;		/* 0: the kernel chooses one */
	const char	*data;		/* the org's file; NULL: in memory */
	const char	*schemas;	/* a folder of more objects, or NULL */
	const char	*users;		/* JSON text: who may sign in; NULL:
					   those above */
	const char	*pendo_data;	/* the file of Pendo's; NULL: in
					   memory */
	const char	*pendo;		/* JSON text: its keys and time zone;
					   NULL: SANDBOX_PENDO_KEY, UTC */
	const char	*faults;	/* a script; NULL: nothing goes wrong */
	const char	*client_key;	/* PEM text: certificate or public
					   key of SANDBOX_CLIENT, for JWT */
	const char	*cert, *key;	/* PEM text: HTTPS; NULL: HTTP */
	struct sandbox_file *files;	/* loaded before it listens */
	size_t		 file_count;
	const char	*access_key;	/* Gainsight's; NULL: the one above */
	uint64_t	 api_max;	/* calls a day; 0: 15,000 */
	int64_t		 now;		/* the clock begins here (microseconds
					   since 1970); 0: the machine's */
};

struct sandbox;

/* NULL: err. It listens on 127.0.0.1 when this returns; options may go. */
struct sandbox	*sandbox_start(const struct sandbox_options *, struct err *);
const char	*sandbox_url(const struct sandbox *); /* without a slash */
/* Calls under way end without an answer. NULL is fine. */
void		 sandbox_stop(struct sandbox *);

/*
 * A new key pair: <dir>/sandbox.crt (self-signed, for 127.0.0.1 and
 * localhost, a year) and <dir>/sandbox.key (mode 0600). Files that are there
 * already stay. Good for HTTPS, and for JWT.
 */
bool		 sandbox_make_pair(const char *dir, struct err *);

/*
 * "+2h", "-30m" from `now` on, "2026-08-01T00:00:00Z", or "now" for the
 * machine's time, into `then` (microseconds since 1970). false: it is none.
 */
bool		 sandbox_clock(struct slice, int64_t now, int64_t *then);

/* The faults there are and how a script is written, for people. */
void		 sandbox_help(struct text *);

#endif
