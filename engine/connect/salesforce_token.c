/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "precept/log.h"
#include "precept/secret.h"
#include "salesforce_session.h"

/*
 * The answer to a form: a token, and where it is good for. It is read where
 * it lies, without a copy that nobody would overwrite.
 */

#define BEARER "Authorization: Bearer "

struct answer {
	struct slice	access_token, instance_url, id, refresh_token;
};

static struct slice *
find_place(struct answer *a, struct slice key)
{
	if (slice_is(key, "access_token"))
		return &a->access_token;
	if (slice_is(key, "instance_url"))
		return &a->instance_url;
	if (slice_is(key, "id"))
		return &a->id;
	return slice_is(key, "refresh_token") ? &a->refresh_token : NULL;
}

static bool
read_answer(struct slice body, struct arena *arena, struct answer *a)
{
	struct json	 j;
	struct slice	 key, *place;
	enum json_token	 t;

	json_init(&j, body);
	if (json_next(&j) != JSON_OBJECT)
		return false;
	while ((t = json_next(&j)) == JSON_KEY) {
		if (!json_text(&j, arena, &key))
			return false;
		place = find_place(a, key);
		t = json_next(&j);
		if (place == NULL || t != JSON_STRING) {
			if (!json_skip(&j, t))
				return false;
		} else if (!json_text(&j, arena, place))
			return false;
	}
	return t == JSON_OBJECT_END;
}

void
salesforce_token_leave(struct salesforce_token *token)
{
	if (token == NULL || --token->users > 0)
		return;
	secret_drop(token->header);
	mem_free(token);
}

/* The header is in memory for secrets, and the log masks the token in it. */
static bool
keep_token(struct salesforce *sf, struct slice token, struct err *err)
{
	size_t			 head = sizeof BEARER - 1;
	struct salesforce_token	*new;
	struct slice		 room;
	char			*ptr;

	if (!secret_room(head + token.len + 1, &room, err))
		return false;
	ptr = (char *)room.ptr;
	memcpy(ptr, BEARER, head);
	memcpy(ptr + head, token.ptr, token.len);
	ptr[head + token.len] = '\0';
	log_hide_kept((struct slice){ ptr + head, token.len });
	new = mem_alloc(sizeof *new);
	*new = (struct salesforce_token){ room, 1 };
	salesforce_token_leave(sf->token);
	sf->token = new;
	return true;
}

/* The same text stays where it is: others may look at it. */
static void
keep_text(char **to, struct slice s)
{
	if (*to != NULL && slice_is(s, *to))
		return;
	mem_free(*to);
	*to = mem_text(s.ptr, s.len);
}

/* "https://login.salesforce.com/id/00D…/005…" */
static void
keep_ids(struct salesforce *sf, struct slice id)
{
	const char	*user = id.len == 0 ? NULL :
			    memrchr(id.ptr, '/', id.len);
	const char	*org = user == NULL ? NULL :
			    memrchr(id.ptr, '/', (size_t)(user - id.ptr));

	if (org == NULL)
		return;
	keep_text(&sf->org, (struct slice){ org + 1,
	    (size_t)(user - org) - 1 });
	keep_text(&sf->user, (struct slice){ user + 1,
	    (size_t)(id.ptr + id.len - user) - 1 });
}

/* The org gives a new one each time, and takes the old one no more. */
static bool
keep_rotated(struct salesforce *sf, struct slice token, struct err *err)
{
	struct slice	kept;

	if (token.len == 0 || sf->connection->sign_in != SIGN_IN_REFRESH ||
	    slice_equal(token, sf->rotated))
		return true;
	if (!secret_keep(token, &kept, err))
		return false;
	if (sf->rotated.ptr == NULL)
		log_line(LOG_WARN, "connection '%s': the org replaces the "
		    "refresh token at each use, so the secret '%s' is good "
		    "for this run alone: switch rotation off in the "
		    "connected app, or sign in with jwt",
		    sf->connection->name, sf->connection->refresh_token);
	secret_drop(sf->rotated);
	sf->rotated = kept;
	return true;
}

static bool
take(struct salesforce *sf, const struct answer *a, struct err *err)
{
	struct slice	 host, url = a->instance_url;
	const char	*wrong;

	if (a->access_token.len == 0 || url.len == 0)
		return err_set(err, ERR_REMOTE, "%s answered without a token: "
		    "is 'login' the address of a Salesforce org?",
		    sf->connection->login);
	wrong = connection_address(url, &host);
	if (wrong != NULL)
		return err_set(err, ERR_REMOTE, "%s names '%.*s' as the "
		    "address of the org: %s", sf->connection->login,
		    (int)url.len, url.ptr, wrong);
	if (!keep_token(sf, a->access_token, err) ||
	    !keep_rotated(sf, a->refresh_token, err))
		return false;
	if (url.ptr[url.len - 1] == '/')
		url.len--;
	keep_text(&sf->instance, url);
	keep_ids(sf, a->id);
	return true;
}

bool
salesforce_token_take(struct salesforce *sf, struct http_call *call,
    struct err *err)
{
	struct arena	*arena = arena_new();
	struct answer	 a = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 },
			    { NULL, 0 } };
	bool		 ok;

	if (!read_answer((struct slice){ call->answer.ptr,
	    call->answer.len }, arena, &a))
		a.access_token.len = 0;
	ok = take(sf, &a, err);
	secret_wipe((char *)a.access_token.ptr, a.access_token.len);
	secret_wipe((char *)a.refresh_token.ptr, a.refresh_token.len);
	arena_free(arena);
	return ok;
}
