/* SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

/*
 * Preloaded by tests/kill.sh and its like: the process dies by SIGKILL right
 * before its KILL_AT-th call that changes a file, before or after it sends,
 * or after it receives. With KILL_NET=1 only the last three count. No library
 * or program has to help.
 */

static void
step(void)
{
	static long	at = -1, now;
	const char	*text;

	if (at < 0) {
		text = getenv("KILL_AT");
		at = text == NULL ? 0 : atol(text);
	}
	if (__atomic_add_fetch(&now, 1, __ATOMIC_SEQ_CST) == at)
		kill(getpid(), SIGKILL);
}

static void
file_step(void)
{
	if (getenv("KILL_NET") == NULL)
		step();
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t
write(int fd, const void *p, size_t n)
{
	if (fd > 2)
		file_step();
	return NEXT(write)(fd, p, n);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t at)
{
	file_step();
	return NEXT(pwrite)(fd, p, n, at);
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	file_step();
	return NEXT(pwrite64)(fd, p, n, at);
}

int
fsync(int fd)
{
	file_step();
	return NEXT(fsync)(fd);
}

int
fdatasync(int fd)
{
	file_step();
	return NEXT(fdatasync)(fd);
}

int
ftruncate64(int fd, off64_t n)
{
	file_step();
	return NEXT(ftruncate64)(fd, n);
}

int
rename(const char *from, const char *to)
{
	file_step();
	return NEXT(rename)(from, to);
}

int
unlink(const char *path)
{
	file_step();
	return NEXT(unlink)(path);
}

ssize_t
send(int fd, const void *p, size_t n, int flags)
{
	ssize_t	sent;

	step();
	sent = NEXT(send)(fd, p, n, flags);
	step();
	return sent;
}

ssize_t
recv(int fd, void *p, size_t n, int flags)
{
	ssize_t	got = NEXT(recv)(fd, p, n, flags);

	if (got > 0)
		step();
	return got;
}
