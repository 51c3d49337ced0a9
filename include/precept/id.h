/* SPDX-License-Identifier: MIT */
/* id.h - Salesforce ids: 15 case-sensitive characters, or 18 with a sum. */
#ifndef PRECEPT_ID_H
#define PRECEPT_ID_H

#include "precept/text.h"

/* 15 letters and digits, or 18 with the right checksum (case of the last
 * three does not count). */
bool	id_valid(struct slice);
/* 15 to 18; 18 stays, its last three in upper case. The id is valid. */
void	id_widen(struct slice, char out[18]);

#endif
