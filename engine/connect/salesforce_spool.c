/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "precept/file.h"
#include "salesforce_bulk.h"

/*
 * Lines that wait for their job, in a file without a name. They are sent
 * sorted: records of one parent lie side by side, so that the batches which
 * Salesforce cuts do not lock one another out.
 */

static int
open_nameless(const char *dir, struct err *err)
{
	char	name[4096];
	int	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0)
		return fd;
	snprintf(name, sizeof name, "%s/upload-XXXXXX", dir);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0)
		err_errno(err, "rows for an upload cannot be kept in '%s'",
		    dir);
	else
		unlink(name);
	return fd;
}

static bool
write_all(int fd, const char *at, size_t len, struct err *err)
{
	while (len > 0) {
		ssize_t n = write(fd, at, len);

		if (n <= 0)
			return err_errno(err, "rows for an upload cannot be "
			    "kept");
		at += n;
		len -= (size_t)n;
	}
	return true;
}

bool
salesforce_spool_add(struct salesforce_spool *s, const char *dir,
    uint64_t order, const struct text *line, struct err *err)
{
	if (s->count == s->cap) {
		s->cap = s->cap == 0 ? 4096 : s->cap * 2;
		s->lines = mem_resize(s->lines, s->cap, sizeof *s->lines);
	}
	if (s->count == 0 && (s->fd = open_nameless(dir, err)) < 0)
		return false;
	s->lines[s->count++] = (struct spool_line){ s->size,
		(uint32_t)line->len, order };
	s->size += line->len;
	return write_all(s->fd, line->ptr, line->len, err);
}

static int
compare(const void *a, const void *b)
{
	const struct spool_line *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static bool
copy_lines(const struct salesforce_spool *s, int to, const char *from,
    size_t *next, size_t header, struct err *err)
{
	struct text	some;
	uint64_t	size = header;
	bool		ok = true;

	text_init(&some, (size_t)64 << 20);
	for (; ok && *next < s->count && (size == header ||
	    size + s->lines[*next].len <= SALESFORCE_BULK_BYTES); ++*next) {
		const struct spool_line *l = &s->lines[*next];

		text_add(&some, from + l->offset, l->len);
		size += l->len;
		if (some.len < 1 << 20)
			continue;
		ok = write_all(to, some.ptr, some.len, err);
		text_clear(&some);
	}
	ok = ok && write_all(to, some.ptr, some.len, err);
	text_free(&some);
	return ok;
}

static bool
map_file(int fd, struct slice *out, struct err *err)
{
	off_t	 size = lseek(fd, 0, SEEK_END);
	void	*at = mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED, fd, 0);

	if (at == MAP_FAILED)
		return err_errno(err, "rows for an upload cannot be read");
	*out = (struct slice){ at, (size_t)size };
	return true;
}

bool
salesforce_spool_map(struct salesforce_spool *s, const char *dir,
    const struct text *header, size_t *next, struct slice *out,
    struct err *err)
{
	struct slice	all;
	bool		ok;
	int		fd;

	if (*next == 0)
		qsort(s->lines, s->count, sizeof *s->lines, compare);
	if ((fd = open_nameless(dir, err)) < 0)
		return false;
	ok = map_file(s->fd, &all, err);
	if (ok) {
		ok = write_all(fd, header->ptr, header->len, err) &&
		    copy_lines(s, fd, all.ptr, next, header->len, err);
		salesforce_spool_unmap(all);
	}
	ok = ok && map_file(fd, out, err);
	close(fd);
	return ok;
}

void
salesforce_spool_unmap(struct slice s)
{
	munmap((void *)s.ptr, s.len);
}

void
salesforce_spool_free(struct salesforce_spool *s)
{
	if (s->cap > 0 && s->fd >= 0)
		close(s->fd);
	mem_free(s->lines);
	*s = (struct salesforce_spool){ 0 };
}
