/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <strings.h>

#include "auth.h"
#include "precept/doc.h"

/* JWT bearer: header and claims are read, RS256 is verified by OpenSSL. */

#define LIFE_MAX 300	/* seconds that `exp` may lie ahead */
#define JWT_MAX 8192

static EVP_PKEY *
read_key(const char *pem)
{
	BIO		*bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY	*key = NULL;
	X509		*cert;

	if (strstr(pem, "CERTIFICATE") == NULL)
		key = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL);
	else if ((cert = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL) {
		key = X509_get_pubkey(cert);
		X509_free(cert);
	}
	BIO_free(bio);
	return key;
}

bool
auth_jwt_key_valid(const char *pem)
{
	EVP_PKEY	*key = read_key(pem);
	bool		 rsa = key != NULL &&
			    EVP_PKEY_base_id(key) == EVP_PKEY_RSA;

	EVP_PKEY_free(key);
	return rsa;
}

/* base64url without padding; false: it is not that. */
static bool
decode(struct arena *arena, struct slice s, struct slice *out)
{
	size_t		 wide = (s.len + 3) / 4 * 4;
	unsigned char	*copy = arena_raw(arena, wide + 1);
	unsigned char	*bytes = arena_raw(arena, wide + 1);
	int		 got;

	if (s.len == 0 || s.len % 4 == 1 || s.len > JWT_MAX)
		return false;
	for (size_t i = 0; i < wide; i++) {
		char	c = i < s.len ? s.ptr[i] : '=';

		if (i < s.len && strchr("+/=", c) != NULL)
			return false;
		copy[i] = (unsigned char)(c == '-' ? '+' : c == '_' ? '/' : c);
	}
	got = EVP_DecodeBlock(bytes, copy, (int)wide);
	if (got < 0)
		return false;
	bytes[(size_t)got - (wide - s.len)] = '\0';
	*out = (struct slice){ (char *)bytes, (size_t)got - (wide - s.len) };
	return true;
}

static bool
signature_good(const char *pem, struct slice text, struct slice signature)
{
	EVP_PKEY	*key = read_key(pem);
	EVP_MD_CTX	*ctx = EVP_MD_CTX_new();
	bool		 good;

	good = key != NULL && EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(),
	    NULL, key) == 1 && EVP_DigestVerify(ctx,
	    (const unsigned char *)signature.ptr, signature.len,
	    (const unsigned char *)text.ptr, text.len) == 1;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	return good;
}

/* The three parts between the dots. */
static bool
split(const char *assertion, struct slice part[3])
{
	for (int i = 0; i < 3; i++) {
		size_t	len = strcspn(assertion, ".");

		part[i] = (struct slice){ assertion, len };
		assertion += len;
		if ((*assertion == '.') != (i < 2))
			return false;
		assertion += i < 2;
	}
	return true;
}

static struct doc *
read_json(struct arena *arena, struct slice part)
{
	struct doc	*doc = NULL;
	struct err	 err = { 0 };
	struct slice	 json;

	if (!decode(arena, part, &json) ||
	    !doc_parse(json, "jwt", arena, &doc, &err) ||
	    doc->kind != DOC_OBJECT)
		return NULL;
	return doc;
}

static bool
audience_good(const struct request *r, const struct doc *claims)
{
	const char	*aud = doc_text(claims, "aud");
	size_t		 len = aud == NULL ? 0 : strlen(aud);

	if (len > 0 && aud[len - 1] == '/')
		len--;
	return slice_is((struct slice){ aud, len },
	    "https://login.salesforce.com") ||
	    slice_is((struct slice){ aud, len },
	    "https://test.salesforce.com") ||
	    slice_is((struct slice){ aud, len }, r->sandbox->base);
}

static bool
time_good(const struct request *r, const struct doc *claims)
{
	const struct doc	*exp = doc_get(claims, "exp");
	double			 now = (double)sandbox_now(r->sandbox) / 1e6;
	double			 when;
	char			*end;

	if (exp == NULL)
		return false;
	when = exp->number;
	if (exp->kind == DOC_TEXT)
		when = strtod(exp->text, &end);
	return when > now && when <= now + LIFE_MAX;
}

static bool
is_approved(const struct auth_client *client, const struct auth_user *user)
{
	for (size_t i = 0; i < client->approved_count; i++)
		if (slice_is_nocase(client->approved[i], user->username))
			return true;
	return false;
}

/* What the claims say, once the signature is known to be good. */
static const char *
check_claims(struct request *r, const struct doc *claims,
    const struct auth_client *client, struct auth_user **user)
{
	const char	*sub = doc_text(claims, "sub");

	if (!audience_good(r, claims))
		return "audience is invalid";
	if (!time_good(r, claims))
		return "invalid assertion";
	*user = sub == NULL ? NULL : auth_user_named(r->sandbox->auth, sub);
	if (*user == NULL || !is_approved(client, *user))
		return "user hasn't approved this consumer";
	return NULL;
}

const char *
auth_jwt_check(struct request *r, const char *assertion,
    struct auth_user **user, const char **error)
{
	const struct auth_client	*client;
	const struct doc		*header, *claims;
	const char			*alg, *iss;
	struct slice			 part[3], text, signature;

	*error = "invalid_grant";
	if (strlen(assertion) > JWT_MAX || !split(assertion, part) ||
	    (header = read_json(r->arena, part[0])) == NULL ||
	    (claims = read_json(r->arena, part[1])) == NULL ||
	    !decode(r->arena, part[2], &signature))
		return "invalid assertion";
	alg = doc_text(header, "alg");
	iss = doc_text(claims, "iss");
	client = auth_client_of(r->sandbox->auth, iss);
	if (client == NULL) {
		*error = "invalid_client_id";
		return "client identifier invalid";
	}
	text = (struct slice){ assertion,
	    (size_t)(part[2].ptr - assertion) - 1 };
	if (alg == NULL || strcmp(alg, "RS256") != 0 || client->key == NULL ||
	    !signature_good(client->key, text, signature))
		return "invalid assertion";
	return check_claims(r, claims, client, user);
}

const char *
auth_jwt_sign(struct arena *arena, const char *secret, const char *text)
{
	unsigned char	 sum[EVP_MAX_MD_SIZE];
	unsigned char	*out = arena_raw(arena, EVP_MAX_MD_SIZE * 2);
	unsigned	 len = 0;

	HMAC(EVP_sha256(), secret, (int)strlen(secret),
	    (const unsigned char *)text, strlen(text), sum, &len);
	EVP_EncodeBlock(out, sum, (int)len);
	return (const char *)out;
}
