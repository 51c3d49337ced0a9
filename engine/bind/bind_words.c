/* SPDX-License-Identifier: MIT */
#include "bind_parts.h"
#include "precept/stdlib.h"

/* The words of stdlib by name: `-- name: summary` is each file's first line. */

#define MOST_WORDS 100

static struct bind_word	words[MOST_WORDS];
static size_t		count;
static pthread_once_t	once = PTHREAD_ONCE_INIT;

/* The texts stay until the process ends; the table is made once. */
static void
add_word(const struct stdlib_file *f)
{
	const char	*line_end = memchr(f->ptr, '\n', f->len);
	const char	*colon = memmem(f->ptr, f->len, ": ", 2);
	static char	 room[16384];
	static size_t	 used;
	size_t		 need;

	if (line_end == NULL || colon == NULL || colon > line_end ||
	    count == MOST_WORDS)
		return;
	need = (size_t)(line_end - f->ptr) + 2;
	if (need > sizeof room - used)
		return;
	memcpy(room + used, f->ptr, need - 2);
	room[used + (size_t)(colon - f->ptr)] = '\0';
	words[count].name = room + used + strlen("-- ");
	words[count].summary = room + used + (colon - f->ptr) + 2;
	used += need;
	count++;
}

static void
list_words(void)
{
	const struct stdlib_file	*f;

	for (f = stdlib_files; f->name != NULL; f++)
		if (strncmp(f->name, "words/", 6) == 0)
			add_word(f);
}

size_t
bind_words(const struct bind_word **list)
{
	pthread_once(&once, list_words);
	*list = words;
	return count;
}
