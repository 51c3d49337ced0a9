/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "http_private.h"
#include "precept/http.h"
#include "precept/log.h"

/*
 * What became of a call: what left the machine says so, not libcurl's code
 * alone. And why, in an admin's words: the host, never path, query or header.
 */

bool
http_refuse(struct http_flight *f, const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	vsnprintf(f->refused, sizeof f->refused, fmt, ap);
	va_end(ap);
	return false;
}

static bool
was_sent(struct http_flight *f)
{
	long	bytes = 0;

	curl_easy_getinfo(f->easy, CURLINFO_REQUEST_SIZE, &bytes);
	return f->sends > 0 && bytes > 0;
}

static const char *
show_time(int64_t ms, char out[32])
{
	if (ms % 1000 == 0)
		snprintf(out, 32, "%d s", (int)(ms / 1000));
	else
		snprintf(out, 32, "%d ms", (int)ms);
	return out;
}

/* libcurl's own words, or the machine's where it has an error number. */
static const char *
detail(struct http_flight *f, CURLcode code)
{
	long	number = 0;

	curl_easy_getinfo(f->easy, CURLINFO_OS_ERRNO, &number);
	if (number != 0 && (code == CURLE_COULDNT_CONNECT ||
	    code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR))
		return strerror((int)number);
	return f->said[0] != '\0' ? f->said : curl_easy_strerror(code);
}

/* "OpenSSL/3.0.1: error:0A00042E:SSL routines::wrong version number" ends in
 * what there is to know. */
static const char *
tls_detail(struct http_flight *f)
{
	const char	*text = detail(f, CURLE_SSL_CONNECT_ERROR);
	const char	*last = strstr(text, "::");

	return last == NULL ? text : last + 2;
}

static void
say_time(struct http_flight *f)
{
	char	time[32];

	if (f->sends == 0)
		http_refuse(f, "%s could not be reached within %s", f->host,
		    show_time(f->timeout < HTTP_CONNECT ?
		    f->timeout : HTTP_CONNECT, time));
	else if (strncmp(f->said, "Operation too slow", 18) == 0)
		http_refuse(f, "%s was silent for %s", f->host,
		    show_time((int64_t)f->http->stall * 1000, time));
	else
		http_refuse(f, f->header_bytes == 0 ?
		    "%s did not answer within %s" :
		    "%s did not end its answer within %s", f->host,
		    show_time(f->timeout, time));
}

static void
say_trust(struct http_flight *f, CURLcode code)
{
	f->hopeless = true;
	if (code == CURLE_SSL_CACERT_BADFILE)
		http_refuse(f, "the certificates in %s cannot be read",
		    f->http->ca_file == NULL ? "the system's file" :
		    f->http->ca_file);
	else
		http_refuse(f, "the certificate of %s is not to be trusted: "
		    "%s", f->host, detail(f, code));
}

static void
say(struct http_flight *f, CURLcode code)
{
	switch (code) {
	case CURLE_OPERATION_TIMEDOUT:
		say_time(f);
		break;
	case CURLE_COULDNT_RESOLVE_HOST:
		http_refuse(f, "no address was found for %s", f->host);
		break;
	case CURLE_COULDNT_RESOLVE_PROXY:
		http_refuse(f, "no address was found for the proxy");
		break;
	case CURLE_COULDNT_CONNECT:
		http_refuse(f, "%s could not be reached: %s", f->host,
		    detail(f, code));
		break;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		say_trust(f, code);
		break;
	case CURLE_SSL_CONNECT_ERROR:
		http_refuse(f, "no secure connection with %s: %s", f->host,
		    tls_detail(f));
		break;
	case CURLE_GOT_NOTHING:
		http_refuse(f, "%s closed the connection without an answer",
		    f->host);
		break;
	case CURLE_PARTIAL_FILE:
		http_refuse(f, "the answer of %s was cut short", f->host);
		break;
	case CURLE_FILESIZE_EXCEEDED:
		f->hopeless = true;
		http_refuse(f, "%s has more than %zu bytes to send", f->host,
		    f->max_bytes);
		break;
	case CURLE_BAD_CONTENT_ENCODING:
		http_refuse(f, "the answer of %s cannot be unpacked",
		    f->host);
		break;
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_UNSUPPORTED_PROTOCOL:
		http_refuse(f, "%s does not answer in HTTP", f->host);
		break;
	case CURLE_ABORTED_BY_CALLBACK:
		http_refuse(f, "the call was given up");
		break;
	default:
		http_refuse(f, "the connection with %s failed: %s", f->host,
		    detail(f, code));
	}
}

void
http_judge(struct http_flight *f, CURLcode code)
{
	struct http_call	*call = f->call;

	if (code == CURLE_OK && http_is_whole(f)) {
		call->outcome = HTTP_WHOLE;
		return;
	}
	call->outcome = was_sent(f) ? HTTP_UNKNOWN : HTTP_UNSENT;
	if (f->refused[0] == '\0')
		say(f, code);
	snprintf(call->why, sizeof call->why, "%s", f->refused);
	log_mask(call->why);
}
