/* SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "precept/connection.h"
#include "precept/secret.h"

/* A secret's file: one of ours, that nobody else can read or has put there. */

#define FOLDER "secrets"

struct place_of {
	const char	*dir;		/* as people know it: for sentences */
	const char	*name;
	bool		 ours;		/* in the workspace, not systemd's */
};

static bool
refuse_missing(const struct place_of *p, struct err *err)
{
	return err_set(err, ERR_RULE, "there is no secret '%s': put its value "
	    "into the file '%s/%s', then: chmod 600 '%s/%s'", p->name, p->dir,
	    p->name, p->dir, p->name);
}

/* Who may change the folder may put another file in place of ours. */
static bool
check_folder(int fd, const char *path, struct err *err)
{
	struct stat	st;

	if (fstat(fd, &st) != 0)
		return err_errno(err, "cannot look at the folder '%s'", path);
	if (st.st_uid != geteuid())
		return err_set(err, ERR_SYSTEM, "the folder '%s' belongs to "
		    "another user, who could change the secrets in it: chown "
		    "%ld '%s'", path, (long)geteuid(), path);
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return err_set(err, ERR_SYSTEM, "others can change the "
		    "secrets in the folder '%s': chmod 700 '%s'", path, path);
	return true;
}

static bool
check_file(const struct place_of *p, const struct stat *st, struct err *err)
{
	if (!S_ISREG(st->st_mode))
		return err_set(err, ERR_SYSTEM, "the secret '%s/%s' is no "
		    "plain file", p->dir, p->name);
	if (st->st_size > SECRET_MAX)
		return err_set(err, ERR_LIMIT, "the secret '%s/%s' is larger "
		    "than %d bytes: is it the right file?", p->dir, p->name,
		    SECRET_MAX);
	if (!p->ours)
		return true;
	if (st->st_uid != geteuid())
		return err_set(err, ERR_SYSTEM, "the secret '%s/%s' belongs "
		    "to another user: chown %ld '%s/%s'", p->dir, p->name,
		    (long)geteuid(), p->dir, p->name);
	if (st->st_mode & (S_IRWXG | S_IRWXO))
		return err_set(err, ERR_SYSTEM, "the secret '%s/%s' can be "
		    "read by others: chmod 600 '%s/%s'", p->dir, p->name,
		    p->dir, p->name);
	return true;
}

/* An editor's newline at the end is none of the secret. */
static bool
check_value(const struct place_of *p, struct slice *s, struct err *err)
{
	if (s->len > 0 && s->ptr[s->len - 1] == '\n')
		s->len--;
	if (s->len > 0 && s->ptr[s->len - 1] == '\r')
		s->len--;
	if (s->len == 0)
		return err_set(err, ERR_RULE, "the secret '%s/%s' is empty",
		    p->dir, p->name);
	if (memchr(s->ptr, '\0', s->len) != NULL)
		return err_set(err, ERR_RULE, "the secret '%s/%s' is no text: "
		    "there is a zero byte in it", p->dir, p->name);
	return true;
}

/* Read into memory that is held for secrets, and nowhere before. */
static bool
read_value(const struct place_of *p, int fd, struct slice *value,
    struct err *err)
{
	struct slice	room, all;
	ssize_t		n;
	bool		ok;

	if (!secret_room(SECRET_MAX + 1, &room, err))
		return false;
	all = (struct slice){ room.ptr, 0 };
	while ((n = read(fd, (char *)room.ptr + all.len,
	    room.len - all.len)) > 0)
		all.len += (size_t)n;
	if (n < 0)
		ok = err_errno(err, "cannot read the secret '%s/%s'", p->dir,
		    p->name);
	else if (all.len > SECRET_MAX)
		ok = err_set(err, ERR_LIMIT, "the secret '%s/%s' is larger "
		    "than %d bytes: is it the right file?", p->dir, p->name,
		    SECRET_MAX);
	else
		ok = check_value(p, &all, err) &&
		    secret_keep(all, value, err);
	secret_drop(room);
	return ok;
}

static bool
open_value(const struct place_of *p, int folder, struct slice *value,
    struct err *err)
{
	int		fd = openat(folder, p->name, O_RDONLY | O_NOFOLLOW |
			    O_CLOEXEC | O_NONBLOCK);
	struct stat	st;
	bool		ok;

	if (fd < 0 && errno == ENOENT)
		return refuse_missing(p, err);
	if (fd < 0 && errno == ELOOP)
		return err_set(err, ERR_SYSTEM, "the secret '%s/%s' is a "
		    "symbolic link, and those are not followed: put the file "
		    "itself there", p->dir, p->name);
	if (fd < 0)
		return err_errno(err, "cannot open the secret '%s/%s'",
		    p->dir, p->name);
	if (fstat(fd, &st) != 0)
		ok = err_errno(err, "cannot look at the secret '%s/%s'",
		    p->dir, p->name);
	else
		ok = check_file(p, &st, err) && read_value(p, fd, value, err);
	close(fd);
	return ok;
}

static int
open_folder(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

static bool
read_ours(const char *dir, const char *name, struct slice *value,
    struct err *err)
{
	struct text	path;
	struct place_of	p = { .name = name, .ours = true };
	int		folder;
	bool		ok;

	text_init(&path, 4096);
	text_printf(&path, "%s%s" FOLDER, strcmp(dir, ".") == 0 ? "" : dir,
	    strcmp(dir, ".") == 0 ? "" : "/");
	p.dir = path.ptr;
	folder = open_folder(path.ptr);
	if (folder < 0 && errno == ENOENT)
		ok = refuse_missing(&p, err);
	else if (folder < 0)
		ok = err_errno(err, "cannot open the folder '%s'", path.ptr);
	else
		ok = check_folder(folder, path.ptr, err) &&
		    open_value(&p, folder, value, err);
	if (folder >= 0)
		close(folder);
	text_free(&path);
	return ok;
}

/* True when it is there, whatever came of reading it: then `ok` tells. */
static bool
read_given(const char *name, struct slice *value, bool *ok, struct err *err)
{
	struct place_of	p = { getenv("CREDENTIALS_DIRECTORY"), name, false };
	int		folder;
	bool		there;

	if (p.dir == NULL || *p.dir == '\0')
		return false;
	folder = open(p.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return false;
	there = faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	if (there)
		*ok = open_value(&p, folder, value, err);
	close(folder);
	return there;
}

bool
secret_read(const char *dir, const char *name, struct slice *value,
    struct err *err)
{
	bool	ok;

	if (!connection_can_name(slice_of(name)))
		return err_set(err, ERR_RULE, "a secret cannot be called "
		    "'%s': its name is that of a file, of letters, digits, "
		    "'-', '_' and '.'", name);
	if (read_given(name, value, &ok, err))
		return ok;
	return read_ours(dir, name, value, err);
}
