/* SPDX-License-Identifier: MIT */
#include <zlib.h>

#include "server_private.h"

/* gzip both ways, each with a ceiling. */

#define CHUNK ((size_t)64 << 10)
#define GZIP 16		/* added to the window: a gzip header, no other */

bool
server_zip_inflate(struct slice in, struct text *out)
{
	z_stream	z = { .next_in = (Bytef *)(uintptr_t)in.ptr,
			    .avail_in = (uInt)in.len };
	char		chunk[CHUNK];
	int		got = Z_OK;

	if (inflateInit2(&z, MAX_WBITS + GZIP) != Z_OK)
		return false;
	while (got == Z_OK && !out->full) {
		z.next_out = (Bytef *)chunk;
		z.avail_out = sizeof chunk;
		got = inflate(&z, Z_NO_FLUSH);
		text_add(out, chunk, sizeof chunk - z.avail_out);
	}
	inflateEnd(&z);
	return got == Z_STREAM_END && z.avail_in == 0 && !out->full;
}

bool
server_zip_deflate(struct slice in, struct text *out)
{
	z_stream	z = { .next_in = (Bytef *)(uintptr_t)in.ptr,
			    .avail_in = (uInt)in.len };
	char		chunk[CHUNK];
	int		got = Z_OK;

	if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + GZIP, 8,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	while (got == Z_OK) {
		z.next_out = (Bytef *)chunk;
		z.avail_out = sizeof chunk;
		got = deflate(&z, Z_FINISH);
		text_add(out, chunk, sizeof chunk - z.avail_out);
	}
	deflateEnd(&z);
	return got == Z_STREAM_END && !out->full;
}

bool
server_zip_wanted(const struct request *r)
{
	const char	*accept = request_header(r, "Accept-Encoding");
	const char	*at = accept == NULL ? NULL : strstr(accept, "gzip");

	return at != NULL && strncmp(at, "gzip;q=0", 8) != 0;
}
