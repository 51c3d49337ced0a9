/* SPDX-License-Identifier: MIT */
/*
 * json.h - JSON records: a strict pull reader that keeps every digit, a
 * writer, and JSON lines as a source. cJSON is for small documents only
 * (doc.h).
 */
#ifndef PRECEPT_JSON_H
#define PRECEPT_JSON_H

#include "precept/scan.h"

enum json_token { JSON_ERROR = -1, JSON_END, JSON_OBJECT, JSON_OBJECT_END,
	JSON_ARRAY, JSON_ARRAY_END, JSON_KEY, JSON_STRING, JSON_NUMBER,
	JSON_TRUE, JSON_FALSE, JSON_NULL };

#define JSON_DEPTH 64
#define JSON_STEPS 8		/* of a path to a list */

struct json {
	const char	*at, *end, *start;
	int		 depth;
	char		 open[JSON_DEPTH + 1];
	int		 state;
	struct slice	 value;		/* of KEY, STRING (raw), NUMBER */
	bool		 escaped;	/* value has backslashes */
	const char	*error;		/* a sentence, with JSON_ERROR */
};

/* RFC 8259, strictly: no trailing commas, no control bytes, depth 64. */
void		json_init(struct json *, struct slice);
/* As if `open` ("{[") had been read before it, and a value in the last. */
void		json_inside(struct json *, struct slice, const char *open);
enum json_token	json_next(struct json *);
/* Over a whole value whose first token was just returned. */
bool		json_skip(struct json *, enum json_token first);
/* KEY or STRING without escapes; copied to the arena only if it had any.
 * false, and j->error: a lone surrogate, \u0000 or invalid UTF-8. */
bool		json_text(struct json *, struct arena *, struct slice *);

/* Writing. */
void	json_put_string(struct text *, struct slice);	/* with quotes */
/* A value as JSON: numbers keep their digits (raw text, if it is valid
 * JSON; "1E5" and ".5" are written canonically), ids widened no, null. */
void	json_put_value(struct text *, const struct column *, size_t row);

/*
 * Many rows at once, faster than one value after the other: rows[0..n)
 * (NULL: rows 0..n-1), each an object on a line of its own.
 *
 *	names[0] = json_member(arena, "Id");		`"Id":`
 *	json_put_rows(out, &(struct json_row){ names, columns, width },
 *	    NULL, count);
 */
struct json_row {
	const struct slice	*names;
	struct column *const	*columns;
	size_t			 width;
};
void	json_put_rows(struct text *, const struct json_row *,
	    const uint32_t *rows, size_t n);
struct slice json_member(struct arena *, const char *name);

/*
 * JSON lines as a source. `fields[i].path` is a member, "Owner.Name" one of
 * a nested object. A missing member is null. A line that is no object, or a
 * value of another shape, is broken (D111 …); blank lines are passed over.
 */
struct scan	*jsonl_open(const char *path, const struct scan_field *,
		    size_t count, struct err *);
/*
 * Answers of a service, one after the other, whose rows are the objects in
 * the list `records` ("data.records": a member of a member). The origin of a
 * row counts the records. An answer that is no JSON, or has no such list,
 * ends the scan with ERR_RULE.
 */
bool		 json_is_member(const char *path);	/* of `records` */
struct scan	*jsonl_open_pages(const char *path, const char *records,
		    const struct scan_field *, size_t count, struct err *);

#endif
