/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "precept/file.h"

/* A file under a name of its own until it is whole and on the disk. */

#define BUFFER 65536

struct file_draft {
	char		*path, *part;
	int		 fd;
	struct text	 pending;
};

static char *
name_part(const char *path)
{
	struct text	t;

	text_init(&t, SIZE_MAX);
	text_printf(&t, "%s.part", path);
	return text_take(&t);
}

static void
discard(struct file_draft *d)
{
	if (d->fd >= 0)
		close(d->fd);
	text_free(&d->pending);
	mem_free(d->path);
	mem_free(d->part);
	mem_free(d);
}

/* Else it is found out when all is written, at the renaming. */
static bool
is_folder(const char *path)
{
	struct stat	st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

struct file_draft *
file_draft_open(const char *path, struct err *err)
{
	struct file_draft	*d = mem_alloc(sizeof *d);

	d->path = mem_text(path, strlen(path));
	d->part = name_part(path);
	d->fd = -1;
	text_init(&d->pending, BUFFER);
	if (is_folder(path)) {
		errno = EISDIR;
		err_errno(err, "cannot write %s", path);
		discard(d);
		return NULL;
	}
	d->fd = open(d->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC |
	    O_NOFOLLOW, 0666);
	if (d->fd < 0) {
		err_errno(err, "cannot write %s", errno == ELOOP ? d->part :
		    d->path);
		discard(d);
		return NULL;
	}
	return d;
}

static bool
put(struct file_draft *d, const char *ptr, size_t len, struct err *err)
{
	ssize_t	n;

	for (; len > 0; ptr += n, len -= (size_t)n) {
		n = write(d->fd, ptr, len);
		if (n < 0 && errno == EINTR)
			n = 0;
		if (n < 0)
			return err_errno(err, "cannot write %s", d->path);
	}
	return true;
}

static bool
flush(struct file_draft *d, struct err *err)
{
	bool	ok = put(d, d->pending.ptr, d->pending.len, err);

	text_clear(&d->pending);
	return ok;
}

bool
file_draft_write(struct file_draft *d, const void *ptr, size_t len,
    struct err *err)
{
	if (len > BUFFER - d->pending.len && !flush(d, err))
		return false;
	if (len >= BUFFER)
		return put(d, ptr, len, err);
	text_add(&d->pending, ptr, len);
	return true;
}

/* The new name is on the disk only when its folder is. */
static void
sync_folder(const char *path)
{
	const char	*slash = strrchr(path, '/');
	char		*dir;
	int		 fd;

	dir = slash == NULL ? mem_text(".", 1) :
	    mem_text(path, (size_t)(slash - path) + 1);
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	mem_free(dir);
}

static bool
finish(struct file_draft *d, struct err *err)
{
	int	fd = d->fd;

	if (!flush(d, err))
		return false;
	/* Pipes and the like can't be synced, and need not be. */
	if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS)
		return err_errno(err, "cannot write %s", d->path);
	d->fd = -1;
	if (close(fd) != 0)
		return err_errno(err, "cannot write %s", d->path);
	if (rename(d->part, d->path) != 0)
		return err_errno(err, "cannot rename %s to %s", d->part,
		    d->path);
	sync_folder(d->path);
	return true;
}

bool
file_draft_keep(struct file_draft *d, struct err *err)
{
	bool	ok = finish(d, err);

	if (!ok)
		unlink(d->part);
	discard(d);
	return ok;
}

void
file_draft_drop(struct file_draft *d)
{
	if (d == NULL)
		return;
	unlink(d->part);
	discard(d);
}
