/* SPDX-License-Identifier: MIT */
/*
 * connection.h - a service and how to reach it, as a rule file declared it.
 *
 *	connection "salesforce" {
 *	  kind      = "salesforce",
 *	  login     = "https://login.salesforce.com",
 *	  sign_in   = "jwt",       -- or client_credentials, refresh, password
 *	  client_id = "3MVG9...",
 *	  username  = "integration@example.com",
 *	  key       = secret "salesforce-key",
 *	  budget    = { calls = 5000, leave = "20%" },
 *	}
 *
 * Secrets are named here, never held (secret.h).
 */
#ifndef PRECEPT_CONNECTION_H
#define PRECEPT_CONNECTION_H

#include "precept/diag.h"

enum sign_in { SIGN_IN_JWT, SIGN_IN_CLIENT, SIGN_IN_REFRESH,
	SIGN_IN_PASSWORD };

struct budget {
	int64_t	calls;		/* at most in one run; -1: not limited */
	double	leave;		/* part of the day's limit that must stay, 0.2
				   for "20%"; 0: none */
};

/* An object that rules may write, and which fields of it. */
struct connection_writes {
	const char	*object;
	const char	**fields;	/* NULL ended; "Pendo_*" are those
					   that begin so */
	struct connection_writes *next;
};

struct connection {
	const char	*name;		/* "salesforce" in salesforce.Account */
	struct place	 at, name_at;
	const char	*kind;		/* "salesforce" */
	const char	*login;		/* where tokens come from; no slash at
					   the end */
	enum sign_in	 sign_in;
	const char	*client_id, *username;
	/* Names of secrets, or NULL. */
	const char	*key, *client_secret, *refresh_token, *password;
	const char	*own_secret;	/* of the workspace's own sandbox: the
					   value, worth nothing elsewhere */
	const char	*audience;	/* of the JWT; NULL: by the host */
	const char	*version;	/* "62.0" */
	const char	*ca_file;	/* below the workspace, or NULL */
	int		 connections;	/* at once */
	struct budget	 budget;
	bool		 limited;	/* rules may write what `writes` has,
					   nothing else */
	struct place	 writes_at;
	struct connection_writes *writes;
	struct connection *next;
};

/* By its name; NULL if none is declared. */
const struct connection *connection_find(const struct connection *,
	    struct slice name);

/* May rules write this field? What is not limited is for the service to
 * say; so is what has no connection (NULL). */
bool		 connection_allows(const struct connection *,
		    const char *object, const char *field);

/*
 * "https://host" or "https://host:port", one slash behind it allowed; http
 * only for 127.0.0.1, [::1] and localhost. The host alone into `host`; a
 * phrase that says what is wrong, or NULL.
 */
const char	*connection_address(struct slice url, struct slice *host);

/* Can a secret be called that? Its name is that of a file. */
bool		 connection_can_name(struct slice secret);

#endif
