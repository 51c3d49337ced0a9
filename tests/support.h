/* SPDX-License-Identifier: MIT */
/*
 * support.h - what many suites need.
 *
 * A suite is a file tests/test_<name>.c with one extern function,
 * `TCase *test_<name>(void)`; nothing else has to be told about it.
 */
#ifndef PRECEPT_SUPPORT_H
#define PRECEPT_SUPPORT_H

#include <check.h>
#include <signal.h>
#include <stdlib.h>

#include "precept/err.h"
#include "precept/text.h"

/* The slice holds exactly this text. */
#define assert_slice(got, want) do {					\
	struct slice got_ = (got);					\
	char *text_ = mem_text(got_.ptr, got_.len);			\
	ck_assert_str_eq(text_, (want));				\
	mem_free(text_);						\
} while (0)

/* The whole buffer is this text. */
#define assert_text(got, want) \
	assert_slice(((struct slice){ (got)->ptr, (got)->len }), want)

/* The whole sentence and its kind. */
#define assert_err(err, wanted_kind, want) do {				\
	ck_assert_str_eq((err)->text, (want));				\
	ck_assert_int_eq((err)->kind, (wanted_kind));			\
} while (0)

/* Holds, or the test ends with the error's sentence. */
#define assert_ok(call, err) \
	ck_assert_msg((call), "%s: %s", #call, (err)->text)

/* Each test has its own process: it may end it. Not under sanitizers. */
bool		 support_forks(void);

/* A new empty folder, gone when the process ends; not to be freed. */
const char	*support_folder(void);
/* A file in it, of this text; its path, not to be freed. */
const char	*support_file(const char *name, const char *text);

#endif
