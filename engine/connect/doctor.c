/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>

#include "precept/doctor.h"

/* What was looked at, in order. */

#define SAID_MAX 4096

static void
add(struct doctor *d, enum doctor_level level, const char *what,
    const char *said)
{
	struct doctor_check	*c = arena_alloc(d->arena, sizeof *c);

	*c = (struct doctor_check){ level, d->of, what, said, NULL };
	if (d->first == NULL)
		d->first = c;
	else
		d->last->next = c;
	d->last = c;
	d->counts[level]++;
}

void
doctor_say(struct doctor *d, enum doctor_level level, const char *what,
    const char *format, ...)
{
	char	said[SAID_MAX];
	va_list	ap;

	va_start(ap, format);
	vsnprintf(said, sizeof said, format, ap);
	va_end(ap);
	add(d, level, what, arena_string(d->arena, said));
}

void
doctor_fail(struct doctor *d, const char *what, const struct err *err)
{
	if (err->kind == ERR_REMOTE || err->kind == ERR_LIMIT)
		d->unreached = true;
	add(d, DOCTOR_BAD, what, arena_string(d->arena, err->text));
}
