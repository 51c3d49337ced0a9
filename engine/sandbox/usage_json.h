/* SPDX-License-Identifier: MIT */
/* usage_json.h - values from JSON and to it. */
#ifndef USAGE_JSON_H
#define USAGE_JSON_H

#include "usage_value.h"

/* In the run's arena; false: `why` says what is wrong with the text. */
bool	usage_json_read(struct usage_run *, struct arena *, struct slice,
	    struct usage_value *, const char **why);
/* Numbers without a fraction have none: 12, not 12.0. */
void	usage_json_put(struct text *, struct usage_value);
void	usage_json_put_row(struct text *, const struct usage_row *);
void	usage_json_put_number(struct text *, double);

#endif
