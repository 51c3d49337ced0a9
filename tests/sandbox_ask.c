/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sandbox_ask.h"

/* Bytes out, bytes in; no client in between that would be polite. */

struct ask ask;

void
ask_start(const struct sandbox_options *options)
{
	struct err	err = { 0 };

	ask_stop();
	ask.sandbox = sandbox_start(options, &err);
	ck_assert_msg(ask.sandbox != NULL, "%s", err.text);
	ask.port = atoi(strrchr(sandbox_url(ask.sandbox), ':') + 1);
}

void
ask_stop(void)
{
	sandbox_stop(ask.sandbox);
	free(ask.raw);
	ask = (struct ask){ 0 };
}

static int
open_socket(void)
{
	struct sockaddr_in	to = { .sin_family = AF_INET };
	int			fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_port = htons((uint16_t)ask.port);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_ge(fd, 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ 30, 0 },
	    sizeof(struct timeval));
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static void
send_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t	n = send(fd, bytes, len, MSG_NOSIGNAL);

		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

static void
receive_all(int fd)
{
	size_t	cap = 1 << 16;
	ssize_t	n;

	free(ask.raw);
	ask.raw = malloc(cap);
	ask.raw_len = 0;
	while ((n = recv(fd, ask.raw + ask.raw_len, cap - ask.raw_len - 1,
	    0)) > 0) {
		ask.raw_len += (size_t)n;
		if (cap - ask.raw_len < 2)
			ask.raw = realloc(ask.raw, cap *= 2);
	}
	ask.raw[ask.raw_len] = '\0';
}

static void
read_answer(void)
{
	const char	*end = strstr(ask.raw, "\r\n\r\n"), *length;

	ask.status = 0;
	ask.whole = false;
	ask.body = "";
	ask.body_len = 0;
	if (end == NULL || sscanf(ask.raw, "HTTP/1.1 %d", &ask.status) != 1)
		return;
	ask.body = end + 4;
	ask.body_len = ask.raw_len - (size_t)(ask.body - ask.raw);
	length = ask_header("Content-Length");
	ask.whole = length == NULL || strtoul(length, NULL, 10) ==
	    ask.body_len;
}

int
ask_send(const char *bytes, size_t len)
{
	int	fd = open_socket();

	send_all(fd, bytes, len);
	return fd;
}

void
ask_receive(int fd)
{
	receive_all(fd);
	close(fd);
	read_answer();
}

void
ask_bytes(const char *bytes, size_t len)
{
	ask_receive(ask_send(bytes, len));
}

void
ask_call(const char *method, const char *path, const char *headers,
    const char *body)
{
	struct text	out;

	text_init(&out, 64 << 20);
	text_printf(&out, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
	    "Connection: close\r\n%s", method, path, headers);
	if (ask.token[0] != '\0')
		text_printf(&out, "Authorization: Bearer %s\r\n", ask.token);
	if (*body != '\0' || strcmp(method, "GET") != 0)
		text_printf(&out, "Content-Length: %zu\r\n", strlen(body));
	text_string(&out, "\r\n");
	text_string(&out, body);
	ask_bytes(out.ptr, out.len);
	text_free(&out);
}

void
ask_json(const char *method, const char *path, const char *body)
{
	ask_call(method, path, "Content-Type: application/json\r\n", body);
}

void
ask_form(const char *path, const char *body)
{
	ask_call("POST", path,
	    "Content-Type: application/x-www-form-urlencoded\r\n", body);
}

const char *
ask_header(const char *name)
{
	static char	 value[1024];
	size_t		 len = strlen(name), end;
	const char	*line = ask.raw;

	while ((line = strstr(line, "\r\n")) != NULL &&
	    strncmp(line, "\r\n\r\n", 4) != 0) {
		line += 2;
		if (strncasecmp(line, name, len) != 0 || line[len] != ':')
			continue;
		line += len + 1 + strspn(line + len + 1, " ");
		end = strcspn(line, "\r");
		snprintf(value, sizeof value, "%.*s", (int)end, line);
		return value;
	}
	return NULL;
}

const char *
ask_member(const char *name)
{
	static char	 value[2048];
	char		 key[128];
	const char	*at;

	snprintf(key, sizeof key, "\"%s\":\"", name);
	at = strstr(ask.body, key);
	if (at == NULL)
		return NULL;
	at += strlen(key);
	snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\""), at);
	return value;
}

void
ask_sign_in(void)
{
	ask.token[0] = '\0';
	ask_form("/services/oauth2/token", "grant_type=client_credentials"
	    "&client_id=" SANDBOX_CLIENT "&client_secret=" SANDBOX_SECRET);
	ck_assert_int_eq(ask.status, 200);
	snprintf(ask.token, sizeof ask.token, "%s",
	    ask_member("access_token"));
}

void
ask_faults(const char *script)
{
	ask_call("DELETE", "/sandbox/faults", "", "");
	ask_call("POST", "/sandbox/faults", "", script);
	ck_assert_msg(ask.status == 200, "%s", ask.body);
}

void
ask_clock(const char *to)
{
	ask_call("POST", "/sandbox/clock", "", to);
	ck_assert_msg(ask.status == 200, "%s", ask.body);
}
