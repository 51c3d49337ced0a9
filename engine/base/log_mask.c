/* SPDX-License-Identifier: MIT */
#include <pthread.h>

#include "precept/log.h"

/* The secrets of this process, kept so that they are never printed. */

struct secret {
	const char	*ptr;
	size_t		 len;
	bool		 kept;		/* by somebody else */
};

static pthread_mutex_t	 lock = PTHREAD_MUTEX_INITIALIZER;
static struct secret	*secrets;	/* longest first */
static size_t		 count;

static bool
is_known(struct slice s)
{
	size_t	i;

	for (i = 0; i < count; i++) {
		if (!secrets[i].kept && secrets[i].len == s.len &&
		    memcmp(secrets[i].ptr, s.ptr, s.len) == 0)
			return true;
	}
	return false;
}

/* The longest first: a secret that holds another one goes as a whole. */
static void
insert(struct secret s)
{
	size_t	at = count++;

	secrets = mem_resize(secrets, count, sizeof *secrets);
	for (; at > 0 && secrets[at - 1].len < s.len; at--)
		secrets[at] = secrets[at - 1];
	secrets[at] = s;
}

void
log_hide(struct slice s)
{
	if (s.len == 0)
		return;
	pthread_mutex_lock(&lock);
	if (!is_known(s))
		insert((struct secret){ mem_text(s.ptr, s.len), s.len,
		    false });
	pthread_mutex_unlock(&lock);
}

void
log_hide_kept(struct slice s)
{
	if (s.len == 0)
		return;
	pthread_mutex_lock(&lock);
	insert((struct secret){ s.ptr, s.len, true });
	pthread_mutex_unlock(&lock);
}

void
log_forget(struct slice room)
{
	size_t	i, left = 0;

	pthread_mutex_lock(&lock);
	for (i = 0; i < count; i++)
		if (!secrets[i].kept || secrets[i].ptr < room.ptr ||
		    secrets[i].ptr >= room.ptr + room.len)
			secrets[left++] = secrets[i];
	count = left;
	pthread_mutex_unlock(&lock);
}

/*
 * Three stars, or as many as the secret is long if that is less. In a child
 * process what is kept may have become zeros: no text holds those.
 */
static void
mask_one(char *text, const struct secret *s)
{
	size_t	stars = s->len < 3 ? s->len : 3, len = strlen(text);
	char	*at = text;

	while ((at = memmem(at, len - (size_t)(at - text), s->ptr,
	    s->len)) != NULL) {
		memset(at, '*', stars);
		memmove(at + stars, at + s->len,
		    len - (size_t)(at - text) - s->len + 1);
		len -= s->len - stars;
		at += stars;
	}
}

void
log_mask(char *text)
{
	size_t	i;

	pthread_mutex_lock(&lock);
	for (i = 0; i < count; i++)
		mask_one(text, &secrets[i]);
	pthread_mutex_unlock(&lock);
}
