/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/random.h>

#include "auth.h"
#include "faults.h"
#include "success_token.h"
#include "switches.h"

/* Client credentials give a token for a day; the access key is for ever. */

#define LIFE ((int64_t)86400 * 1000000)
#define TOKEN_BYTES 24

struct success_token {
	char			 text[2 * TOKEN_BYTES + 1];
	int64_t			 until;
	struct success_token	*next;
};

static void
refuse(struct request *r)
{
	request_error(r, 401, "GS_APIG_2401", NULL, "Unauthorized");
}

/* "key:secret" in base64. */
static const char *
encode(struct arena *arena, const char *client, const char *secret)
{
	static const char	digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char		*s = arena_printf(arena, "%s:%s", client,
				    secret);
	size_t			 len = strlen(s);
	char			*out = arena_alloc(arena, len / 3 * 4 + 5);
	char			*p = out;

	for (size_t i = 0; i < len; i += 3) {
		uint32_t	n = (uint32_t)(unsigned char)s[i] << 16;

		if (i + 1 < len)
			n |= (uint32_t)(unsigned char)s[i + 1] << 8;
		if (i + 2 < len)
			n |= (unsigned char)s[i + 2];
		*p++ = digits[n >> 18 & 63];
		*p++ = digits[n >> 12 & 63];
		*p++ = i + 1 < len ? digits[n >> 6 & 63] : '=';
		*p++ = i + 2 < len ? digits[n & 63] : '=';
	}
	*p = '\0';
	return out;
}

static bool
is_client(struct request *r)
{
	const char		*sent = request_header(r, "Authorization");
	struct auth_client	*c = r->sandbox->auth->clients;

	if (sent == NULL || strncasecmp(sent, "Basic ", 6) != 0)
		return false;
	for (; c != NULL; c = c->next)
		if (strcmp(sent + 6, encode(r->arena, c->id, c->secret)) == 0)
			return true;
	return false;
}

static struct success_token *
new_token(struct success *s)
{
	struct success_token	*t = mem_alloc(sizeof *t);
	unsigned char		 bytes[TOKEN_BYTES];

	/* So few bytes are always there. */
	if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
		abort();
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(t->text + 2 * i, 3, "%02x", bytes[i]);
	t->until = sandbox_now(s->sandbox) + LIFE;
	t->next = s->tokens;
	s->tokens = t;
	return t;
}

void
success_token_give(struct request *r)
{
	const char	*grant = request_param(r, "grant_type");

	if (!is_client(r) || grant == NULL ||
	    strcmp(grant, "client_credentials") != 0) {
		refuse(r);
		return;
	}
	r->status = 200;
	text_clear(&r->out);
	text_printf(&r->out, "{\"access_token\":\"%s\",\"token_type\":"
	    "\"Bearer\",\"expires_in\":86400}",
	    new_token(r->sandbox->success)->text);
}

void
success_token_clear(struct success *s)
{
	while (s->tokens != NULL) {
		struct success_token	*t = s->tokens;

		s->tokens = t->next;
		mem_free(t);
	}
}

static bool
is_good(struct request *r, const char *text)
{
	struct success_token	*t = r->sandbox->success->tokens;

	while (t != NULL && strcmp(t->text, text) != 0)
		t = t->next;
	if (t == NULL)
		return false;
	if (faults_find(r, FAULT_EXPIRE) != NULL)
		t->until = 0;
	return sandbox_now(r->sandbox) < t->until;
}

bool
success_token_check(struct request *r)
{
	const char	*key = request_header(r, "accesskey");
	const char	*token = request_header(r, "Authorization");
	bool		 good;

	if (key != NULL && token != NULL)
		good = switches_on(r->sandbox,
		    SWITCH_GAINSIGHT_BOTH_HEADERS) &&
		    strcmp(key, r->sandbox->success->key) == 0;
	else if (key != NULL)
		good = strcmp(key, r->sandbox->success->key) == 0 &&
		    faults_find(r, FAULT_EXPIRE) == NULL;
	else
		good = token != NULL && strncasecmp(token, "Bearer ", 7) ==
		    0 && is_good(r, token + 7);
	if (!good)
		refuse(r);
	return good;
}
