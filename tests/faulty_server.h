/* SPDX-License-Identifier: MIT */
/*
 * faulty_server.h - an HTTP server on loopback that does what the path asks
 * for, most of it wrong: faulty_server.c lists the paths.
 */
#ifndef FAULTY_SERVER_H
#define FAULTY_SERVER_H

#include <openssl/ssl.h>

#include "precept/text.h"

struct faulty_server;

/* NULL for plain HTTP; else it speaks TLS, and owns the context from here. */
struct faulty_server *faulty_server_start(SSL_CTX *);
void	faulty_server_stop(struct faulty_server *);

/* The address of a path, there until eight more were asked for. */
const char *faulty_server_url(const struct faulty_server *, const char *path);
/* The text, with "127.0.0.1:PORT" for its HOST; there until the next call. */
const char *faulty_server_named(const struct faulty_server *, const char *);
int	faulty_server_port(const struct faulty_server *);

/* Says something nobody asked for on the last connection; NULL ends it. */
void	faulty_server_push(struct faulty_server *, const char *);

/* Whole requests that came in, connections made, and bytes received. */
int	faulty_server_requests(struct faulty_server *);
int	faulty_server_connections(struct faulty_server *);
size_t	faulty_server_bytes(struct faulty_server *);
/* The last request as it came; to be freed. */
char	*faulty_server_last(struct faulty_server *);

/* faulty_tls.c: a CA, its PEM in a file, and a server's certificate by it. */
struct faulty_ca;
struct faulty_ca *faulty_ca_new(const char *name);
void	faulty_ca_free(struct faulty_ca *);
char	*faulty_ca_pem(const struct faulty_ca *);	/* to be freed */
/* names: "DNS:localhost,IP:127.0.0.1" */
SSL_CTX	*faulty_ca_server(const struct faulty_ca *, const char *names);

#endif
