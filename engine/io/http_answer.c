/* SPDX-License-Identifier: MIT */
#include "http_private.h"
#include "precept/http.h"

/* What comes in: header lines, then a body, both with a ceiling. */

static bool
next_line(struct slice *rest, struct slice *line)
{
	const char	*end;

	if (rest->len == 0)
		return false;
	end = memchr(rest->ptr, '\n', rest->len);
	line->ptr = rest->ptr;
	line->len = end == NULL ? rest->len : (size_t)(end - rest->ptr) + 1;
	rest->ptr += line->len;
	rest->len -= line->len;
	return true;
}

/* How many headers of that name; *value: the first one's. */
static int
find_header(const struct http_call *call, const char *name,
    struct slice *value)
{
	struct slice	rest = { call->answer_headers.ptr,
			    call->answer_headers.len };
	struct slice	line;
	size_t		len = strlen(name);
	int		found = 0;

	while (next_line(&rest, &line)) {
		if (line.len <= len || line.ptr[len] != ':' ||
		    !slice_is_nocase((struct slice){ line.ptr, len }, name))
			continue;
		if (found++ == 0)
			*value = slice_trim((struct slice){
			    line.ptr + len + 1, line.len - len - 1 });
	}
	return found;
}

struct slice
http_header(const struct http_call *call, const char *name)
{
	struct slice	value = { NULL, 0 };

	find_header(call, name, &value);
	return value;
}

/* Two ways to tell its length, and two readers make two answers of it. */
static bool
check_header(struct http_flight *f)
{
	struct slice	value;
	int		lengths, codings;

	lengths = find_header(f->call, "Content-Length", &value);
	codings = find_header(f->call, "Transfer-Encoding", &value);
	if (lengths + codings > 1)
		return http_refuse(f, "%s told the length of its answer in "
		    "two ways", f->host);
	if (codings == 1 && !slice_is_nocase(value, "chunked"))
		return http_refuse(f, "%s sent its answer in a way that was "
		    "not asked for", f->host);
	codings = find_header(f->call, "Content-Encoding", &value);
	if (codings > 1 || (codings == 1 && !slice_is_nocase(value, "gzip") &&
	    !slice_is_nocase(value, "x-gzip") &&
	    !slice_is_nocase(value, "identity")))
		return http_refuse(f, "%s packed its answer in a way that "
		    "was not asked for", f->host);
	return true;
}

static bool
end_header(struct http_flight *f)
{
	long	status = 0;

	curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status < 200)		/* "go on": the answer is yet to come */
		return true;
	f->call->status = (int)status;
	f->sealed = true;
	return check_header(f);
}

/* One line at a time, those of every "100 Continue" too. */
size_t
http_on_header(char *ptr, size_t one, size_t len, void *ctx)
{
	struct http_flight	*f = ctx;
	struct slice		 line = { ptr, one * len };

	f->header_bytes += line.len;
	if (f->header_bytes > HTTP_HEADER_MAX) {
		f->hopeless = true;
		http_refuse(f, "%s sent a header of more than %zu KiB",
		    f->host, HTTP_HEADER_MAX >> 10);
		return 0;
	}
	if (f->sealed)			/* trailers tell nothing we ask for */
		return line.len;
	if (line.len >= 5 && memcmp(ptr, "HTTP/", 5) == 0)
		text_clear(&f->call->answer_headers);
	text_slice(&f->call->answer_headers, line);
	if (slice_trim(line).len == 0 && !end_header(f))
		return 0;
	return line.len;
}

/* The inflated bytes are counted: MAXFILESIZE sees only what was declared. */
size_t
http_on_body(char *ptr, size_t one, size_t len, void *ctx)
{
	struct http_flight	*f = ctx;
	struct http_call	*call = f->call;
	size_t			 size = one * len;

	if (size > f->max_bytes - f->body_bytes) {
		f->hopeless = true;
		http_refuse(f, "%s sent more than %zu bytes", f->host,
		    f->max_bytes);
		return 0;
	}
	f->body_bytes += size;
	if (call->sink == NULL) {
		text_add(&call->answer, ptr, size);
	} else if (!call->sink(call, ptr, size)) {
		f->hopeless = true;
		http_refuse(f, "the answer of %s was not wanted to its end",
		    f->host);
		return 0;
	}
	return size;
}

/*
 * libcurl takes a connection that closes within the header for a whole
 * answer, and one without a length too. Only what went wrong may be told so.
 */
bool
http_is_whole(struct http_flight *f)
{
	struct http_call	*call = f->call;
	struct slice		 value;

	if (!f->sealed)
		return http_refuse(f, "the answer of %s was cut short",
		    f->host);
	if (call->status >= 300 || call->status == 204 ||
	    strcmp(call->method, "HEAD") == 0 ||
	    find_header(call, "Content-Length", &value) > 0 ||
	    find_header(call, "Transfer-Encoding", &value) > 0)
		return true;
	return http_refuse(f, "%s did not say how long its answer is, so "
	    "that its end may be missing", f->host);
}
