/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "precept/clock.h"
#include "precept/log.h"

/* One line a write, so that lines of several threads never mix. */

#define LONGEST_LINE 8192

static const char	*names[] = { "error", "warn", "info", "debug" };
static _Atomic int	 most = LOG_WARN;

void
log_level_set(enum log_level level)
{
	most = level;
}

static void
add_time(struct text *out)
{
	int64_t		 now = clock_now();
	time_t		 seconds = (time_t)(now / 1000000);
	struct tm	 tm;
	char		 buf[32];

	gmtime_r(&seconds, &tm);
	strftime(buf, sizeof buf, "%Y-%m-%dT%H:%M:%S", &tm);
	text_printf(out, "%s.%03dZ", buf, (int)(now / 1000 % 1000));
}

/* Control characters can neither end the line nor drive a terminal. */
static void
add_clean(struct text *out, const char *s, bool json)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (json && (c == '"' || c == '\\')) {
			text_char(out, '\\');
			text_char(out, *s);
		} else if (c < 0x20 || c == 0x7f) {
			text_printf(out, json ? "\\u%04x" : "\\x%02x", c);
		} else {
			text_char(out, *s);
		}
	}
}

static void
add_line(struct text *out, enum log_level level, const char *message)
{
	const char	*form = getenv("PRECEPT_LOG");
	bool		 json = form != NULL && strcmp(form, "json") == 0;

	text_string(out, json ? "{\"time\":\"" : "");
	add_time(out);
	text_string(out, json ? "\",\"level\":\"" : " ");
	text_string(out, names[level]);
	text_string(out, json ? "\",\"text\":\"" : ": ");
	add_clean(out, message, json);
	text_string(out, json ? "\"}\n" : "\n");
}

static void
write_all(const char *ptr, size_t len)
{
	ssize_t	n;

	for (; len > 0; ptr += n, len -= (size_t)n) {
		n = write(STDERR_FILENO, ptr, len);
		if (n <= 0)
			return;
	}
}

void
log_line(enum log_level level, const char *format, ...)
{
	char		message[LONGEST_LINE];
	struct text	out;
	va_list		ap;

	if ((int)level > most)
		return;
	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	log_mask(message);
	text_init(&out, 8 * LONGEST_LINE);
	add_line(&out, level, message);
	write_all(out.ptr, out.len);
	text_free(&out);
}
