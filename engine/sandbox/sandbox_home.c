/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "precept/doc.h"
#include "precept/file.h"
#include "precept/sandbox.h"
#include "precept/sandbox_home.h"

/* The folder that a sandbox lives in: made once, found again. */

#define USERS_MAX ((size_t)1 << 20)
#define PEM_MAX ((size_t)1 << 16)

/* 32 different characters, so that each has five random bits. */
static const char *
make_up(struct arena *arena, size_t len)
{
	static const char	letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	unsigned char		bytes[64];
	char			*out = arena_alloc(arena, len + 1);

	/* So few bytes are always there. */
	if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
		abort();
	for (size_t i = 0; i < len; i++)
		out[i] = letters[bytes[i] % 32];
	return out;
}

/* Nobody else may read it, also when it was there before. */
static bool
write_private(const char *path, const char *text, const char *more,
    struct err *err)
{
	int	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW |
		    O_CLOEXEC, 0600);
	bool	good = fd >= 0 && fchmod(fd, 0600) == 0 &&
		    write(fd, text, strlen(text)) == (ssize_t)strlen(text) &&
		    write(fd, more, strlen(more)) == (ssize_t)strlen(more);

	if (!good)
		err_errno(err, "%s cannot be written", path);
	if (fd >= 0)
		close(fd);
	return good;
}

static bool
read_text(struct sandbox_home *h, const char *path, size_t max,
    const char **text, struct err *err)
{
	struct slice	s;

	if (!file_read(path, max, h->arena, &s, err))
		return false;
	*text = arena_text(h->arena, s);
	return true;
}

static bool
make_users(struct sandbox_home *h, const char *path, struct err *err)
{
	struct arena	*a = h->arena;

	return write_private(path, arena_printf(a,
	    "{\n"
	    "  \"users\": [ {\n"
	    "    \"username\": \"%s\",\n"
	    "    \"password\": \"%s\",\n"
	    "    \"token\": \"%s\",\n"
	    "    \"name\": \"Sandbox Admin\",\n"
	    "    \"email\": \"%s\"\n"
	    "  } ],\n", SANDBOX_USER, make_up(a, 16), make_up(a, 24),
	    SANDBOX_USER), arena_printf(a,
	    "  \"clients\": [ {\n"
	    "    \"id\": \"%s\",\n"
	    "    \"secret\": \"%s\",\n"
	    "    \"refresh_token\": \"%s\",\n"
	    "    \"run_as\": \"%s\",\n"
	    "    \"approved\": [ \"%s\" ]\n"
	    "  } ]\n"
	    "}\n", SANDBOX_CLIENT, make_up(a, 32), make_up(a, 32),
	    SANDBOX_USER, SANDBOX_USER), err);
}

/* The first entry of a list; what is odd in it the sandbox will refuse. */
static const struct doc *
first_of(const struct doc *doc, const char *list)
{
	const struct doc	*d = doc_get(doc, list);

	return d == NULL || d->kind != DOC_LIST ? NULL : d->child;
}

static const char *
text_of(const struct doc *doc, const char *name)
{
	const char	*text = doc == NULL || doc->kind != DOC_OBJECT ? NULL :
			    doc_text(doc, name);

	return text == NULL ? "" : text;
}

static bool
read_users(struct sandbox_home *h, struct err *err)
{
	const char		*path = file_join(h->arena, h->dir,
				    "users.json");
	const struct doc	*user, *client;
	struct doc		*doc;

	if ((!file_exists(path) && !make_users(h, path, err)) ||
	    !read_text(h, path, USERS_MAX, &h->users, err) ||
	    !doc_parse(slice_of(h->users), path, h->arena, &doc, err))
		return false;
	if (doc->kind != DOC_OBJECT)
		return err_set(err, ERR_RULE, "%s: the document is not in "
		    "braces.", path);
	user = first_of(doc, "users");
	client = first_of(doc, "clients");
	h->username = text_of(user, "username");
	h->password = text_of(user, "password");
	h->token = text_of(user, "token");
	h->client = text_of(client, "id");
	h->secret = text_of(client, "secret");
	h->refresh = text_of(client, "refresh_token");
	return true;
}

static bool
make_pendo(struct sandbox_home *h, const char *path, struct err *err)
{
	struct arena	*a = h->arena;

	return write_private(path, arena_printf(a,
	    "{\n"
	    "  \"keys\": [\n"
	    "    { \"key\": \"%s\", \"write\": true },\n"
	    "    { \"key\": \"%s\", \"write\": false }\n"
	    "  ],\n", make_up(a, 32), make_up(a, 32)),
	    "  \"time_zone\": \"UTC\",\n"
	    "  \"calls_per_second\": 100\n"
	    "}\n", err);
}

static bool
read_pendo(struct sandbox_home *h, struct err *err)
{
	const char		*path = file_join(h->arena, h->dir,
				    "pendo.json");
	const struct doc	*key;
	struct doc		*doc;

	if ((!file_exists(path) && !make_pendo(h, path, err)) ||
	    !read_text(h, path, USERS_MAX, &h->pendo, err) ||
	    !doc_parse(slice_of(h->pendo), path, h->arena, &doc, err))
		return false;
	if (doc->kind != DOC_OBJECT)
		return err_set(err, ERR_RULE, "%s: the document is not in "
		    "braces.", path);
	for (key = first_of(doc, "keys"); key != NULL; key = key->next)
		if (key->kind == DOC_OBJECT && doc_flag(key, "write"))
			break;
	h->pendo_key = text_of(key, "key");
	return true;
}

static bool
read_gainsight(struct sandbox_home *h, struct err *err)
{
	const char	*path = file_join(h->arena, h->dir, "gainsight.json");
	const char	*text;
	struct doc	*doc;

	if ((!file_exists(path) && !write_private(path, arena_printf(
	    h->arena, "{ \"access_key\": \"%s\" }\n",
	    make_up(h->arena, 32)), "", err)) ||
	    !read_text(h, path, USERS_MAX, &text, err) ||
	    !doc_parse(slice_of(text), path, h->arena, &doc, err))
		return false;
	h->access_key = text_of(doc, "access_key");
	return *h->access_key != '\0' || err_set(err, ERR_RULE, "%s: it "
	    "wants {\"access_key\": \"…\"}.", path);
}

static bool
write_secret(struct sandbox_home *h, const char *name, const char *text,
    const char *more, struct err *err)
{
	return *text == '\0' || write_private(arena_printf(h->arena,
	    "%s/%s", h->secrets, name), text, more, err);
}

static bool
write_secrets(struct sandbox_home *h, struct err *err)
{
	if (mkdir(h->secrets, 0700) != 0 && errno != EEXIST)
		return err_errno(err, "%s cannot be made", h->secrets);
	return write_secret(h, "salesforce-client_secret", h->secret, "\n",
	    err) && write_secret(h, "salesforce-refresh_token", h->refresh,
	    "\n", err) && write_secret(h, "salesforce-password",
	    h->password, arena_printf(h->arena, "%s\n", h->token), err) &&
	    write_secret(h, "salesforce-key", h->key_text, "", err) &&
	    write_secret(h, "pendo-key", h->pendo_key, "\n", err) &&
	    write_secret(h, "gainsight-access_key", h->access_key, "\n",
	    err);
}

/* The lock goes with the process, however that ends. */
static bool
take_lock(struct sandbox_home *h, struct err *err)
{
	const char	*path = file_join(h->arena, h->dir, "lock");

	h->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (h->lock < 0)
		return err_errno(err, "%s cannot be written", path);
	if (flock(h->lock, LOCK_EX | LOCK_NB) != 0)
		return err_set(err, ERR_SYSTEM, "another sandbox runs in the "
		    "folder '%s': stop it, or name another folder", h->dir);
	return true;
}

static bool
drop_data(struct sandbox_home *h, const char *data, struct err *err)
{
	static const char *const	parts[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < COUNT(parts); i++) {
		const char	*path = arena_printf(h->arena, "%s%s",
				    data, parts[i]);

		if (unlink(path) != 0 && errno != ENOENT)
			return err_errno(err, "%s cannot be removed", path);
	}
	return true;
}

bool
sandbox_home_open(struct sandbox_home *h, const char *dir, bool fresh,
    struct err *err)
{
	struct arena	*a = arena_new();

	*h = (struct sandbox_home){ .arena = a, .lock = -1,
	    .dir = arena_string(a, dir) };
	h->data = arena_printf(a, "%s/org.db", dir);
	h->pendo_data = arena_printf(a, "%s/pendo.db", dir);
	h->cert = arena_printf(a, "%s/sandbox.crt", dir);
	h->key = arena_printf(a, "%s/sandbox.key", dir);
	h->secrets = arena_printf(a, "%s/secrets", dir);
	if (file_make_dir(dir, err) && take_lock(h, err) &&
	    (!fresh || (drop_data(h, h->data, err) &&
	    drop_data(h, h->pendo_data, err))) && sandbox_make_pair(dir, err) &&
	    read_text(h, h->cert, PEM_MAX, &h->cert_text, err) &&
	    read_text(h, h->key, PEM_MAX, &h->key_text, err) &&
	    read_users(h, err) && read_pendo(h, err) &&
	    read_gainsight(h, err) &&
	    write_secrets(h, err))
		return true;
	sandbox_home_close(h);
	return false;
}

void
sandbox_home_close(struct sandbox_home *h)
{
	if (h->lock >= 0)
		close(h->lock);
	arena_free(h->arena);
	*h = (struct sandbox_home){ .lock = -1 };
}
