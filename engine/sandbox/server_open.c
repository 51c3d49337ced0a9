/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "server_private.h"

/* libmicrohttpd's daemon: requests in, bodies gathered, answers out. */

#define IDLE_SECONDS 60
#define HEADER_BYTES ((size_t)128 << 10)

/* A request's first line was read; the call is born. */
static void *
begin_call(void *own, const char *target, struct MHD_Connection *connection)
{
	struct server_call	*call = mem_alloc(sizeof *call);

	call->server = own;
	call->connection = connection;
	call->target_len = strlen(target);
	call->target = mem_text(target, call->target_len);
	text_init(&call->body, SERVER_BODY);
	return call;
}

static void
end_call(void *own, struct MHD_Connection *connection, void **at,
    enum MHD_RequestTerminationCode code)
{
	struct server_call	*call = *at;

	(void)own;
	(void)connection;
	(void)code;
	if (call == NULL)
		return;
	if (call->begun)
		request_end(&call->request);
	text_free(&call->body);
	mem_free(call->target);
	mem_free(call);
	*at = NULL;
}

/* All headers are there, the body is not. */
static enum MHD_Result
read_head(struct server_call *call, const char *method)
{
	struct request	*r = &call->request;
	const char	*why;
	bool		 good;

	call->begun = true;
	good = request_begin(r, call->server->sandbox, method, call->target);
	why = server_shape_check(call);
	if (why != NULL)
		return server_send_refusal(call, 400, why);
	if (!good)
		return server_send_refusal(call, 400,
		    "The path or its parameters cannot be read.");
	return MHD_YES;
}

static bool
read_body(struct server_call *call)
{
	struct request	*r = &call->request;
	const char	*coding = request_header(r, "Content-Encoding");
	struct text	 plain;

	if (coding != NULL && strcmp(coding, "gzip") == 0) {
		text_init(&plain, SERVER_BODY);
		if (!server_zip_inflate((struct slice){ call->body.ptr,
		    call->body.len }, &plain)) {
			text_free(&plain);
			return false;
		}
		text_free(&call->body);
		call->body = plain;
	}
	r->body = (struct slice){ call->body.len == 0 ? "" : call->body.ptr,
	    call->body.len };
	return true;
}

static enum MHD_Result
answer(struct server_call *call)
{
	enum answer_end	end;
	int64_t		wait;
	size_t		cut = 0;

	if (!call->delayed) {
		call->delayed = true;
		if (call->body.full)
			return server_send_refusal(call, 413,
			    "The body is larger than 150 MiB.");
		if (!read_body(call))
			return server_send_refusal(call, 400,
			    "The body is not gzip, or inflates to more than "
			    "150 MiB.");
		wait = answer_latency(&call->request);
		if (wait > 0 && server_delay_add(call->server->delay,
		    call->connection, wait))
			return MHD_YES;
	}
	end = answer_make(&call->request, &cut);
	return server_send_answer(call, end, cut);
}

static enum MHD_Result
handle(void *own, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload,
    size_t *upload_size, void **at)
{
	struct server_call	*call = *at;

	(void)own;
	(void)connection;
	(void)url;
	call->old = strcmp(version, "HTTP/1.1") != 0;
	if (!call->begun)
		return read_head(call, method);
	if (*upload_size == 0)
		return answer(call);
	text_add(&call->body, upload, *upload_size);
	*upload_size = 0;
	return MHD_YES;
}

static struct MHD_Daemon *
listen_on(struct server *server, const struct sandbox_options *options)
{
	struct sockaddr_in	address = { .sin_family = AF_INET };
	unsigned		flags = MHD_USE_EPOLL_INTERNAL_THREAD |
				    MHD_ALLOW_SUSPEND_RESUME;
	struct MHD_OptionItem	tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0,
		    (void *)(uintptr_t)options->cert },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0,
		    (void *)(uintptr_t)options->key },
		{ MHD_OPTION_END, 0, NULL }
	};

	if (options->cert != NULL)
		flags |= MHD_USE_TLS;
	else
		tls[0].option = MHD_OPTION_END;
	address.sin_port = htons((uint16_t)options->port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return MHD_start_daemon(flags, 0, NULL, NULL, handle, server,
	    MHD_OPTION_SOCK_ADDR, &address,
	    MHD_OPTION_URI_LOG_CALLBACK, begin_call, server,
	    MHD_OPTION_NOTIFY_COMPLETED, end_call, NULL,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEADER_BYTES,
	    MHD_OPTION_CONNECTION_LIMIT, 512u,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

struct server *
server_open(struct sandbox *sandbox, const struct sandbox_options *options,
    int *port, struct err *err)
{
	struct server			*server = mem_alloc(sizeof *server);
	const union MHD_DaemonInfo	*info;

	server->sandbox = sandbox;
	server->delay = server_delay_new();
	server->daemon = listen_on(server, options);
	if (server->daemon == NULL) {
		server_close(server);
		if (options->cert != NULL)
			err_set(err, ERR_SYSTEM, "The sandbox cannot listen "
			    "on port %d: another program uses it, or the "
			    "certificate and its key are not good.",
			    options->port);
		else
			err_errno(err, "The sandbox cannot listen on port %d",
			    options->port);
		return NULL;
	}
	info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
	*port = info->port;
	return server;
}

void
server_close(struct server *server)
{
	if (server == NULL)
		return;
	server_delay_end(server->delay);
	if (server->daemon != NULL)
		MHD_stop_daemon(server->daemon);
	server_delay_free(server->delay);
	mem_free(server);
}
