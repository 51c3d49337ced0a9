/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "precept/text.h"

/* A growing buffer that is born with a ceiling. */

#ifndef TEXT_FIRST_SIZE
#define TEXT_FIRST_SIZE 256
#endif

void
text_init(struct text *t, size_t max)
{
	*t = (struct text){ .max = max < SIZE_MAX / 2 ? max : SIZE_MAX / 2 };
}

void
text_clear(struct text *t)
{
	t->len = 0;
	t->full = false;
	if (t->ptr != NULL)
		t->ptr[0] = '\0';
}

void
text_free(struct text *t)
{
	mem_free(t->ptr);
	text_init(t, t->max);
}

/* One byte more than the ceiling at most: the NUL. */
static void
grow(struct text *t, size_t need)
{
	size_t	cap = t->cap == 0 ? TEXT_FIRST_SIZE : t->cap;

	while (cap < need)
		cap *= 2;
	t->cap = cap < t->max + 1 ? cap : t->max + 1;
	t->ptr = mem_resize(t->ptr, t->cap, 1);
}

char *
text_room(struct text *t, size_t size)
{
	if (size > t->max - t->len) {
		t->full = true;
		return NULL;
	}
	if (t->cap - t->len <= size)
		grow(t, t->len + size + 1);
	return t->ptr + t->len;
}

void
text_add(struct text *t, const char *ptr, size_t len)
{
	char	*to = text_room(t, len);

	if (to == NULL)
		return;
	if (len > 0)
		memcpy(to, ptr, len);
	to[len] = '\0';
	t->len += len;
}

void
text_slice(struct text *t, struct slice s)
{
	text_add(t, s.ptr, s.len);
}

void
text_string(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void
text_char(struct text *t, char c)
{
	text_add(t, &c, 1);
}

void
text_printf(struct text *t, const char *format, ...)
{
	va_list	ap;
	char	*to;
	int	len;

	va_start(ap, format);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (len < 0 || (to = text_room(t, (size_t)len)) == NULL) {
		t->full = true;
		return;
	}
	va_start(ap, format);
	vsnprintf(to, (size_t)len + 1, format, ap);
	va_end(ap);
	t->len += (size_t)len;
}

char *
text_take(struct text *t)
{
	char	*ptr = t->ptr;

	if (ptr == NULL)
		ptr = mem_alloc(1);
	else
		ptr[t->len] = '\0';
	text_init(t, t->max);
	return ptr;
}
