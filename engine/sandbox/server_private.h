/* SPDX-License-Identifier: MIT */
/* server_private.h - one call as the server's own files see it. */
#ifndef SERVER_PRIVATE_H
#define SERVER_PRIVATE_H

#include <microhttpd.h>

#include "answer.h"
#include "server.h"

#define SERVER_BODY ((size_t)150 << 20)		/* bytes, also inflated */

struct server {
	struct sandbox		*sandbox;
	struct MHD_Daemon	*daemon;
	struct server_delay	*delay;
};

struct server_call {
	struct server		*server;
	struct MHD_Connection	*connection;
	struct request		 request;
	char			*target;	/* as sent */
	size_t			 target_len;
	bool			 begun, delayed;
	bool			 old;		/* HTTP/1.0 */
	struct text		 body;
};

/* What is wrong with a request's form, as a sentence; NULL: nothing. The
 * headers go into the request. */
const char	*server_shape_check(struct server_call *);

/* gzip. Both false: not gzip, or more than SERVER_BODY. */
bool		 server_zip_inflate(struct slice, struct text *);
bool		 server_zip_deflate(struct slice, struct text *);
/* The client takes gzip. */
bool		 server_zip_wanted(const struct request *);

/* Off it goes; MHD_NO ends the connection. */
enum MHD_Result	 server_send_answer(struct server_call *, enum answer_end,
		    size_t cut);
/* An answer that closes the connection, of a bad request. */
enum MHD_Result	 server_send_refusal(struct server_call *, int status,
		    const char *why);

/*
 * Calls that wait: they are suspended, and others go on. false: the server is
 * closing, nobody waits any more. server_delay_end wakes all of them.
 */
struct server_delay *server_delay_new(void);
bool		 server_delay_add(struct server_delay *,
		    struct MHD_Connection *, int64_t micros);
void		 server_delay_end(struct server_delay *);
void		 server_delay_free(struct server_delay *);

#endif
