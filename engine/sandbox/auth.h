/* SPDX-License-Identifier: MIT */
/* auth.h - who may sign in, and the tokens that were given out. */
#ifndef AUTH_H
#define AUTH_H

#include "sandbox.h"

struct auth_user {
	const char	*id;		/* NULL until auth_join, perhaps */
	const char	*username, *password, *token, *name, *email;
	bool		 active;
	int		 failures;	/* wrong passwords in a row */
	struct auth_user *next;
};

struct auth_client {
	const char	*id, *secret;
	const char	*key;		/* PEM: certificate or public key */
	const char	*run_as;	/* of client credentials; NULL: none */
	const char	*refresh;	/* token for run_as; or NULL */
	struct slice	*approved;	/* user names, for JWT */
	size_t		 approved_count;
	struct auth_client *next;
};

struct auth {
	struct arena		*arena;
	struct auth_user	*users;
	struct auth_client	*clients;
	const char		*org;		/* 18 characters */
	int64_t			 life;		/* of a token, microseconds */
	struct auth_session	*sessions;	/* newest first */
};

struct auth	*auth_new(const struct sandbox_options *, struct err *);
void		 auth_free(struct auth *);	/* NULL is fine */
/* auth_new's reading: the JSON into users and clients. */
bool		 auth_read(struct auth *, struct slice, struct err *);

/* Each active user has the id of the org's User of that Username; one that is
 * not there is added. */
bool		 auth_join(struct auth *, struct org *, struct err *);

struct auth_user *auth_user_named(const struct auth *, const char *username);
struct auth_user *auth_user_of(const struct auth *, const char *id);
struct auth_client *auth_client_of(const struct auth *, const char *id);
/* Right, active, and not locked by ten wrong ones; the token of an account
 * is glued to its password. */
bool		 auth_password_fits(struct auth_user *, const char *);

/* A new token for the user, good from now on; the sandbox's. */
const char	*auth_session_open(struct sandbox *, const char *user);
/* The user's id; NULL: unknown, revoked, expired. Use prolongs its life. */
const char	*auth_session_user(struct sandbox *, const char *token);
bool		 auth_session_end(struct sandbox *, const char *token);

/* The bearer's user goes into the request; false: 401 is answered. */
bool		 auth_check(struct request *);

/* What is wrong with an assertion, as error_description; NULL: it is good,
 * and *user is whose it is. */
const char	*auth_jwt_check(struct request *, const char *assertion,
		    struct auth_user **user, const char **error);

/* A PEM public key or certificate can be read. */
bool		 auth_jwt_key_valid(const char *pem);
/* Base64 of HMAC-SHA256, as in "signature". */
const char	*auth_jwt_sign(struct arena *, const char *secret,
		    const char *text);

/* POST /services/Soap/u/NN.N: login. */
void		 auth_soap_login(struct request *);

#endif
