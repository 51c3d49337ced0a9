/* SPDX-License-Identifier: MIT */
/* apply_check.h - planned rows against what the target holds now. */
#ifndef PRECEPT_APPLY_CHECK_H
#define PRECEPT_APPLY_CHECK_H

#include "precept/changes.h"

/*
 * Rows whose record is not as `seen` any more are rejected (D406); values
 * that stand already are not written again (a row of them is CHANGE_SAME).
 */
void	apply_check(struct changes *, struct column *const *seen);

#endif
