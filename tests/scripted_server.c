/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "scripted_server.h"
#include "support.h"

/* A thread that listens, and one for each connection. */

#define CONNECTIONS	256
#define REQUEST_MAX	((size_t)4 << 20)

struct scripted_server {
	void		(*answer)(const struct scripted_request *,
			    struct text *);
	pthread_mutex_t	 lock;
	pthread_t	 listener, threads[CONNECTIONS];
	int		 fd, fds[CONNECTIONS], count;
	char		 url[64];
};

struct link {
	struct scripted_server	*server;
	int			 fd;
};

static size_t
length_of(const char *head)
{
	const char	*at = strcasestr(head, "\r\ncontent-length:");

	return at == NULL ? 0 : strtoul(at + 17, NULL, 10);
}

/* The whole of one request; false when the client has gone. */
static bool
receive(int fd, struct text *in, size_t *head)
{
	char	 buf[65536], *end;
	ssize_t	 n;

	text_clear(in);
	for (;;) {
		end = in->len == 0 ? NULL : memmem(in->ptr, in->len,
		    "\r\n\r\n", 4);
		if (end != NULL) {
			*head = (size_t)(end - in->ptr) + 2;
			end[2] = '\0';
			if (in->len >= *head + 2 + length_of(in->ptr))
				return true;
			end[2] = '\r';
		}
		n = recv(fd, buf, sizeof buf, 0);
		if (n <= 0)
			return false;
		text_add(in, buf, (size_t)n);
	}
}

static void
respond(struct scripted_server *s, struct text *in, size_t head,
    struct text *out)
{
	struct text		first;
	char			*save = NULL;
	struct scripted_request	r = { .head = in->ptr,
				    .body = in->ptr + head + 2 };

	text_init(&first, REQUEST_MAX);
	text_add(&first, in->ptr, strcspn(in->ptr, "\r\n"));
	r.method = strtok_r(first.ptr, " ", &save);
	r.path = strtok_r(NULL, " ", &save);
	text_clear(out);
	pthread_mutex_lock(&s->lock);
	s->answer(&r, out);
	pthread_mutex_unlock(&s->lock);
	text_free(&first);
}

static bool
send_all(int fd, const struct text *out)
{
	size_t	done = 0;
	ssize_t	n;

	for (; done < out->len; done += (size_t)n) {
		n = send(fd, out->ptr + done, out->len - done, MSG_NOSIGNAL);
		if (n <= 0)
			return false;
	}
	return true;
}

static void *
serve(void *arg)
{
	struct linger	 hard = { 1, 0 };
	struct link	*l = arg;
	struct text	 in, out;
	size_t		 head;

	text_init(&in, REQUEST_MAX);
	text_init(&out, REQUEST_MAX);
	while (receive(l->fd, &in, &head)) {
		respond(l->server, &in, head, &out);
		if (out.len == 0)
			setsockopt(l->fd, SOL_SOCKET, SO_LINGER, &hard,
			    sizeof hard);
		if (out.len == 0 || !send_all(l->fd, &out))
			break;
	}
	text_free(&in);
	text_free(&out);
	close(l->fd);
	mem_free(l);
	return NULL;
}

static void *
listen_on(void *arg)
{
	struct scripted_server	*s = arg;
	struct link		*l;
	int			 fd;

	while ((fd = accept(s->fd, NULL, NULL)) >= 0 &&
	    s->count < CONNECTIONS) {
		l = mem_alloc(sizeof *l);
		*l = (struct link){ s, fd };
		s->fds[s->count] = fd;
		pthread_create(&s->threads[s->count++], NULL, serve, l);
	}
	return NULL;
}

struct scripted_server *
scripted_server_start(void (*answer)(const struct scripted_request *,
    struct text *))
{
	struct scripted_server	*s = mem_alloc(sizeof *s);
	struct sockaddr_in	 a = { .sin_family = AF_INET };
	socklen_t		 len = sizeof a;

	s->answer = answer;
	pthread_mutex_init(&s->lock, NULL);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(s->fd, (struct sockaddr *)&a, sizeof a), 0);
	ck_assert_int_eq(listen(s->fd, 64), 0);
	ck_assert_int_eq(getsockname(s->fd, (struct sockaddr *)&a, &len), 0);
	snprintf(s->url, sizeof s->url, "http://127.0.0.1:%d",
	    ntohs(a.sin_port));
	pthread_create(&s->listener, NULL, listen_on, s);
	return s;
}

void
scripted_server_stop(struct scripted_server *s)
{
	int	i;

	if (s == NULL)
		return;
	shutdown(s->fd, SHUT_RDWR);
	pthread_join(s->listener, NULL);
	close(s->fd);
	/* The clients are closed before: their threads end by themselves. */
	for (i = 0; i < s->count; i++)
		pthread_join(s->threads[i], NULL);
	pthread_mutex_destroy(&s->lock);
	mem_free(s);
}

const char *
scripted_server_url(const struct scripted_server *s)
{
	return s->url;
}

void
scripted_server_say(struct text *out, int status, const char *more,
    const char *body)
{
	text_printf(out, "HTTP/1.1 %d X\r\n%s", status, more);
	if (status != 204 && status != 304)
		text_printf(out, "Content-Length: %zu\r\n", strlen(body));
	text_printf(out, "\r\n%s", status == 204 || status == 304 ? "" :
	    body);
}
