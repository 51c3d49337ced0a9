/* SPDX-License-Identifier: MIT */
/*
 * scripted_server.h - an HTTP server on loopback that answers as a function
 * of the test says, and hands it what came in, byte by byte.
 */
#ifndef SCRIPTED_SERVER_H
#define SCRIPTED_SERVER_H

#include "precept/text.h"

struct scripted_request {
	const char	*method, *path;
	const char	*head;		/* all lines, with the first */
	const char	*body;
};

struct scripted_server;

/*
 * `answer` is called for one request at a time, from other threads: it adds
 * a whole answer, or nothing, and then the connection is reset.
 */
struct scripted_server *scripted_server_start(
	    void (*answer)(const struct scripted_request *, struct text *));
void	scripted_server_stop(struct scripted_server *);
/* "http://127.0.0.1:PORT" */
const char *scripted_server_url(const struct scripted_server *);

/* An answer: `more` are header lines that end in \r\n, or "". */
void	scripted_server_say(struct text *, int status, const char *more,
	    const char *body);

#endif
