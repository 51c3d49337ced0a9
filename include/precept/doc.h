/* SPDX-License-Identifier: MIT */
/* doc.h - small JSON documents (configuration, schemas) through cJSON. */
#ifndef PRECEPT_DOC_H
#define PRECEPT_DOC_H

#include "precept/arena.h"
#include "precept/err.h"

enum doc_kind { DOC_NULL, DOC_BOOLEAN, DOC_NUMBER, DOC_TEXT, DOC_LIST,
	DOC_OBJECT };

/* A tree in the arena; duplicate keys and trailing text are errors. */
struct doc {
	enum doc_kind	 kind;
	const char	*name;		/* as a member, or NULL */
	const char	*text;		/* DOC_TEXT */
	double		 number;	/* DOC_NUMBER, also DOC_BOOLEAN 0/1 */
	struct doc	*child, *next;
};

/* `name` is for the message: "schema/x.json: line 7: ...". */
bool	doc_parse(struct slice, const char *name, struct arena *,
	    struct doc **, struct err *);
const struct doc *doc_get(const struct doc *, const char *name);
const char	*doc_text(const struct doc *, const char *name);
bool		 doc_flag(const struct doc *, const char *name);

#endif
