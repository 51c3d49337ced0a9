/* SPDX-License-Identifier: MIT */
#include <openssl/rand.h>

#include "auth.h"

/* Tokens: "00D…!" and 80 characters that nobody guesses. */

#define SESSIONS_MAX 1000
#define TOKEN_TAIL 80

struct auth_session {
	char			*token;
	const char		*user;
	int64_t			 used;
	struct auth_session	*next;
};

static char *
make_token(const char *org)
{
	static const char	letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789._";
	unsigned char		random[TOKEN_TAIL];
	char			*token = mem_alloc(16 + TOKEN_TAIL + 1);

	if (RAND_bytes(random, sizeof random) != 1)
		memset(random, 0, sizeof random);
	memcpy(token, org, 15);
	token[15] = '!';
	for (int i = 0; i < TOKEN_TAIL; i++)
		token[16 + i] = letters[random[i] & 63];
	return token;
}

static void
end_session(struct auth_session **at)
{
	struct auth_session	*s = *at;

	*at = s->next;
	mem_free(s->token);
	mem_free(s);
}

/* The oldest go when there are too many. */
static void
prune(struct auth *auth)
{
	struct auth_session	**at = &auth->sessions;

	for (int i = 0; *at != NULL && i < SESSIONS_MAX; i++)
		at = &(*at)->next;
	while (*at != NULL)
		end_session(at);
}

const char *
auth_session_open(struct sandbox *sandbox, const char *user)
{
	struct auth		*auth = sandbox->auth;
	struct auth_session	*s = mem_alloc(sizeof *s);

	s->token = make_token(auth->org);
	s->user = user;
	s->used = sandbox_now(sandbox);
	s->next = auth->sessions;
	auth->sessions = s;
	prune(auth);
	return s->token;
}

static struct auth_session **
find(struct auth *auth, const char *token)
{
	struct auth_session	**at = &auth->sessions;

	while (*at != NULL && strcmp((*at)->token, token) != 0)
		at = &(*at)->next;
	return at;
}

const char *
auth_session_user(struct sandbox *sandbox, const char *token)
{
	struct auth_session	**at = find(sandbox->auth, token);
	int64_t			 now = sandbox_now(sandbox);

	if (*at == NULL)
		return NULL;
	if (now - (*at)->used > sandbox->auth->life) {
		end_session(at);
		return NULL;
	}
	(*at)->used = now;
	return (*at)->user;
}

bool
auth_session_end(struct sandbox *sandbox, const char *token)
{
	struct auth_session	**at = find(sandbox->auth, token);

	if (*at == NULL)
		return false;
	end_session(at);
	return true;
}

void
auth_free(struct auth *auth)
{
	if (auth == NULL)
		return;
	while (auth->sessions != NULL)
		end_session(&auth->sessions);
	arena_free(auth->arena);
	mem_free(auth);
}
