/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "server_private.h"

/*
 * What libmicrohttpd lets pass and nobody should: two readings of one
 * request. It cuts headers out of the bytes before we see them, so the size
 * of the whole head tells what went missing: a NUL, a folded line, a bare LF.
 */

struct shape {
	struct request	*request;
	const char	*why;
	size_t		 count, bytes;
	int		 hosts, lengths, codings;
};

static bool
is_token(const char *name, size_t len)
{
	static const char	good[] = "!#$%&'*+-.^_`|~0123456789"
				    "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	for (size_t i = 0; i < len; i++)
		if (name[i] == '\0' || strchr(good, name[i]) == NULL)
			return false;
	return len > 0;
}

static bool
is_plain(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (((unsigned char)value[i] < ' ' && value[i] != '\t') ||
		    value[i] == 0x7f)
			return false;
	return true;
}

static bool
is_digits(const char *value, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (value[i] < '0' || value[i] > '9')
			return false;
	return len > 0 && len < 16;
}

static enum MHD_Result
take_header(void *own, enum MHD_ValueKind kind, const char *name,
    size_t name_len, const char *value, size_t len)
{
	struct shape	*s = own;

	(void)kind;
	s->count++;
	s->bytes += name_len + 1 + len + 2;
	if (!is_token(name, name_len))
		s->why = "A header's name is not a word.";
	else if (!is_plain(value, len))
		s->why = "A header has a control character.";
	s->hosts += strcasecmp(name, "Host") == 0;
	s->codings += strcasecmp(name, "Transfer-Encoding") == 0;
	if (strcasecmp(name, "Content-Length") == 0) {
		s->lengths++;
		if (!is_digits(value, len))
			s->why = "The Content-Length is not a number.";
	}
	request_add_header(s->request, (struct slice){ name, name_len },
	    (struct slice){ value, len });
	return MHD_YES;
}

/*
 * "METHOD target HTTP/1.1", the headers, an empty line. One blank behind each
 * colon is usual and none is allowed; what is more or less is odd.
 */
static bool
size_good(struct server_call *call, const struct shape *s)
{
	const union MHD_ConnectionInfo	*info;
	const struct request_own	*own = call->request.own;
	size_t				 least;

	info = MHD_get_connection_info(call->connection,
	    MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	if (info == NULL)
		return true;
	least = strlen(own->sent_method) + 1 + call->target_len + 1 + 8 + 2 +
	    s->bytes + 2;
	return info->header_size >= least &&
	    info->header_size <= least + s->count;
}

const char *
server_shape_check(struct server_call *call)
{
	struct shape	s = { .request = &call->request };

	MHD_get_connection_values_n(call->connection, MHD_HEADER_KIND,
	    take_header, &s);
	if (s.why != NULL)
		return s.why;
	if (s.hosts > 1 || (s.hosts == 0 && !call->old))
		return "There is not one Host header.";
	if (s.lengths > 1)
		return "There are two Content-Length headers.";
	if (s.codings > 1 || (s.codings == 1 && s.lengths == 1))
		return "The length of the body is said twice.";
	if (!size_good(call, &s))
		return "The header has lines or bytes that are not allowed.";
	return NULL;
}
