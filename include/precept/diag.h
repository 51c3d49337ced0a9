/* SPDX-License-Identifier: MIT */
/*
 * diag.h - findings about a rule file: many of them, each with its place.
 *
 * Whoever finds something calls diag_add() and goes on. A finding is:
 *
 *	rules/usage.lua:19:31: error[P104]: text cannot go into a number field
 *
 *	  19 |   ["Active Visitors (30d)"] = "Pendo_band__c",
 *	     |                                ^^^^^^^^^^^^^ this is text
 *	     |
 *	     = target: usage measure "Active Visitors (30d)" is number(18,0)
 *	     = try:    number(Pendo_band__c)
 */
#ifndef PRECEPT_DIAG_H
#define PRECEPT_DIAG_H

#include "precept/arena.h"

/* Where a word stands. Lines and columns from 1, columns in bytes. */
struct place {
	const char	*file;		/* NULL: nowhere */
	int		 line;		/* 0: only the file is known */
	int		 col;		/* 0: only the line is known */
	int		 len;		/* bytes to underline, 0 none */
	bool		 exact;		/* the text there is the value */
};

enum diag_level { DIAG_ERROR, DIAG_WARNING };

struct diag_note {
	const char		*head;	/* "target", "try", "note" */
	const char		*text;
	struct diag_note	*next;
};

struct diag {
	enum diag_level	 level;
	const char	*code;		/* "P104" */
	struct place	 at;
	const char	*text;		/* one sentence, no full stop */
	const char	*label;		/* under the carets, or NULL */
	bool		 hush;		/* the line is never shown: it holds
					   a secret */
	struct diag_note *notes;
	struct diag	*next;
};

struct diag_source {			/* a file's text, for the snippets */
	const char		*file;
	struct slice		 text;
	struct diag_source	*next;
};

struct diags {
	struct arena		*arena;	/* owns all of it */
	struct diag		*first, *last;
	struct diag_source	*sources;
	size_t			 errors, warnings;
};

void	diags_init(struct diags *, struct arena *);
/* The snippets come from here. Both are borrowed. */
void	diags_source(struct diags *, const char *file, struct slice text);

/* Returns the new finding, to hang label and notes on. */
struct diag *diag_add(struct diags *, enum diag_level, const char *code,
	    struct place, const char *, ...) PRINTF_LIKE(5, 6);
void	diag_label(struct diags *, struct diag *, const char *, ...)
	    PRINTF_LIKE(3, 4);
void	diag_note(struct diags *, struct diag *, const char *head,
	    const char *, ...) PRINTF_LIKE(4, 5);

/*
 * The place `at` bytes into a text that stands at `text` in the file, `len`
 * bytes long. If the text is not exact there (escapes), the whole text.
 */
struct place diag_inside(struct place text, size_t at, size_t len);

/* By file, line, column. Findings that say the same twice are dropped. */
void	diags_sort(struct diags *);

/* As above, for people; colour with ANSI codes. */
void	diags_show(const struct diags *, bool colour, struct text *out);
/* A JSON array of { file, line, col, level, code, text, label, notes }. */
void	diags_json(const struct diags *, struct text *out);

#endif
