/* SPDX-License-Identifier: MIT */
#include <pthread.h>

#include "precept/log.h"

/* The secrets of this process, kept so that they are never printed. */

struct secret {
	char	*ptr;
	size_t	 len;
};

static pthread_mutex_t	 lock = PTHREAD_MUTEX_INITIALIZER;
static struct secret	*secrets;	/* longest first */
static size_t		 count;

static bool
is_known(struct slice s)
{
	size_t	i;

	for (i = 0; i < count; i++) {
		if (secrets[i].len == s.len &&
		    memcmp(secrets[i].ptr, s.ptr, s.len) == 0)
			return true;
	}
	return false;
}

/* The longest first: a secret that holds another one goes as a whole. */
static void
insert(struct slice s)
{
	size_t	at = count++;

	secrets = mem_resize(secrets, count, sizeof *secrets);
	for (; at > 0 && secrets[at - 1].len < s.len; at--)
		secrets[at] = secrets[at - 1];
	secrets[at] = (struct secret){ mem_text(s.ptr, s.len), s.len };
}

void
log_hide(struct slice secret)
{
	if (secret.len == 0)
		return;
	pthread_mutex_lock(&lock);
	if (!is_known(secret))
		insert(secret);
	pthread_mutex_unlock(&lock);
}

/* Three stars, or as many as the secret is long if that is less. */
static void
mask_one(char *text, const struct secret *s)
{
	size_t	stars = s->len < 3 ? s->len : 3;
	char	*at;

	for (at = text; (at = strstr(at, s->ptr)) != NULL; at += stars) {
		memset(at, '*', stars);
		memmove(at + stars, at + s->len, strlen(at + s->len) + 1);
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
