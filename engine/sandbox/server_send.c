/* SPDX-License-Identifier: MIT */
#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>

#include "server_private.h"

/* Answers on their way out: whole, cut short, or not at all. */

#define ZIP_FROM 1024	/* bytes; less is not worth it */

/* A body that ends before its Content-Length. */
struct stump {
	char	*bytes;
	size_t	 len;
};

static ssize_t
read_stump(void *own, uint64_t at, char *out, size_t max)
{
	struct stump	*s = own;
	size_t		 n = s->len - (size_t)at;

	if (n == 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (n > max)
		n = max;
	memcpy(out, s->bytes + at, n);
	return (ssize_t)n;
}

static void
free_stump(void *own)
{
	struct stump	*s = own;

	mem_free(s->bytes);
	mem_free(s);
}

static struct MHD_Response *
make_stump(struct text *out, size_t cut)
{
	struct stump	*s = mem_alloc(sizeof *s);
	size_t		 len = out->len;

	*s = (struct stump){ text_take(out), cut };
	return MHD_create_response_from_callback(len, 32768, read_stump, s,
	    free_stump);
}

static struct MHD_Response *
make_whole(struct text *out)
{
	size_t	len = out->len;

	if (len == 0)
		return MHD_create_response_from_buffer(0, NULL,
		    MHD_RESPMEM_PERSISTENT);
	return MHD_create_response_from_buffer_with_free_callback(len,
	    text_take(out), mem_free);
}

static bool
zip(struct request *r)
{
	struct text	small;

	if (r->out.len <= ZIP_FROM || !server_zip_wanted(r))
		return false;
	text_init(&small, REQUEST_OUT);
	if (!server_zip_deflate((struct slice){ r->out.ptr, r->out.len },
	    &small)) {
		text_free(&small);
		return false;
	}
	text_free(&r->out);
	r->out = small;
	return true;
}

static enum MHD_Result
send_response(struct server_call *call, struct MHD_Response *response,
    bool body)
{
	struct request			*r = &call->request;
	const struct request_own	*own = r->own;
	enum MHD_Result			 result;

	if (body)
		MHD_add_response_header(response, "Content-Type",
		    r->type != NULL ? r->type :
		    "application/json;charset=UTF-8");
	MHD_add_response_header(response, "Cache-Control",
	    "no-cache,must-revalidate,max-age=0,no-store,private");
	for (const struct pair *p = own->answer; p != NULL; p = p->next)
		MHD_add_response_header(response, p->name, p->value);
	result = MHD_queue_response(call->connection, (unsigned)r->status,
	    response);
	MHD_destroy_response(response);
	return result;
}

/* An unconnected socket sends RST at once; a closed one a polite FIN. */
static enum MHD_Result
reset(struct server_call *call)
{
	const union MHD_ConnectionInfo	*info;
	struct sockaddr			 none = { .sa_family = AF_UNSPEC };

	info = MHD_get_connection_info(call->connection,
	    MHD_CONNECTION_INFO_CONNECTION_FD);
	if (info != NULL)
		connect(info->connect_fd, &none, sizeof none);
	return MHD_NO;
}

enum MHD_Result
server_send_answer(struct server_call *call, enum answer_end end, size_t cut)
{
	struct request	*r = &call->request;
	bool		 body = r->out.len > 0, zipped;

	if (end == ANSWER_RESET)
		return reset(call);
	if (r->out.full)
		request_error(r, 500, "UNKNOWN_EXCEPTION", NULL,
		    "The answer is larger than the sandbox can hold.");
	if (end == ANSWER_CUT)
		return send_response(call, make_stump(&r->out, cut), body);
	zipped = zip(r);
	if (zipped)
		request_answer_header(r, "Content-Encoding", "gzip");
	return send_response(call, make_whole(&r->out), body);
}

enum MHD_Result
server_send_refusal(struct server_call *call, int status, const char *why)
{
	request_error(&call->request, status, "BAD_REQUEST", NULL, "%s", why);
	request_answer_header(&call->request, "Connection", "close");
	return send_response(call, make_whole(&call->request.out), true);
}
