/* SPDX-License-Identifier: MIT */
/* versions.h - which versions of the API the sandbox speaks. */
#ifndef VERSIONS_H
#define VERSIONS_H

#include "sandbox.h"

#define VERSIONS_OLDEST 31	/* from here on they live */
#define VERSIONS_RETIRED 21	/* from here to there they are retired */
#define VERSIONS_NEWEST 66

/* false: the version is retired or was never there, and that is answered. */
bool	versions_check(struct request *);

#endif
