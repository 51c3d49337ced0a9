/* SPDX-License-Identifier: MIT */
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "faulty_server.h"
#include "support.h"

/* Certificates that live as long as a test. */

#define DAY 86400L

struct faulty_ca {
	EVP_PKEY	*key;
	X509		*cert;
};

static void
extend(X509 *cert, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX	 ctx;
	X509_EXTENSION	*e;

	X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
	e = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	ck_assert_ptr_nonnull(e);
	X509_add_ext(cert, e, -1);
	X509_EXTENSION_free(e);
}

static X509 *
make_cert(const char *name, long serial, EVP_PKEY *key, X509_NAME *issuer)
{
	X509		*cert = X509_new();
	X509_NAME	*subject = X509_get_subject_name(cert);

	X509_set_version(cert, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), serial);
	X509_gmtime_adj(X509_getm_notBefore(cert), -DAY);
	X509_gmtime_adj(X509_getm_notAfter(cert), DAY);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
	    (const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(cert, issuer == NULL ? subject : issuer);
	X509_set_pubkey(cert, key);
	return cert;
}

struct faulty_ca *
faulty_ca_new(const char *name)
{
	struct faulty_ca	*ca = mem_alloc(sizeof *ca);

	ca->key = EVP_EC_gen("P-256");
	ca->cert = make_cert(name, 1, ca->key, NULL);
	extend(ca->cert, ca->cert, NID_basic_constraints, "critical,CA:TRUE");
	extend(ca->cert, ca->cert, NID_key_usage, "critical,keyCertSign");
	ck_assert_int_gt(X509_sign(ca->cert, ca->key, EVP_sha256()), 0);
	return ca;
}

void
faulty_ca_free(struct faulty_ca *ca)
{
	X509_free(ca->cert);
	EVP_PKEY_free(ca->key);
	mem_free(ca);
}

char *
faulty_ca_pem(const struct faulty_ca *ca)
{
	BIO	*bio = BIO_new(BIO_s_mem());
	char	*ptr, *text;
	long	 len;

	PEM_write_bio_X509(bio, ca->cert);
	len = BIO_get_mem_data(bio, &ptr);
	text = mem_text(ptr, (size_t)len);
	BIO_free(bio);
	return text;
}

SSL_CTX *
faulty_ca_server(const struct faulty_ca *ca, const char *names)
{
	SSL_CTX		*ctx = SSL_CTX_new(TLS_server_method());
	EVP_PKEY	*key = EVP_EC_gen("P-256");
	X509		*cert = make_cert("server", 2, key,
			    X509_get_subject_name(ca->cert));

	extend(cert, ca->cert, NID_subject_alt_name, names);
	ck_assert_int_gt(X509_sign(cert, ca->key, EVP_sha256()), 0);
	ck_assert_int_eq(SSL_CTX_use_certificate(ctx, cert), 1);
	ck_assert_int_eq(SSL_CTX_use_PrivateKey(ctx, key), 1);
	X509_free(cert);
	EVP_PKEY_free(key);
	return ctx;
}
