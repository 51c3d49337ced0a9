/* SPDX-License-Identifier: MIT */
/*
 * log.h - what the engineer beside the admin reads, on stderr.
 *
 * Lines are text, or JSON with PRECEPT_LOG=json. Secrets told to log_hide()
 * are masked wherever they turn up, in errors and reports too.
 */
#ifndef PRECEPT_LOG_H
#define PRECEPT_LOG_H

#include "precept/text.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void	log_level_set(enum log_level);	/* default LOG_WARN */
void	log_line(enum log_level, const char *, ...) PRINTF_LIKE(2, 3);

/* From now on this value is printed as "***" by log_mask and log_line. */
void	log_hide(struct slice secret);
/* The same without a copy: these bytes stay where they are, and what they
 * are, until log_forget(). */
void	log_hide_kept(struct slice secret);
void	log_forget(struct slice room);	/* all that lie in it */
void	log_mask(char *text);		/* in place; the length never grows */

#endif
