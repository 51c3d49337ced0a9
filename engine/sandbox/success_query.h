/* SPDX-License-Identifier: MIT */
/* success_query.h - lists of the cockpit, which are queries too. */
#ifndef SUCCESS_QUERY_H
#define SUCCESS_QUERY_H

#include "success_answer.h"

/* The call's body has pages, and conditions with `fieldName`. */
void	success_query_cockpit(struct request *, const char *object);

#endif
