/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "connect_service.h"

/* The kinds of service there are; a new one adds its line. */

static const struct connect_service *const services[] = {
	&salesforce_service
};

const struct connect_service *
connect_service_of(const char *kind)
{
	size_t	i;

	for (i = 0; i < COUNT(services); i++)
		if (strcmp(services[i]->kind, kind) == 0)
			return services[i];
	assert(!"a kind without a service");
	return NULL;
}
