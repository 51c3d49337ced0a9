/* SPDX-License-Identifier: MIT */
#include <openssl/crypto.h>

#include "precept/log.h"
#include "precept/secret.h"
#include "secret_area.h"

/* What is held is masked in the log, line by line where there are several. */

#define SHORTEST_LINE 16	/* of a key file; shorter ones tell nothing */

static void
hide_lines(struct slice s)
{
	const char	*at = s.ptr, *stop = s.ptr + s.len, *end;

	for (; at < stop; at = end + 1) {
		end = memchr(at, '\n', (size_t)(stop - at));
		if (end == NULL)
			end = stop;
		if (end - at >= SHORTEST_LINE && *at != '-')
			log_hide_kept((struct slice){ at,
			    (size_t)(end - at) });
	}
}

bool
secret_room(size_t size, struct slice *room, struct err *err)
{
	char	*ptr = secret_area_take(size, err);

	if (ptr == NULL)
		return false;
	*room = (struct slice){ ptr, size };
	return true;
}

bool
secret_keep(struct slice value, struct slice *kept, struct err *err)
{
	char	*ptr = secret_area_take(value.len + 1, err);

	if (ptr == NULL)
		return false;
	memcpy(ptr, value.ptr, value.len);
	ptr[value.len] = '\0';
	*kept = (struct slice){ ptr, value.len };
	if (memchr(ptr, '\n', value.len) != NULL)
		hide_lines(*kept);
	else
		log_hide_kept(*kept);
	return true;
}

void
secret_drop(struct slice s)
{
	size_t	size = s.ptr == NULL ? 0 : secret_area_size(s.ptr);

	if (size == 0)
		return;
	log_forget((struct slice){ s.ptr, size });
	secret_area_give((char *)s.ptr);
}

void
secret_wipe(void *ptr, size_t len)
{
	if (ptr != NULL)
		OPENSSL_cleanse(ptr, len);
}
