/* SPDX-License-Identifier: MIT */
/*
 * sandbox_ask.h - a sandbox and a raw socket to it, for suites.
 *
 *	ask_start(&(struct sandbox_options){ 0 });
 *	ask_json("GET", "/services/data/v62.0/limits", "");
 *	ck_assert_int_eq(ask.status, 200);
 *	ck_assert_str_eq(ask.body, "...");
 *	ask_stop();
 *
 * One sandbox at a time: the next start ends it. ask_stop() belongs into the
 * fixture's teardown.
 */
#ifndef PRECEPT_SANDBOX_ASK_H
#define PRECEPT_SANDBOX_ASK_H

#include "precept/sandbox.h"
#include "support.h"

/* The last answer. */
struct ask {
	struct sandbox	*sandbox;
	int		 port;
	char		 token[256];	/* signed in when this is not "" */
	int		 status;	/* 0: the connection broke before */
	bool		 whole;		/* all of its Content-Length came */
	char		*raw;		/* status line, headers, body */
	size_t		 raw_len;
	const char	*body;		/* in raw, NUL ended */
	size_t		 body_len;
};
extern struct ask ask;

void		 ask_start(const struct sandbox_options *);
void		 ask_stop(void);
/* A token of SANDBOX_USER, sent with all calls from here on. */
void		 ask_sign_in(void);

/* These bytes as they are, on a connection of their own. */
void		 ask_bytes(const char *bytes, size_t len);
/* The same in two steps; ask_receive() closes the socket. */
int		 ask_send(const char *bytes, size_t len);
void		 ask_receive(int fd);
/* With Host, Connection: close, the token, and these headers, each ended by
 * \r\n. The body may be "". */
void		 ask_call(const char *method, const char *path,
		    const char *headers, const char *body);
void		 ask_json(const char *method, const char *path,
		    const char *body);
void		 ask_form(const char *path, const char *body);
/* A header of the answer, or NULL; good until the next call of this. */
const char	*ask_header(const char *name);
/* The fault script takes hold; what was there before is gone. */
void		 ask_faults(const char *script);
/* Moves the sandbox's clock: "+2h". */
void		 ask_clock(const char *to);
/* The text of "name" in a JSON body: the first one; or NULL. */
const char	*ask_member(const char *name);

#endif
