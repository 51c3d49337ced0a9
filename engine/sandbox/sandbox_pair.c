/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "precept/clock.h"
#include "precept/file.h"
#include "sandbox.h"

/* A self-signed certificate and its key, made by OpenSSL. */

#define BITS 2048
#define YEAR (366 * 24 * 3600L)

static bool
add_extension(X509 *cert, int what, const char *value)
{
	X509_EXTENSION	*e = X509V3_EXT_conf_nid(NULL, NULL, what, value);
	bool		 good = e != NULL && X509_add_ext(cert, e, -1) == 1;

	X509_EXTENSION_free(e);
	return good;
}

static X509 *
make_cert(EVP_PKEY *key)
{
	X509		*cert = X509_new();
	X509_NAME	*name = X509_get_subject_name(cert);

	X509_set_version(cert, 2);
	ASN1_INTEGER_set_int64(X509_get_serialNumber(cert), clock_now());
	X509_gmtime_adj(X509_getm_notBefore(cert), -3600);
	X509_gmtime_adj(X509_getm_notAfter(cert), YEAR);
	X509_set_pubkey(cert, key);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
	    (const unsigned char *)"Precept sandbox", -1, -1, 0);
	X509_set_issuer_name(cert, name);
	if (add_extension(cert, NID_subject_alt_name,
	    "DNS:localhost,IP:127.0.0.1") &&
	    add_extension(cert, NID_basic_constraints, "critical,CA:TRUE") &&
	    X509_sign(cert, key, EVP_sha256()) > 0)
		return cert;
	X509_free(cert);
	return NULL;
}

/* Created with its mode, so that nobody reads a key before chmod. */
static FILE *
create(const char *path, mode_t mode, struct err *err)
{
	int	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	FILE	*file = fd < 0 ? NULL : fdopen(fd, "w");

	if (file == NULL) {
		err_errno(err, "%s cannot be written", path);
		if (fd >= 0)
			close(fd);
	}
	return file;
}

static bool
write_key(const char *path, EVP_PKEY *key, struct err *err)
{
	FILE	*file = create(path, 0600, err);
	bool	 good;

	if (file == NULL)
		return false;
	good = PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1;
	if (fclose(file) != 0 || !good)
		return err_errno(err, "%s cannot be written", path);
	return true;
}

static bool
write_cert(const char *path, X509 *cert, struct err *err)
{
	FILE	*file = create(path, 0644, err);
	bool	 good;

	if (file == NULL)
		return false;
	good = PEM_write_X509(file, cert) == 1;
	if (fclose(file) != 0 || !good)
		return err_errno(err, "%s cannot be written", path);
	return true;
}

bool
sandbox_make_pair(const char *dir, struct err *err)
{
	struct arena	*arena = arena_new();
	const char	*crt = file_join(arena, dir, "sandbox.crt");
	const char	*path = file_join(arena, dir, "sandbox.key");
	EVP_PKEY	*key = NULL;
	X509		*cert = NULL;
	bool		 good = file_exists(crt) && file_exists(path);

	if (good || !file_make_dir(dir, err))
		goto out;
	key = EVP_RSA_gen(BITS);
	cert = key == NULL ? NULL : make_cert(key);
	if (cert == NULL)
		err_set(err, ERR_SYSTEM, "OpenSSL cannot make a key pair.");
	else
		good = write_key(path, key, err) &&
		    write_cert(crt, cert, err);
out:
	X509_free(cert);
	EVP_PKEY_free(key);
	arena_free(arena);
	return good;
}
