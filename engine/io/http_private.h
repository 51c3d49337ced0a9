/* SPDX-License-Identifier: MIT */
/* http_private.h - what the files of http share; nobody else sees libcurl. */
#ifndef PRECEPT_HTTP_PRIVATE_H
#define PRECEPT_HTTP_PRIVATE_H

#include <curl/curl.h>

#include "precept/err.h"
#include "precept/text.h"

#define HTTP_HEADER_MAX ((size_t)64 << 10)	/* of one answer */
#define HTTP_CONNECT 10000	/* ms, with name and TLS */

struct http_call;

/* Calls in the order they came. */
struct http_list {
	struct http_call	*first, *last;
};

/* How many calls the service bears at once (http_pace.c). */
struct http_pace {
	int	now, most;
	int	good;		/* that went well since it last changed */
	int	epoch;		/* how often it was halved */
	int64_t	hold;		/* nothing new before; clock_steady() */
};

/* How many repeats are left (http_pause.c). */
struct http_budget {
	double	left;
	int64_t	since;		/* clock_steady() of the last look */
};

struct http {
	CURLM			*multi;
	struct http_list	 queued, done;
	struct http_flight	*flying;
	int			 under_way;
	bool			 stale;		/* connections must go */
	struct http_pace	 pace;
	struct http_budget	 budget;
	int			 stall;
	char			*ca_file, *agent, *proxy;
	int			*sockets;	/* that are open */
	size_t			 socket_count;
};

/* A call under way. */
struct http_flight {
	struct http_flight	*next;
	struct http		*http;
	struct http_call	*call;
	CURL			*easy;
	CURLU			*url;
	struct curl_slist	*headers;
	char			*host;		/* "login.salesforce.com:444" */
	bool			 plain;		/* http: to loopback only */
	int			 sends;		/* begun, by libcurl's count */
	bool			 spoiled;	/* its connection was */
	int			 epoch;		/* of the pace, at the start */
	int64_t			 timeout;	/* ms */
	bool			 sealed;	/* the header is whole */
	size_t			 header_bytes, body_bytes, max_bytes;
	bool			 hopeless;	/* for http_call */
	char			 refused[192];	/* why we ended it, or "" */
	char			 said[CURL_ERROR_SIZE];
};

void	http_list_add(struct http_list *, struct http_call *);
struct http_call *http_list_take(struct http_list *);

/* http_url.c: the parsed address, or false and why the call cannot be. */
bool	http_aim(struct http_flight *);
/* http_socket.c: libcurl's callbacks, and what they know. */
curl_socket_t http_socket(void *flight, curlsocktype, struct curl_sockaddr *);
int	http_socket_close(void *http, curl_socket_t);
/* Has nobody said anything on the socket with that local port? */
bool	http_socket_is_quiet(const struct http *, int port);

/* http_lines.c: the lines of the header, or false and which is refused. */
bool	http_lines(struct http_flight *);

/* http_flight.c: a call into the air; false: it has landed already. */
bool	http_fly(struct http *, struct http_call *);
void	http_land(struct http_flight *, CURLcode);

/* http_answer.c: libcurl's callbacks, and what they saw. */
size_t	http_on_header(char *, size_t, size_t, void *flight);
size_t	http_on_body(char *, size_t, size_t, void *flight);
/* Is an answer that libcurl takes for whole really that? */
bool	http_is_whole(struct http_flight *);

/* http_why.c: outcome and why. */
void	http_judge(struct http_flight *, CURLcode);
/* Ends a call for a reason of our own; always false. */
bool	http_refuse(struct http_flight *, const char *, ...) PRINTF_LIKE(2, 3);

/* http_pace.c */
void	http_pace_init(struct http_pace *, int most);
/* May one more begin while so many are under way? */
bool	http_pace_allows(const struct http_pace *, int under_way);
void	http_pace_learn(struct http_pace *, const struct http_call *,
	    int epoch);

/* http_pause.c */
void	http_budget_init(struct http_budget *);
void	http_budget_earn(struct http_budget *);
/* What Retry-After says, in ms; -1: nothing. */
int64_t	http_retry_after(const struct http_call *);

#endif
