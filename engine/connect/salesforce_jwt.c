/* SPDX-License-Identifier: MIT */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "precept/json.h"
#include "precept/secret.h"
#include "salesforce_jwt.h"

/* JSON web tokens by RFC 7519, of the one kind that Salesforce takes. */

#define BASE64(bytes) (((bytes) + 2) / 3 * 4 + 1)

/* RFC 4648's alphabet for addresses, without the padding. */
static void
add_base64url(struct text *out, const void *ptr, size_t len)
{
	char	*to = text_room(out, BASE64(len)), *c;
	int	 n;

	if (to == NULL)
		return;
	n = EVP_EncodeBlock((unsigned char *)to, ptr, (int)len);
	while (n > 0 && to[n - 1] == '=')
		to[--n] = '\0';
	for (c = to; *c != '\0'; c++)
		*c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
	out->len += (size_t)n;
}

static void
add_claims(struct text *out, const struct salesforce_claims *c)
{
	struct text	 json;

	text_init(&json, 1 << 16);
	text_string(&json, "{\"iss\":");
	json_put_string(&json, slice_of(c->iss));
	text_string(&json, ",\"sub\":");
	json_put_string(&json, slice_of(c->sub));
	text_string(&json, ",\"aud\":");
	json_put_string(&json, slice_of(c->aud));
	text_printf(&json, ",\"exp\":%lld}", (long long)c->exp);
	add_base64url(out, json.ptr, json.len);
	text_free(&json);
}

static int
no_passphrase(char *buf, int size, int writing, void *own)
{
	(void)buf;
	(void)size;
	(void)writing;
	(void)own;
	return -1;
}

static EVP_PKEY *
read_key(struct slice pem, const char *secret, struct err *err)
{
	BIO		*bio = BIO_new_mem_buf(pem.ptr, (int)pem.len);
	EVP_PKEY	*key = PEM_read_bio_PrivateKey(bio, NULL,
			    no_passphrase, NULL);

	BIO_free(bio);
	ERR_clear_error();
	if (key != NULL && EVP_PKEY_base_id(key) == EVP_PKEY_RSA)
		return key;
	if (key != NULL)
		err_set(err, ERR_RULE, "the secret '%s' is a private key, but "
		    "not of RSA, and Salesforce takes no other: make one with "
		    "'openssl genpkey -algorithm RSA -pkeyopt "
		    "rsa_keygen_bits:2048'", secret);
	else if (memmem(pem.ptr, pem.len, "ENCRYPTED", 9) != NULL)
		err_set(err, ERR_RULE, "the private key '%s' has a "
		    "passphrase, and nobody is there to type it: take it off "
		    "with 'openssl pkey -in OLD -out NEW'", secret);
	else
		err_set(err, ERR_RULE, "the secret '%s' is no private key: "
		    "such a file begins with '-----BEGIN PRIVATE KEY-----' "
		    "(the certificate is the other file)", secret);
	EVP_PKEY_free(key);
	return NULL;
}

static bool
sign(EVP_PKEY *key, struct slice what, struct text *out)
{
	EVP_MD_CTX	*md = EVP_MD_CTX_new();
	unsigned char	 signature[1024];	/* keys of 8192 bits */
	size_t		 len = sizeof signature;
	bool		 ok = EVP_PKEY_get_size(key) <= (int)len &&
			    EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL,
			    key) == 1 &&
			    EVP_DigestSign(md, signature, &len,
			    (const unsigned char *)what.ptr, what.len) == 1;

	EVP_MD_CTX_free(md);
	ERR_clear_error();
	if (ok)
		add_base64url(out, signature, len);
	return ok;
}

bool
salesforce_jwt(const struct salesforce_claims *claims, struct slice pem,
    const char *secret, struct text *out, struct err *err)
{
	static const char	 head[] = "{\"alg\":\"RS256\"}";
	EVP_PKEY		*key = read_key(pem, secret, err);
	struct text		 jwt, signature;
	bool			 ok;

	if (key == NULL)
		return false;
	text_init(&jwt, 1 << 17);
	text_init(&signature, BASE64(1024));
	add_base64url(&jwt, head, sizeof head - 1);
	text_char(&jwt, '.');
	add_claims(&jwt, claims);
	ok = sign(key, (struct slice){ jwt.ptr, jwt.len }, &signature);
	EVP_PKEY_free(key);
	if (ok)
		text_printf(out, "%s.%s", jwt.ptr, signature.ptr);
	else
		err_set(err, ERR_RULE, "the private key '%s' cannot sign: is "
		    "it damaged?", secret);
	secret_wipe(signature.ptr, signature.len);
	text_free(&signature);
	text_free(&jwt);
	return ok;
}
