/* SPDX-License-Identifier: MIT */
/* sandbox_page.h - what is said of a sandbox that runs. */
#ifndef SANDBOX_PAGE_H
#define SANDBOX_PAGE_H

#include "cli.h"
#include "precept/sandbox.h"
#include "precept/sandbox_home.h"

struct sandbox_page {
	const char			*url;
	const struct sandbox_home	*home;
	const struct sandbox_options *options;
	const char			*secrets;	/* absolute path */
	bool				 inside;	/* sandbox/ of the
							   workspace */
	bool				 terminal;	/* secrets are shown */
};

/* For people: where it is, and what to paste where. */
void	sandbox_page_show(const struct sandbox_page *, struct text *out);
/* One line for programs. */
void	sandbox_page_json(const struct sandbox_page *, struct text *out);

#endif
