/* SPDX-License-Identifier: MIT */
/*
 * salesforce_own.h - the workspace's own sandbox: what `salesforce.*` is as
 * long as no connection of that name is declared.
 *
 * It runs inside the process, on a port of loopback that the kernel chooses,
 * behind a secret of this process. Its records lie in sandbox.db.
 */
#ifndef SALESFORCE_OWN_H
#define SALESFORCE_OWN_H

#include "precept/connect.h"
#include "salesforce.h"

#define SALESFORCE_OWN "salesforce"
#define SALESFORCE_OWN_FILE "sandbox.db"

struct salesforce_own;

/* Starts it. Without `connect->writes` no file is made: an org that is not
 * there yet is empty. */
struct salesforce_own *salesforce_own_open(const struct connect *,
		    struct err *);
/* The session with it; it lives as long. */
struct salesforce *salesforce_own_session(const struct salesforce_own *);
/* NULL is fine. */
void		 salesforce_own_close(struct salesforce_own *);

#endif
