/* SPDX-License-Identifier: MIT */
/* doctor_use.h - what the rules do with a connection's objects. */
#ifndef DOCTOR_USE_H
#define DOCTOR_USE_H

#include "precept/doctor.h"

/* One entry an object, in the order of the rules. How many; in the arena. */
size_t	doctor_use(const struct workspace *, const char *connection,
	    struct arena *, const struct doctor_use **);

#endif
