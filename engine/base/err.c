/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>

#include "precept/err.h"
#include "precept/log.h"

/* A sentence that fits, prints safely and holds no secret. */

#define LONGEST 4096

static bool
begins_character(char c)
{
	return (c & 0xc0) != 0x80;
}

/* Cuts at a whole character, "..." at the end. */
static void
cut(char *out, size_t len)
{
	len -= 3;
	while (len > 0 && !begins_character(out[len]))
		len--;
	memcpy(out + len, "...", 4);
}

static void
store(struct err *err, const char *s)
{
	size_t	len = 0, room = sizeof err->text - 1;

	for (; *s != '\0' && len < room; s++) {
		unsigned char c = (unsigned char)*s;

		if (c >= 0x20 && c != 0x7f) {
			err->text[len++] = *s;
			continue;
		}
		if (room - len < 4)
			break;
		len += (size_t)snprintf(err->text + len, 5, "\\x%02X", c);
	}
	err->text[len] = '\0';
	if (*s != '\0')
		cut(err->text, len);
}

bool
err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	char	draft[LONGEST];
	va_list	ap;

	va_start(ap, format);
	vsnprintf(draft, sizeof draft, format, ap);
	va_end(ap);
	log_mask(draft);
	err->kind = kind;
	store(err, draft);
	return false;
}

bool
err_in(struct err *err, const char *format, ...)
{
	char	draft[LONGEST], where[LONGEST / 2];
	va_list	ap;

	va_start(ap, format);
	vsnprintf(where, sizeof where, format, ap);
	va_end(ap);
	snprintf(draft, sizeof draft, "%s: %s", where, err->text);
	log_mask(draft);
	store(err, draft);
	return false;
}

bool
err_errno(struct err *err, const char *format, ...)
{
	char		 draft[LONGEST / 2];
	const char	*why = strerror(errno);
	va_list		 ap;

	va_start(ap, format);
	vsnprintf(draft, sizeof draft, format, ap);
	va_end(ap);
	return err_set(err, ERR_SYSTEM, "%s: %s", draft, why);
}
