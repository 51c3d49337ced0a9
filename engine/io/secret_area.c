/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <errno.h>

#include <openssl/crypto.h>

#include "precept/log.h"
#include "secret_area.h"

/* Pages that are never swapped, dumped, nor handed to a child process. */

#define AREA	(256 << 10)
#define SLOTS	256

struct slot {
	size_t	at, size;
	bool	used;
};

static pthread_mutex_t	 lock = PTHREAD_MUTEX_INITIALIZER;
static char		*area;
static size_t		 filled, slot_count;
static struct slot	 slots[SLOTS];

/*
 * Nobody looks into this process from now on, not even through a core file.
 * LeakSanitizer would have to.
 */
static void
shut_process(void)
{
#ifndef __SANITIZE_ADDRESS__
	struct rlimit	none = { 0, 0 };

	if (prctl(PR_SET_DUMPABLE, 0) != 0 ||
	    setrlimit(RLIMIT_CORE, &none) != 0)
		log_line(LOG_WARN, "a core file could hold secrets: %s",
		    strerror(errno));
#endif
}

static bool
open_area(struct err *err)
{
	void	*new = mmap(NULL, AREA, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (new == MAP_FAILED)
		return err_errno(err, "cannot get memory for secrets");
	if (mlock(new, AREA) != 0)
		log_line(LOG_WARN, "secrets could be swapped to the disk: "
		    "mlock: %s (raise 'ulimit -l' to %d)", strerror(errno),
		    AREA >> 10);
	madvise(new, AREA, MADV_DONTDUMP);
	madvise(new, AREA, MADV_WIPEONFORK);
	shut_process();
	area = new;
	return true;
}

/* The smallest that will do. */
static struct slot *
find_room(size_t size)
{
	struct slot	*s = NULL;
	size_t		 i;

	for (i = 0; i < slot_count; i++)
		if (!slots[i].used && slots[i].size >= size &&
		    (s == NULL || slots[i].size < s->size))
			s = &slots[i];
	if (s != NULL)
		return s;
	size = (size + 63) / 64 * 64;
	if (slot_count == SLOTS || size > AREA - filled)
		return NULL;
	s = &slots[slot_count++];
	*s = (struct slot){ .at = filled, .size = size };
	filled += size;
	return s;
}

char *
secret_area_take(size_t size, struct err *err)
{
	struct slot	*s = NULL;

	pthread_mutex_lock(&lock);
	if (area != NULL || open_area(err)) {
		s = find_room(size);
		if (s == NULL)
			err_set(err, ERR_LIMIT, "more secrets than %d KiB "
			    "cannot be held at once", AREA >> 10);
		else
			s->used = true;
	}
	pthread_mutex_unlock(&lock);
	return s == NULL ? NULL : area + s->at;
}

static struct slot *
find_slot(const char *ptr)
{
	size_t	i;

	for (i = 0; i < slot_count; i++)
		if (slots[i].used && area + slots[i].at == ptr)
			return &slots[i];
	return NULL;
}

size_t
secret_area_size(const char *ptr)
{
	struct slot	*s;

	pthread_mutex_lock(&lock);
	s = find_slot(ptr);
	pthread_mutex_unlock(&lock);
	return s == NULL ? 0 : s->size;
}

void
secret_area_give(char *ptr)
{
	struct slot	*s;

	pthread_mutex_lock(&lock);
	s = find_slot(ptr);
	if (s != NULL) {
		OPENSSL_cleanse(ptr, s->size);
		s->used = false;
	}
	pthread_mutex_unlock(&lock);
}
