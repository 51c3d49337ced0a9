/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "http_private.h"
#include "precept/http.h"

/*
 * Where a call may go. libcurl parses the address, once, and gets no other:
 * two parsers do not agree on what the host is.
 */

static bool
is_loopback(const char *host)
{
	struct in_addr	v4;
	struct in6_addr	v6;
	char		bare[INET6_ADDRSTRLEN] = "";
	size_t		len = strlen(host);

	if (strcmp(host, "localhost") == 0)
		return true;
	if (inet_pton(AF_INET, host, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	if (host[0] != '[' || len - 2 >= sizeof bare)
		return false;
	memcpy(bare, host + 1, len - 2);
	return inet_pton(AF_INET6, bare, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

static void
name_host(struct http_flight *f, const char *host)
{
	struct text	 t;
	char		*port = NULL;

	text_init(&t, 512);
	text_string(&t, host);
	if (curl_url_get(f->url, CURLUPART_PORT, &port, 0) == CURLUE_OK)
		text_printf(&t, ":%s", port);
	curl_free(port);
	f->host = text_take(&t);
}

static bool
check_scheme(struct http_flight *f, const char *scheme, const char *host)
{
	f->plain = strcmp(scheme, "http") == 0;
	if (f->plain && !is_loopback(host))
		return http_refuse(f, "%s may only be called by https",
		    f->host);
	if (!f->plain && strcmp(scheme, "https") != 0)
		return http_refuse(f, "%s may only be called by https, not %s",
		    f->host, scheme);
	return true;
}

bool
http_aim(struct http_flight *f)
{
	CURLUcode	 code;
	char		*scheme = NULL, *host = NULL;
	bool		 ok;

	f->url = curl_url();
	code = curl_url_set(f->url, CURLUPART_URL, f->call->url,
	    CURLU_DISALLOW_USER | CURLU_PATH_AS_IS | CURLU_NON_SUPPORT_SCHEME);
	if (code == CURLUE_USER_NOT_ALLOWED)
		return http_refuse(f, "the address has a user name in it");
	if (code != CURLUE_OK ||
	    curl_url_get(f->url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(f->url, CURLUPART_HOST, &host, 0) != CURLUE_OK ||
	    host[0] == '\0') {
		ok = http_refuse(f, "the address is not one: it should begin "
		    "with https:// and a host");
	} else {
		name_host(f, host);
		ok = check_scheme(f, scheme, host);
	}
	curl_free(scheme);
	curl_free(host);
	return ok;
}

void
http_escape(struct text *to, struct slice s)
{
	static const char	plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789-._~";
	size_t			i;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] != '\0' && strchr(plain, s.ptr[i]) != NULL)
			text_char(to, s.ptr[i]);
		else
			text_printf(to, "%%%02X", (unsigned char)s.ptr[i]);
	}
}
