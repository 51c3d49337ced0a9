/* SPDX-License-Identifier: MIT */
/* help.h - one entry of `precept help CODE`. */
#ifndef PRECEPT_HELP_H
#define PRECEPT_HELP_H

struct help {
	const char *code;	/* "P104" */
	const char *title;	/* one line */
	const char *text;	/* a paragraph or two, with an example */
};

#endif
