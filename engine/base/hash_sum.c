/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "precept/hash.h"

/* SHA-256 by OpenSSL, over parts that cannot flow into each other. */

struct hash_sum {
	EVP_MD_CTX	*ctx;
};

/* OpenSSL fails here only when memory is out or the library is broken. */
static void
demand(bool good)
{
	if (!good) {
		fputs("precept: OpenSSL cannot make a SHA-256\n", stderr);
		abort();
	}
}

struct hash_sum *
hash_begin(void)
{
	struct hash_sum	*sum = mem_alloc(sizeof *sum);

	sum->ctx = EVP_MD_CTX_new();
	demand(sum->ctx != NULL &&
	    EVP_DigestInit_ex(sum->ctx, EVP_sha256(), NULL) == 1);
	return sum;
}

void
hash_add(struct hash_sum *sum, const void *ptr, size_t len)
{
	unsigned char	head[8];
	int		i;

	for (i = 0; i < 8; i++)
		head[i] = (unsigned char)((uint64_t)len >> (8 * i));
	demand(EVP_DigestUpdate(sum->ctx, head, sizeof head) == 1);
	demand(EVP_DigestUpdate(sum->ctx, ptr, len) == 1);
}

void
hash_end(struct hash_sum *sum, char hex[HASH_HEX])
{
	static const char	digits[] = "0123456789abcdef";
	unsigned char		bytes[EVP_MAX_MD_SIZE];
	unsigned int		len, i;

	demand(EVP_DigestFinal_ex(sum->ctx, bytes, &len) == 1);
	for (i = 0; i < len; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * len] = '\0';
	EVP_MD_CTX_free(sum->ctx);
	mem_free(sum);
}
