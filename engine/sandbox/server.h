/* SPDX-License-Identifier: MIT */
/* server.h - HTTP on loopback, in one thread of its own. */
#ifndef SERVER_H
#define SERVER_H

#include "sandbox.h"

/* Listens; `*port` is the one that it is. The certificate and its key are PEM
 * texts, or NULL for HTTP. */
struct server	*server_open(struct sandbox *,
		    const struct sandbox_options *, int *port, struct err *);
void		 server_close(struct server *);		/* NULL is fine */

#endif
