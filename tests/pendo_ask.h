/* SPDX-License-Identifier: MIT */
/*
 * pendo_ask.h - sandbox_ask.h for Pendo: the files of tests/cases/pendo, in
 * Europe/Berlin, on 2026-11-24 12:00 UTC.
 */
#ifndef PRECEPT_PENDO_ASK_H
#define PRECEPT_PENDO_ASK_H

#include "sandbox_ask.h"

#define PENDO_RATE 300		/* calls a second */

extern const char	*pendo_ask_key;

void	pendo_ask_start(void);
/* The path is below /api/v1; the answer is in `ask`. */
void	pendo_ask(const char *method, const char *path, const char *body);
void	pendo_switch(const char *line);

#endif
