/* SPDX-License-Identifier: MIT */
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http_private.h"

/* The sockets that libcurl has open: where they lead, and are they quiet. */

static bool
leads_to_loopback(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)sa;

		return ntohl(in->sin_addr.s_addr) >> 24 == 127;
	}
	if (sa->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const void *)sa;

		return IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr);
	}
	return false;
}

/* localhost is what the resolver makes of it: look at the address itself. */
curl_socket_t
http_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct http_flight	*f = ctx;
	struct http		*http = f->http;
	int			 fd;

	(void)purpose;
	if (f->plain && !leads_to_loopback(&to->addr)) {
		http_refuse(f, "%s is not this machine, and only that may be "
		    "called without TLS", f->host);
		return CURL_SOCKET_BAD;
	}
	fd = socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
	if (fd < 0)
		return CURL_SOCKET_BAD;
	http->sockets = mem_resize(http->sockets, http->socket_count + 1,
	    sizeof *http->sockets);
	http->sockets[http->socket_count++] = fd;
	return fd;
}

int
http_socket_close(void *ctx, curl_socket_t fd)
{
	struct http	*http = ctx;
	size_t		 i;

	for (i = 0; i < http->socket_count && http->sockets[i] != fd; i++)
		continue;
	if (i < http->socket_count)
		http->sockets[i] = http->sockets[--http->socket_count];
	return close(fd);
}

static bool
has_port(int fd, int port)
{
	struct sockaddr_storage	 ss;
	socklen_t		 len = sizeof ss;
	const void		*at = &ss;

	if (getsockname(fd, (struct sockaddr *)&ss, &len) != 0)
		return false;
	if (ss.ss_family == AF_INET6)
		return ntohs(((const struct sockaddr_in6 *)at)->sin6_port) ==
		    port;
	return ntohs(((const struct sockaddr_in *)at)->sin_port) == port;
}

/* An end of file is something to read too. */
static bool
is_readable(int fd)
{
	char	c;

	return recv(fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
}

bool
http_socket_is_quiet(const struct http *http, int port)
{
	size_t	i;

	for (i = 0; i < http->socket_count; i++) {
		if (has_port(http->sockets[i], port) &&
		    is_readable(http->sockets[i]))
			return false;
	}
	return true;
}
