/* SPDX-License-Identifier: MIT */
/* usage_ask.h - a pipeline's rows into an answer. */
#ifndef USAGE_ASK_H
#define USAGE_ASK_H

#include "request.h"
#include "usage_data.h"
#include "usage_pipe.h"

/* Rows into `out`, JSON with commas between them, or CSV with a header;
 * false: what is wrong is answered. */
bool	usage_ask_rows(struct request *, struct usage_run *,
	    const struct usage_value *pipeline, bool csv);

#endif
