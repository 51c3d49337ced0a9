/* SPDX-License-Identifier: MIT */
/*
 * rule_connection.h - what the kinds of connection share: each kind has a
 * file that takes its own keys; name, budget, writes and the like are
 * rule_connection.c's.
 */
#ifndef RULE_CONNECTION_H
#define RULE_CONNECTION_H

#include "rule_make.h"

/* A key of a kind: "key = secret \"…\"" or a text, into the connection. */
struct rule_connection_key {
	const char	*key;
	size_t		 at;		/* in struct connection */
	bool		 secret;
};

/* The value of the key, if it is there; what is wrong with it is found. */
void	rule_connection_take(struct make *, struct connection *,
	    const struct rule_connection_key *, const struct decl *body);
/* P153: `what` ("sign_in = \"jwt\"", "a … connection") needs it. */
void	rule_connection_lacks(struct make *, const struct connection *,
	    const char *what, const struct rule_connection_key *);
/* An address of a service without a slash at its end; "" if it is none. */
const char *rule_connection_address(struct make *, const char *key,
	    const struct decl *, struct slice *host);

/* Each in rule_connection_<kind>.c. */
void	rule_connection_salesforce(struct make *, struct connection *,
	    const struct decl *body);

#endif
