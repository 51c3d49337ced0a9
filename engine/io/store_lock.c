/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "store_private.h"

/*
 * One process writes: it holds a lock on a file beside the store, with its
 * process id in it. The lock goes with the process, however that ends; the
 * file stays, since taking it away would race with the next one.
 */

#define TRIES 10	/* others look at the lock for an instant */
#define PAUSE 20000000	/* nanoseconds between them */

static int
open_lock(const struct store *s, int flags)
{
	struct text	path;
	int		fd;

	text_init(&path, STORE_TEXT_MAX);
	text_printf(&path, "%s.lock", s->path);
	fd = open(path.ptr, flags | O_CLOEXEC, 0666);
	text_free(&path);
	return fd;
}

static int64_t
read_pid(int fd)
{
	char	digits[24];
	ssize_t	n = pread(fd, digits, sizeof digits - 1, 0);

	if (n <= 0)
		return 0;
	digits[n] = '\0';
	return strtoll(digits, NULL, 10);
}

static bool
write_pid(int fd)
{
	char	digits[24];
	int	n = snprintf(digits, sizeof digits, "%lld\n",
	    (long long)getpid());

	return ftruncate(fd, 0) == 0 && pwrite(fd, digits, (size_t)n, 0) == n;
}

static bool
take(int fd)
{
	struct timespec	pause = { 0, PAUSE };

	for (int i = 0; i < TRIES; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

bool
store_lock(struct store *s, struct err *err)
{
	int	fd = open_lock(s, O_RDWR | O_CREAT);

	if (fd < 0)
		return err_errno(err, "%s.lock cannot be opened", s->path);
	if (!take(fd)) {
		err_set(err, ERR_SYSTEM, "%s is being written by process "
		    "%lld: wait or stop it", s->path,
		    (long long)read_pid(fd));
		close(fd);
		return false;
	}
	if (!write_pid(fd)) {
		err_errno(err, "%s.lock cannot be written", s->path);
		close(fd);
		return false;
	}
	s->lock = fd;
	return true;
}

void
store_unlock(struct store *s)
{
	if (s->lock < 0)
		return;
	(void)!ftruncate(s->lock, 0);
	close(s->lock);
	s->lock = -1;
}

int64_t
store_writer(const struct store *s)
{
	int	fd = open_lock(s, O_RDONLY);
	int64_t	pid = 0;

	if (fd < 0)
		return 0;
	if (flock(fd, LOCK_SH | LOCK_NB) != 0)
		pid = read_pid(fd);
	close(fd);
	return pid;
}
