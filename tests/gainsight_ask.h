/* SPDX-License-Identifier: MIT */
/* gainsight_ask.h - calls to the sandbox's Gainsight, for suites. */
#ifndef PRECEPT_GAINSIGHT_ASK_H
#define PRECEPT_GAINSIGHT_ASK_H

#include "sandbox_ask.h"

#define GAINSIGHT_KEY "accesskey: " SANDBOX_ACCESS_KEY "\r\n"		\
	"Content-Type: application/json\r\n"

/* What answers are, without the request's id. */
#define GAINSIGHT_OK(data) "200 {\"result\":true,\"errorCode\":null,"	\
	"\"errorDesc\":null,\"data\":" data ",\"message\":null}"
#define GAINSIGHT_ERROR(status, code, text) status " {\"result\":false," \
	"\"errorCode\":\"" code "\",\"errorDesc\":\"" text "\","	\
	"\"data\":null,\"message\":null}"

/* "200 {…}" with the access key, the request's id taken out. */
const char	*gainsight_ask(const char *method, const char *path,
		    const char *body);
/* "gainsight_labels off" */
void		 gainsight_ask_turn(const char *line);

#endif
