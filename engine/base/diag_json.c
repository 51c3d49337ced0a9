/* SPDX-License-Identifier: MIT */
#include "precept/diag.h"
#include "precept/utf8.h"

/* Findings for editors and pipelines. */

static void
add_char(struct text *out, char c)
{
	if (c == '"' || c == '\\') {
		text_char(out, '\\');
		text_char(out, c);
	} else if ((unsigned char)c < 0x20 || c == 0x7f) {
		text_printf(out, "\\u%04x", (unsigned char)c);
	} else {
		text_char(out, c);
	}
}

/* What is no UTF-8 becomes U+FFFD: the document stays readable. */
static void
add_string(struct text *out, const char *s)
{
	size_t	len = strlen(s), valid, i;

	text_char(out, '"');
	while (len > 0) {
		valid = utf8_valid(s, len);
		for (i = 0; i < valid; i++)
			add_char(out, s[i]);
		s += valid;
		len -= valid;
		if (len > 0) {
			text_string(out, "\xef\xbf\xbd");
			s++;
			len--;
		}
	}
	text_char(out, '"');
}

static void
add_member(struct text *out, const char *key, const char *value)
{
	text_printf(out, "\"%s\":", key);
	if (value == NULL)
		text_string(out, "null");
	else
		add_string(out, value);
}

static void
add_notes(struct text *out, const struct diag_note *n)
{
	text_string(out, "\"notes\":[");
	for (; n != NULL; n = n->next) {
		text_char(out, '{');
		add_member(out, "head", n->head);
		text_char(out, ',');
		add_member(out, "text", n->text);
		text_string(out, n->next == NULL ? "}" : "},");
	}
	text_char(out, ']');
}

static void
add_finding(struct text *out, const struct diag *d)
{
	text_char(out, '{');
	add_member(out, "file", d->at.file);
	text_printf(out, ",\"line\":%d,\"col\":%d,\"len\":%d,", d->at.line,
	    d->at.col, d->at.len);
	add_member(out, "level", d->level == DIAG_ERROR ? "error" : "warning");
	text_char(out, ',');
	add_member(out, "code", d->code);
	text_char(out, ',');
	add_member(out, "text", d->text);
	text_char(out, ',');
	add_member(out, "label", d->label);
	text_char(out, ',');
	add_notes(out, d->notes);
	text_char(out, '}');
}

void
diags_json(const struct diags *ds, struct text *out)
{
	const struct diag	*d;

	text_char(out, '[');
	for (d = ds->first; d != NULL; d = d->next) {
		if (d != ds->first)
			text_char(out, ',');
		text_string(out, "\n  ");
		add_finding(out, d);
	}
	text_string(out, ds->first == NULL ? "]\n" : "\n]\n");
}
