/* SPDX-License-Identifier: MIT */
/* salesforce_jwt.h - a signed claim to be somebody, for three minutes. */
#ifndef SALESFORCE_JWT_H
#define SALESFORCE_JWT_H

#include "precept/err.h"
#include "precept/text.h"

struct salesforce_claims {
	const char	*iss;		/* the consumer key */
	const char	*sub;		/* the user's name */
	const char	*aud;
	int64_t		 exp;		/* seconds since 1970 */
};

/*
 * Adds the JWT, signed RS256 with this key (PEM, RSA). The sentence of a
 * failure calls the key by the name of its secret.
 */
bool	salesforce_jwt(const struct salesforce_claims *, struct slice key,
	    const char *secret, struct text *out, struct err *);

#endif
