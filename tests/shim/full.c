/* SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

/*
 * Preloaded by tests/full.sh: the FULL_AT-th write into a file and all after
 * it find the disk full. What is there already may be written over or not,
 * as on a file system that copies on writing.
 */

static bool
is_full(void)
{
	static long	at = -1, now;
	const char	*text;

	if (at < 0) {
		text = getenv("FULL_AT");
		at = text == NULL ? 0 : atol(text);
	}
	if (__atomic_add_fetch(&now, 1, __ATOMIC_SEQ_CST) < at || at == 0)
		return false;
	errno = ENOSPC;
	return true;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t
write(int fd, const void *p, size_t n)
{
	return fd > 2 && is_full() ? -1 : NEXT(write)(fd, p, n);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t at)
{
	return is_full() ? -1 : NEXT(pwrite)(fd, p, n, at);
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	return is_full() ? -1 : NEXT(pwrite64)(fd, p, n, at);
}
