/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "faulty_server.h"
#include "support.h"

/* A thread a connection; each answers until it is told to end. */

#define CONNECTIONS 64
#define REQUEST_MAX ((size_t)4 << 20)

enum end {
	KEEP,			/* read the next request */
	CLOSE,
	RESET,
	HANG,			/* say no more, until the client goes */
	AGAIN			/* the last part over and over */
};

#define OK_HEAD "HTTP/1.1 200 OK\r\n"

static const struct fault {
	const char	*path;
	const char	*first;		/* said once */
	const char	*more;		/* then this, over and over if AGAIN */
	enum end	 end;
} faults[] = {
	{ "/ok", OK_HEAD "Content-Length: 2\r\n\r\nok", "", KEEP },
	{ "/chunked", OK_HEAD "Transfer-Encoding: chunked\r\n\r\n"
	    "2\r\nok\r\n0\r\nX-Late: yes\r\n\r\n", "", KEEP },
	{ "/continue", "HTTP/1.1 100 Continue\r\nX-Early: yes\r\n\r\n" OK_HEAD
	    "X-Name:  a value \r\nContent-Length: 2\r\n\r\nok", "", KEEP },
	{ "/none", "HTTP/1.1 204 No Content\r\n\r\n", "", KEEP },
	{ "/redirect", "HTTP/1.1 302 Found\r\nLocation: /ok\r\n"
	    "Content-Length: 0\r\n\r\n", "", KEEP },
	{ "/cookie", OK_HEAD "Set-Cookie: a=b\r\nContent-Length: 0\r\n\r\n",
	    "", KEEP },
	{ "/login", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\n"
	    "Content-Length: 0\r\n\r\n", "", KEEP },
	{ "/400", "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n", "", KEEP },
	{ "/408", "HTTP/1.1 408 Late\r\nContent-Length: 0\r\n\r\n", "", KEEP },
	{ "/500", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "", KEEP },
	{ "/503", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "", KEEP },
	{ "/429", "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\n"
	    "Content-Length: 0\r\n\r\n", "", KEEP },
	{ "/429-date", "HTTP/1.1 429 Slow\r\n"
	    "Date: Fri, 01 May 2026 10:00:00 GMT\r\n"
	    "Retry-After: Fri, 01 May 2026 10:00:07 GMT\r\n"
	    "Content-Length: 0\r\n\r\n", "", KEEP },
	{ "/429-absurd", "HTTP/1.1 429 Slow\r\n"
	    "Retry-After: 99999999999999999999\r\n"
	    "Content-Length: 0\r\n\r\n", "", KEEP },
	{ "/429-garbage", "HTTP/1.1 429 Slow\r\nRetry-After: soon\r\n"
	    "Content-Length: 0\r\n\r\n", "", KEEP },
	{ "/limit", "HTTP/1.1 403 No\r\nContent-Length: 92\r\n\r\n"
	    "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":"
	    "\"ConcurrentRequests Limit exceeded.......\"}]", "", KEEP },
	{ "/die", "", "", CLOSE },
	{ "/reset", "", "", RESET },
	{ "/hang", "", "", HANG },
	{ "/half", OK_HEAD "Content-Length: 1000\r\n\r\nhalf", "", CLOSE },
	{ "/half-reset", OK_HEAD "Content-Length: 1000\r\n\r\nhalf", "",
	    RESET },
	{ "/half-chunk", OK_HEAD "Transfer-Encoding: chunked\r\n\r\n"
	    "5\r\nhello\r\n", "", CLOSE },
	{ "/half-header", OK_HEAD "Content-Le", "", CLOSE },
	{ "/half-header-line", OK_HEAD "Content-Type: x\r\n", "", CLOSE },
	{ "/no-length", OK_HEAD "\r\nok", "", CLOSE },
	{ "/no-length-400", "HTTP/1.1 400 Bad\r\n\r\nno", "", CLOSE },
	{ "/slow", OK_HEAD "Content-Length: 1000\r\n\r\na", "", HANG },
	{ "/garbage", "\x01\x7f\x03 who knows what this is\n", "", CLOSE },
	{ "/http09", "<html>hi</html>", "", CLOSE },
	{ "/status-0", "HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n", "",
	    CLOSE },
	{ "/bad-gzip", OK_HEAD "Content-Encoding: gzip\r\n"
	    "Content-Length: 4\r\n\r\nabcd", "", CLOSE },
	{ "/brotli", OK_HEAD "Content-Encoding: br\r\n"
	    "Content-Length: 4\r\n\r\nabcd", "", CLOSE },
	{ "/bad-chunk", OK_HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
	    "", CLOSE },
	{ "/both", OK_HEAD "Content-Length: 3\r\n"
	    "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "",
	    CLOSE },
	{ "/two", OK_HEAD "Content-Length: 3\r\nContent-Length: 5\r\n\r\n"
	    "hello", "", CLOSE },
	{ "/declared", OK_HEAD "Content-Length: 99999999999\r\n\r\nabc", "",
	    HANG },
	{ "/flood", OK_HEAD, "X-A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n",
	    AGAIN },
	{ "/100s", "", "HTTP/1.1 100 Continue\r\n\r\n", AGAIN },
	{ "/endless", OK_HEAD "Transfer-Encoding: chunked\r\n\r\n",
	    "20\r\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", AGAIN },
};

struct peer {
	struct faulty_server	*server;
	pthread_t		 thread;
	int			 fd;
	SSL			*ssl;
};

struct faulty_server {
	int		 fd, port;
	SSL_CTX		*tls;
	pthread_t	 thread;
	pthread_mutex_t	 lock;		/* of all below */
	struct peer	 peers[CONNECTIONS];
	int		 count, requests;
	size_t		 bytes;
	char		*last;
};

static bool
put(struct peer *p, const char *ptr, size_t len)
{
	while (len > 0) {
		ssize_t n = p->ssl != NULL ? SSL_write(p->ssl, ptr, (int)len) :
		    send(p->fd, ptr, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		ptr += n;
		len -= (size_t)n;
	}
	return true;
}

static ssize_t
get(struct peer *p, char *ptr, size_t len)
{
	ssize_t	n = p->ssl != NULL ? SSL_read(p->ssl, ptr, (int)len) :
		    recv(p->fd, ptr, len, 0);

	if (n <= 0)
		return n;
	pthread_mutex_lock(&p->server->lock);
	p->server->bytes += (size_t)n;
	pthread_mutex_unlock(&p->server->lock);
	return n;
}

/* How long the request is; 0: its header is not there yet. */
static size_t
measure(const struct text *t)
{
	const char	*end, *length;

	if (t->len == 0 || (end = strstr(t->ptr, "\r\n\r\n")) == NULL)
		return 0;
	length = strcasestr(t->ptr, "\r\nContent-Length:");
	return (size_t)(end - t->ptr) + 4 + (length == NULL ||
	    length > end ? 0 : strtoul(length + 17, NULL, 10));
}

static bool
read_request(struct peer *p, struct text *t)
{
	char	buffer[16384];
	ssize_t	n;

	text_clear(t);
	while (measure(t) == 0 || t->len < measure(t)) {
		if ((n = get(p, buffer, sizeof buffer)) <= 0)
			return false;
		text_add(t, buffer, (size_t)n);
	}
	pthread_mutex_lock(&p->server->lock);
	p->server->requests++;
	mem_free(p->server->last);
	p->server->last = mem_text(t->ptr, t->len);
	pthread_mutex_unlock(&p->server->lock);
	return true;
}

static const struct fault *
find_fault(const char *request)
{
	const char	*path = strchr(request, ' ') + 1;
	size_t		 i, len = strcspn(path, " ?");

	for (i = 0; i < COUNT(faults); i++) {
		if (strlen(faults[i].path) == len &&
		    memcmp(faults[i].path, path, len) == 0)
			return &faults[i];
	}
	return NULL;
}

/* The first of them is the highest, as deflate has its codes. */
static void
put_bits(char *out, size_t *at, unsigned bits, int count)
{
	for (; count-- > 0; (*at)++)
		out[*at / 8] |= (char)((bits >> count & 1) << *at % 8);
}

/*
 * More than a mebibyte of zeros: one, and 258 of those before, 4,096 times.
 * No end and no sum: nobody should come so far.
 */
static void
send_bomb(struct peer *p)
{
	char	packed[8192] = "\x1f\x8b\x08\0\0\0\0\0\0\3", head[128];
	size_t	bit = 80;
	int	i;

	put_bits(packed, &bit, 6, 3);		/* last block, fixed codes */
	put_bits(packed, &bit, 0x30, 8);	/* a zero */
	for (i = 0; i < 4096; i++)
		put_bits(packed, &bit, 0xc5 << 5, 13);
	snprintf(head, sizeof head, OK_HEAD "Content-Encoding: gzip\r\n"
	    "Content-Length: %zu\r\n\r\n", bit / 8);
	put(p, head, strlen(head));
	put(p, packed, bit / 8);
}

static void
send_packed(struct peer *p)
{
	static const char	packed[] = OK_HEAD "Content-Encoding: gzip\r\n"
				    "Content-Length: 22\r\n\r\n"
				    "\x1f\x8b\x08\0\0\0\0\0\2\3"
				    "\xcb\xcf\6\0\x47\xdd\xdc\x79\2\0\0";

	put(p, packed, sizeof packed);
}

/* /cut?N: a whole answer, but for all after its first N bytes. */
static enum end
send_cut(struct peer *p, const char *request)
{
	static const char	answer[] = OK_HEAD
				    "Content-Type: application/json\r\n"
				    "Content-Length: 16\r\n\r\n"
				    "{\"success\":true}";
	size_t			n = strtoul(strchr(request, '?') + 1, NULL, 10);

	put(p, answer, n < sizeof answer - 2 ? n : sizeof answer - 2);
	return CLOSE;
}

static enum end
answer(struct peer *p, const char *request)
{
	const struct fault	*f = find_fault(request);
	size_t			 len;

	if (strstr(request, " /bomb ") != NULL) {
		send_bomb(p);
		return KEEP;
	}
	if (strstr(request, " /packed ") != NULL) {
		send_packed(p);
		return KEEP;
	}
	if (strstr(request, " /cut?") != NULL)
		return send_cut(p, request);
	if (f == NULL)
		return CLOSE;
	len = strlen(f->first);
	if (strncmp(request, "HEAD ", 5) == 0)
		len = (size_t)(strstr(f->first, "\r\n\r\n") + 4 - f->first);
	if (!put(p, f->first, len))
		return CLOSE;
	while (f->end == AGAIN && put(p, f->more, strlen(f->more)))
		continue;
	return f->end;
}

static void
hang(struct peer *p)
{
	char	buffer[256];

	while (get(p, buffer, sizeof buffer) > 0)
		continue;
}

static void *
serve(void *arg)
{
	struct peer	*p = arg;
	struct text	 request;
	enum end	 end = KEEP;

	text_init(&request, REQUEST_MAX);
	if (p->ssl == NULL || SSL_accept(p->ssl) == 1) {
		while (end == KEEP && read_request(p, &request))
			end = answer(p, request.ptr);
	}
	if (end == HANG)
		hang(p);
	if (end == RESET)
		setsockopt(p->fd, SOL_SOCKET, SO_LINGER,
		    &(struct linger){ 1, 0 }, sizeof(struct linger));
	text_free(&request);
	pthread_mutex_lock(&p->server->lock);
	close(p->fd);
	p->fd = -1;
	pthread_mutex_unlock(&p->server->lock);
	return NULL;
}

static void *
accept_all(void *arg)
{
	struct faulty_server	*s = arg;
	int			 fd;

	while ((fd = accept(s->fd, NULL, NULL)) >= 0) {
		struct peer *p = &s->peers[s->count];

		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 },
		    sizeof(int));
		*p = (struct peer){ .server = s, .fd = fd };
		if (s->tls != NULL) {
			p->ssl = SSL_new(s->tls);
			SSL_set_fd(p->ssl, fd);
		}
		pthread_mutex_lock(&s->lock);
		pthread_create(&p->thread, NULL, serve, p);
		s->count++;
		pthread_mutex_unlock(&s->lock);
		if (s->count == CONNECTIONS)
			break;
	}
	return NULL;
}

struct faulty_server *
faulty_server_start(SSL_CTX *tls)
{
	struct faulty_server	*s = mem_alloc(sizeof *s);
	struct sockaddr_in	 in = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t		 len = sizeof in;

	s->tls = tls;
	pthread_mutex_init(&s->lock, NULL);
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(s->fd, (struct sockaddr *)&in, len), 0);
	ck_assert_int_eq(listen(s->fd, 16), 0);
	getsockname(s->fd, (struct sockaddr *)&in, &len);
	s->port = ntohs(in.sin_port);
	pthread_create(&s->thread, NULL, accept_all, s);
	return s;
}

void
faulty_server_stop(struct faulty_server *s)
{
	int	i;

	shutdown(s->fd, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->fd);
	for (i = 0; i < s->count; i++) {
		pthread_mutex_lock(&s->lock);
		if (s->peers[i].fd >= 0)
			shutdown(s->peers[i].fd, SHUT_RDWR);
		pthread_mutex_unlock(&s->lock);
		pthread_join(s->peers[i].thread, NULL);
		SSL_free(s->peers[i].ssl);
	}
	SSL_CTX_free(s->tls);
	mem_free(s->last);
	mem_free(s);
}

void
faulty_server_push(struct faulty_server *s, const char *text)
{
	struct peer	*p;

	pthread_mutex_lock(&s->lock);
	p = &s->peers[s->count - 1];
	if (text == NULL)
		shutdown(p->fd, SHUT_WR);
	else
		put(p, text, strlen(text));
	pthread_mutex_unlock(&s->lock);
}

int
faulty_server_port(const struct faulty_server *s)
{
	return s->port;
}

const char *
faulty_server_url(const struct faulty_server *s, const char *path)
{
	static char	urls[8][256];
	static int	next;
	char		*url = urls[next++ % 8];

	snprintf(url, sizeof urls[0], "%s://127.0.0.1:%d%s",
	    s->tls == NULL ? "http" : "https", s->port, path);
	return url;
}

const char *
faulty_server_named(const struct faulty_server *s, const char *text)
{
	static char	 out[1024];
	const char	*at = strstr(text, "HOST");

	if (at == NULL)
		return text;
	snprintf(out, sizeof out, "%.*s127.0.0.1:%d%s", (int)(at - text),
	    text, s->port, at + 4);
	return out;
}

int
faulty_server_requests(struct faulty_server *s)
{
	int	n;

	pthread_mutex_lock(&s->lock);
	n = s->requests;
	pthread_mutex_unlock(&s->lock);
	return n;
}

int
faulty_server_connections(struct faulty_server *s)
{
	int	n;

	pthread_mutex_lock(&s->lock);
	n = s->count;
	pthread_mutex_unlock(&s->lock);
	return n;
}

size_t
faulty_server_bytes(struct faulty_server *s)
{
	size_t	n;

	pthread_mutex_lock(&s->lock);
	n = s->bytes;
	pthread_mutex_unlock(&s->lock);
	return n;
}

char *
faulty_server_last(struct faulty_server *s)
{
	char	*last;

	pthread_mutex_lock(&s->lock);
	last = mem_text(s->last, strlen(s->last));
	pthread_mutex_unlock(&s->lock);
	return last;
}
