/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cli.h"
#include "precept/clock.h"
#include "precept/log.h"

/* What the terminal gets to see. */

void
screen_note(const char *format, ...)
{
	struct text	t;
	va_list		args;
	char		*line = NULL;

	va_start(args, format);
	if (vasprintf(&line, format, args) < 0)
		line = NULL;
	va_end(args);
	text_init(&t, (size_t)1 << 20);
	text_string(&t, line == NULL ? "out of memory" : line);
	log_mask(t.ptr);
	screen_progress_end();
	fflush(stdout);
	fprintf(stderr, "precept: %s\n", t.ptr);
	text_free(&t);
	mem_free(line);
}

int
screen_error(const struct err *err)
{
	screen_note("%s", err->text);
	if (err->kind == ERR_REMOTE)
		return EXIT_UNREACHED;
	return err->kind == ERR_DATA ? EXIT_REJECTED : EXIT_ERROR;
}

const char *
screen_colour(const struct args *a, char op)
{
	if (!a->screen)
		return "";
	switch (op) {
	case CHANGE_CREATE:
		return "\033[32m";
	case CHANGE_UPDATE:
		return "\033[33m";
	case CHANGE_REJECT:
	case CHANGE_DELETE:
		return "\033[31m";
	default:
		return "\033[1m";
	}
}

const char *
screen_plain(const struct args *a)
{
	return a->screen ? "\033[0m" : "";
}

void
screen_findings(const struct diags *diags, const struct args *a,
    struct text *out)
{
	if (!a->json) {
		diags_show(diags, a->screen, out);
		return;
	}
	text_string(out, "{\"findings\":");
	diags_json(diags, out);
	text_string(out, "}\n");
}

static struct {
	int64_t	last;		/* clock_steady of the last line */
	bool	shown;
} progress;

#define PROGRESS_EVERY 200000	/* microseconds */

static void
tell(void *ctx, uint64_t done, uint64_t total, const char *what)
{
	int64_t now = clock_steady();

	(void)ctx;
	if (now - progress.last < PROGRESS_EVERY)
		return;
	progress.last = now;
	progress.shown = true;
	if (total > 0)
		fprintf(stderr, "\r\033[K%s: %.0f%%", what,
		    100.0 * (double)done / (double)total);
	else
		fprintf(stderr, "\r\033[K%s: %llu rows", what,
		    (unsigned long long)done);
}

struct run_progress
screen_progress(const struct args *a)
{
	struct run_progress none = { 0 }, shown = { .tell = tell };

	progress.last = clock_steady();
	return a->quiet || a->json || !isatty(STDERR_FILENO) ? none : shown;
}

void
screen_progress_end(void)
{
	if (progress.shown)
		fputs("\r\033[K", stderr);
	progress.shown = false;
}

void
screen_print(struct text *t)
{
	screen_progress_end();
	if (t->len > 0) {
		log_mask(t->ptr);
		fwrite(t->ptr, 1, strlen(t->ptr), stdout);
	}
	text_free(t);
}
