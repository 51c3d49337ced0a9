/* SPDX-License-Identifier: MIT */
/* salesforce_doctor.h - can the rules work with this org? */
#ifndef SALESFORCE_DOCTOR_H
#define SALESFORCE_DOCTOR_H

#include "precept/doctor.h"
#include "salesforce.h"

/*
 * Sign-in, clock, limits, rights on these objects: three calls at most.
 * false: it is no use to ask for more.
 */
bool	salesforce_doctor(struct salesforce *, const struct doctor_use *,
	    size_t, struct doctor *);

#endif
