/* SPDX-License-Identifier: MIT */
/* answer.h - from a whole request to its whole answer. */
#ifndef ANSWER_H
#define ANSWER_H

#include "request.h"

struct fault;

enum answer_end {
	ANSWER_WHOLE,
	ANSWER_RESET,		/* the connection breaks */
	ANSWER_CUT		/* only `cut` bytes of the body arrive */
};

/* How long the call waits first, in microseconds. Asked once a call. */
int64_t		answer_latency(struct request *);
/* The request is answered, and logged; how it ends is the result. */
enum answer_end	answer_make(struct request *, size_t *cut);

#endif
