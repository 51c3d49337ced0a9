/* SPDX-License-Identifier: MIT */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "calls_curl.h"

/* What the calls cost at the least: the same body each time, the answer
 * thrown away, nothing kept. */

#define ROWS 200
#define MOST 64

static char			*body;
static CURLM			*multi;
static CURL			*handles[MOST];
static struct curl_slist	*headers;

static size_t
throw_away(char *ptr, size_t one, size_t len, void *ctx)
{
	(void)ptr;
	(void)ctx;
	return one * len;
}

static void
make_body(void)
{
	size_t	size = 0;
	FILE	*f = open_memstream(&body, &size);

	if (f == NULL)
		return;
	fputs("{\"allOrNone\":false,\"records\":[", f);
	for (int i = 1; i <= ROWS; i++)
		fprintf(f, "%s{\"attributes\":{\"type\":\"Account\"},\"Name\":"
		    "\"Account number %d\",\"NumberOfEmployees\":%d}",
		    i > 1 ? "," : "", i, i);
	fputs("]}", f);
	fclose(f);
}

static CURL *
make_handle(const char *url)
{
	CURL	*easy = curl_easy_init();
	char	 path[200];

	snprintf(path, sizeof path, "%s/services/data/v62.0/composite/sobjects",
	    url);
	curl_easy_setopt(easy, CURLOPT_URL, path);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, throw_away);
	return easy;
}

static void
begin(const char *url, int connections)
{
	make_body();
	multi = curl_multi_init();
	headers = curl_slist_append(headers, "Content-Type: application/json");
	for (int i = 0; i < connections; i++)
		handles[i] = make_handle(url);
}

/* Those that are done take up the next call. */
static bool
go_on(int *left)
{
	CURLMsg	*msg;
	int	 more;

	while ((msg = curl_multi_info_read(multi, &more)) != NULL) {
		CURL	*easy = msg->easy_handle;
		bool	 ok = msg->data.result == CURLE_OK;

		curl_multi_remove_handle(multi, easy);
		if (!ok)
			return false;
		if ((*left)-- > 0)
			curl_multi_add_handle(multi, easy);
	}
	return true;
}

bool
calls_curl(const char *url, int calls, int connections)
{
	int	first, left, running;

	connections = connections > MOST ? MOST : connections;
	if (multi == NULL)
		begin(url, connections);
	first = calls < connections ? calls : connections;
	left = calls - first;
	for (int i = 0; i < first; i++)
		curl_multi_add_handle(multi, handles[i]);
	do {
		curl_multi_perform(multi, &running);
		if (!go_on(&left))
			return false;
		curl_multi_perform(multi, &running);
		if (running > 0)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
	} while (running > 0);
	return left <= 0;
}
