/* SPDX-License-Identifier: MIT */
/* success_describe.h - the items of a picklist, as they are shown. */
#ifndef SUCCESS_DESCRIBE_H
#define SUCCESS_DESCRIBE_H

#include "success.h"

/* [{"value":GSID,"label":…,"systemName":…,"active":…,"displayOrder":…},…] */
void	success_describe_put_options(struct text *,
	    const struct success_field *);

#endif
