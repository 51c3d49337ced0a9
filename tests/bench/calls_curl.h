/* SPDX-License-Identifier: MIT */
/* calls_curl.h - the calls of calls_bench.c by libcurl alone. */
#ifndef CALLS_CURL_H
#define CALLS_CURL_H

#include <stdbool.h>

/* So many calls of 200 records each, some at once; connections are kept for
 * the next time. false: one of them failed. */
bool	calls_curl(const char *url, int calls, int connections);

#endif
