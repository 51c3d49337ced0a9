/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "precept/err.h"
#include "scan_block.h"

/* A file in blocks; what they promise each other is told in the header. */

/* Read behind each block, for its last record. */
#define BEHIND 2048
#define ROWS_WANTED 1500
#define SMALLEST ((size_t)64 << 10)
#define LARGEST ((size_t)512 << 10)

#ifndef SCAN_BLOCK
#define SCAN_BLOCK 0
#endif

size_t	scan_block_size = SCAN_BLOCK;

bool
scan_block_open(struct scan_source *s, const char *path, struct err *err)
{
	struct stat	st;

	*s = (struct scan_source){ .name = path, .fd = -1, .line = 1 };
	turn_init(&s->turn);
	s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (s->fd < 0 || fstat(s->fd, &st) != 0)
		return err_set(err, ERR_RULE, "%s cannot be opened: %s", path,
		    strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_RULE, "%s is not a regular file; "
		    "write the data to a file first", path);
	s->size = (uint64_t)st.st_size;
	posix_fadvise(s->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return true;
}

void
scan_block_close(struct scan_source *s)
{
	if (s->fd >= 0)
		close(s->fd);
	turn_clear(&s->turn);
}

bool
scan_block_read(const struct scan_source *s, uint64_t at, char *to,
    size_t size, struct err *err)
{
	while (size > 0) {
		ssize_t n = pread(s->fd, to, size, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, ERR_SYSTEM,
			    "%s cannot be read: %s", s->name, strerror(errno));
		if (n == 0)
			return err_set(err, ERR_SYSTEM,
			    "%s became shorter while it was read", s->name);
		at += (size_t)n;
		to += n;
		size -= (size_t)n;
	}
	return true;
}

/* Bytes a row in the first 64 KB, times the rows that a slab should have. */
static size_t
pick_size(const struct scan_source *s)
{
	static const size_t sample = SMALLEST;
	size_t		 len = s->size - s->first < sample ?
	    (size_t)(s->size - s->first) : sample, rows = 1, size;
	char		*buf = mem_resize(NULL, len + 1, 1), *at = buf;
	struct err	 err = { 0 };

	if (scan_block_read(s, s->first, buf, len, &err))
		while ((at = memchr(at, '\n', len - (size_t)(at - buf)))) {
			at++;
			rows++;
		}
	mem_free(buf);
	size = len / rows * ROWS_WANTED;
	return size < SMALLEST ? SMALLEST : size > LARGEST ? LARGEST :
	    size / 4096 * 4096;
}

void
scan_block_start(struct scan_source *s, uint64_t first, int64_t line)
{
	s->first = s->at = first;
	s->line = line;
	s->block = scan_block_size == 0 ? pick_size(s) : scan_block_size;
}

/* Reads up to `len` bytes in all; zeros and the last newline are added. */
static bool
fill(const struct scan_source *s, struct scan_block *b, size_t len,
    struct err *err)
{
	size_t	had = b->len, left = (size_t)(s->size - b->base);

	b->whole = len >= left;
	if (b->whole)
		len = left;
	if (len + 1 + SCAN_PAD > b->cap) {
		b->cap = len + 1 + SCAN_PAD;
		b->buf = mem_resize(b->buf, b->cap, 1);
	}
	if (!scan_block_read(s, b->base + had, b->buf + had, len - had, err))
		return false;
	if (b->whole && len > 0 && b->buf[len - 1] != '\n')
		b->buf[len++] = '\n';
	memset(b->buf + len, 0, SCAN_PAD);
	b->len = len;
	return true;
}

/* What one giant record made it grow to is not kept. */
static void
shrink(struct scan_block *b, size_t size)
{
	if (b->cap <= 4 * size + SCAN_PAD)
		return;
	mem_free(b->buf);
	b->buf = NULL;
	b->cap = 0;
}

bool
scan_block_claim(struct scan_source *s, struct scan_block *b)
{
	uint64_t	n = atomic_fetch_add_explicit(&s->dealt, 1,
	    memory_order_relaxed), at = s->first + n * s->block;
	size_t		before = at > 0;

	if (at >= s->size)
		return false;
	shrink(b, s->block + BEHIND);
	b->number = n;
	b->base = at - before;
	b->limit = before + s->block;
	b->len = 0;
	b->err.kind = ERR_NONE;
	fill(s, b, b->limit + (s->block < BEHIND ? s->block : BEHIND),
	    &b->err);
	if (b->limit > b->len)
		b->limit = b->len;
	return true;
}

bool
scan_block_more(struct scan_source *s, struct scan_block *b, struct err *err)
{
	return !b->whole && fill(s, b, 2 * b->len + 64, err);
}

bool
scan_block_turn(struct scan_source *s, struct scan_block *b, struct err *err)
{
	turn_wait(&s->turn, b->number);
	if (s->err.kind == ERR_NONE && b->err.kind != ERR_NONE)
		s->err = b->err;
	if (s->err.kind != ERR_NONE) {
		*err = s->err;
		return false;
	}
	b->from = s->at - b->base < b->limit ? (size_t)(s->at - b->base) :
	    b->limit;
	return true;
}

void
scan_block_pass(struct scan_source *s, const struct err *err)
{
	if (err != NULL && s->err.kind == ERR_NONE)
		s->err = *err;
	turn_pass(&s->turn);
}

void
scan_block_clear(struct scan_block *b)
{
	mem_free(b->buf);
	*b = (struct scan_block){ 0 };
}
