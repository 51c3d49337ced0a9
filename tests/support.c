/* SPDX-License-Identifier: MIT */
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

/* One folder a process: each test has its own, since Check forks. */

static char	folder[256];
static pid_t	owner;

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static void
remove_folder(void)
{
	if (owner == getpid())
		nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *
support_folder(void)
{
	const char	*tmp = getenv("TMPDIR");

	if (owner == getpid())
		remove_folder();
	snprintf(folder, sizeof folder, "%s/precept-XXXXXX",
	    tmp == NULL ? "/tmp" : tmp);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	if (owner != getpid())
		atexit(remove_folder);
	owner = getpid();
	return folder;
}

const char *
support_file(const char *name, const char *text)
{
	static char	 path[512];
	FILE		*f;

	if (owner != getpid())
		support_folder();
	snprintf(path, sizeof path, "%s/%s", folder, name);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, strlen(text), f), strlen(text));
	ck_assert_int_eq(fclose(f), 0);
	return path;
}

bool
support_forks(void)
{
	const char	*fork = getenv("CK_FORK");

	return fork == NULL || strcmp(fork, "no") != 0;
}
