/* SPDX-License-Identifier: MIT */
#include "many.h"

/* The resources below composite. */

const struct route route_many[] = {
	{ "POST",	"composite/sobjects",		many_create },
	{ "PATCH",	"composite/sobjects",		many_update },
	{ "DELETE",	"composite/sobjects",		many_delete },
	{ "GET",	"composite/sobjects/*",		many_get },
	{ "POST",	"composite/sobjects/*",		many_post },
	{ "PATCH",	"composite/sobjects/*/*",	many_upsert },
	{ "POST",	"composite",			many_composite },
	{ "POST",	"composite/batch",		many_batch },
	{ "POST",	"composite/tree/*",		many_tree },
	{ "POST",	"sandbox/load",			many_load_new },
	{ "PATCH",	"sandbox/load",			many_load_known },
	{ 0 }
};
