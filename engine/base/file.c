/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "precept/file.h"

/* Whole files, folders and names. */

static bool
slurp(int fd, const char *path, struct text *out, struct err *err)
{
	char	*to;
	ssize_t	 n;

	for (;;) {
		size_t	left = out->max - out->len;

		to = text_room(out, left < 65536 ? left : 65536);
		n = read(fd, to, left < 65536 ? left : 65536);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, "cannot read %s", path);
		if (n == 0)
			return true;
		out->len += (size_t)n;
		if (out->len == out->max)
			return err_set(err, ERR_LIMIT, "%s is larger than "
			    "%zu bytes", path, out->max - 1);
	}
}

bool
file_read(const char *path, size_t max, struct arena *arena,
    struct slice *out, struct err *err)
{
	struct text	buf;
	bool		ok;
	int		fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(err, "cannot open %s", path);
	text_init(&buf, max + 1);	/* one more shows that it is too much */
	ok = slurp(fd, path, &buf, err);
	close(fd);
	if (ok) {
		out->len = buf.len;
		out->ptr = arena_text(arena, (struct slice){ buf.ptr,
		    buf.len });
	}
	text_free(&buf);
	return ok;
}

bool
file_exists(const char *path)
{
	struct stat	st;

	return stat(path, &st) == 0;
}

static bool
make_one(const char *path, struct err *err)
{
	struct stat	st;

	if (mkdir(path, 0777) == 0)
		return true;
	if (errno == EEXIST && stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return true;
		errno = ENOTDIR;
	}
	return err_errno(err, "cannot make the folder %s", path);
}

bool
file_make_dir(const char *path, struct err *err)
{
	char	*copy = mem_text(path, strlen(path)), *at = copy;
	bool	 ok = true;

	while (ok && at[0] != '\0' && (at = strchr(at + 1, '/')) != NULL) {
		*at = '\0';
		ok = make_one(copy, err);
		*at = '/';
	}
	if (ok)
		ok = make_one(copy, err);
	mem_free(copy);
	return ok;
}

char *
file_join(struct arena *arena, const char *dir, const char *name)
{
	size_t	len = strlen(dir);

	if (name[0] == '/' || len == 0 || strcmp(dir, ".") == 0)
		return arena_string(arena, name);
	return arena_printf(arena, "%s%s%s", dir,
	    dir[len - 1] == '/' ? "" : "/", name);
}

static bool
ends_with(const char *name, const char *ending)
{
	size_t	n = strlen(name), e = strlen(ending);

	return n >= e && strcmp(name + n - e, ending) == 0;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in heap memory, of which the strings are the arena's. */
static char **
collect(DIR *dir, const char *ending, struct arena *arena, size_t *count)
{
	char		**names = NULL;
	struct dirent	 *entry;
	size_t		  n = 0, cap = 0;

	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.' ||
		    !ends_with(entry->d_name, ending))
			continue;
		if (n == cap) {
			cap = cap == 0 ? 16 : cap * 2;
			names = mem_resize(names, cap, sizeof *names);
		}
		names[n++] = arena_string(arena, entry->d_name);
	}
	*count = n;
	return names;
}

bool
file_list(const char *dir, const char *ending, struct arena *arena,
    char ***names, size_t *count, struct err *err)
{
	DIR	 *d = opendir(dir);
	char	**found;
	size_t	  n;

	if (d == NULL)
		return err_errno(err, "cannot list the folder %s", dir);
	found = collect(d, ending, arena, &n);
	closedir(d);
	*names = arena_array(arena, n, sizeof **names);
	if (n > 0) {
		qsort(found, n, sizeof *found, by_bytes);
		memcpy(*names, found, n * sizeof *found);
	}
	*count = n;
	mem_free(found);
	return true;
}
