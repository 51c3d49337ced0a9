/* SPDX-License-Identifier: MIT */
/*
 * text.h - borrowed bytes (slice) and a growing buffer with a ceiling (text).
 *
 *	struct text out;
 *	text_init(&out, 1 << 20);
 *	text_printf(&out, "%d rows", 7);
 *	text_free(&out);
 */
#ifndef PRECEPT_TEXT_H
#define PRECEPT_TEXT_H

#include <string.h>

#include "precept/mem.h"

/* Bytes that somebody else owns; not NUL ended. */
struct slice {
	const char	*ptr;
	size_t		 len;
};

#define SLICE(literal) ((struct slice){ literal, sizeof(literal) - 1 })

static inline struct slice
slice_of(const char *s)
{
	return (struct slice){ s, s == NULL ? 0 : strlen(s) };
}

static inline bool
slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len &&
	    (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* By bytes; the shorter first when one begins the other. */
int	slice_compare(struct slice, struct slice);
bool	slice_is(struct slice, const char *);
/* ASCII case does not count. */
bool	slice_is_nocase(struct slice, const char *);
/* Without the ASCII blanks at both ends. */
struct slice slice_trim(struct slice);

struct text {
	char	*ptr;		/* always NUL ended once anything was added */
	size_t	 len, cap;
	size_t	 max;		/* the ceiling in bytes */
	bool	 full;		/* something did not fit and was left out */
};

void	text_init(struct text *, size_t max);
void	text_clear(struct text *);	/* length 0, memory stays */
void	text_free(struct text *);

/* All of these set `full` and add nothing when the ceiling is reached. */
void	text_add(struct text *, const char *, size_t);
void	text_slice(struct text *, struct slice);
void	text_string(struct text *, const char *);
void	text_char(struct text *, char);
void	text_printf(struct text *, const char *, ...) PRINTF_LIKE(2, 3);

/*
 * Room for `size` more bytes: write there, then add to `len` yourself. NULL
 * when the ceiling is reached. For the hot loops of writers.
 */
char	*text_room(struct text *, size_t size);

/* The bytes, NUL ended, now the caller's; the buffer is empty after. */
char	*text_take(struct text *);

#endif
