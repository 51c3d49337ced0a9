/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "success_write.h"
#include "switches.h"

/* What became of the records of a write. */

bool
success_write_is_good(const struct success_write *w)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->rows[i].errors != NULL)
			return false;
	return true;
}

static void
put_error(struct text *out, const struct success_error *e)
{
	text_string(out, "{\"success\":false,\"parsedValue\":");
	success_value_put_doc(out, e->value);
	text_string(out, ",\"errors\":[{\"errorMessage\":");
	json_put_string(out, slice_of(e->sentence));
	text_string(out, ",\"errorCode\":");
	json_put_string(out, slice_of(e->code));
	text_string(out, ",\"fieldName\":");
	if (e->field == NULL)
		text_string(out, "null");
	else
		json_put_string(out, slice_of(e->field));
	text_string(out, ",\"invalidValue\":");
	success_value_put_doc(out, e->value);
	text_string(out, "}]}");
}

void
success_write_put_errors(struct text *out, const struct success_row *row)
{
	const struct success_error	*e = row->errors;

	text_char(out, '[');
	for (; e != NULL; e = e->next) {
		put_error(out, e);
		if (e->next != NULL)
			text_char(out, ',');
	}
	text_char(out, ']');
}

/* A list a record; what is wrong with it is in there. */
static void
put_errors(const struct success_write *w)
{
	struct text	*out = &w->r->out;
	bool		 packed = switches_on(w->r->sandbox,
			    SWITCH_GAINSIGHT_ERRORS_PACKED);
	bool		 more = false;

	text_char(out, '[');
	for (size_t i = 0; i < w->count; i++) {
		if (w->rows[i].errors == NULL && packed)
			continue;
		if (more)
			text_char(out, ',');
		more = true;
		success_write_put_errors(out, &w->rows[i]);
	}
	text_char(out, ']');
}

/* "Invalid dateTimes format (OriginalContractDate = 210318)." */
static const char *
sentence_of(const struct success_write *w, const struct success_error *e)
{
	struct text	 all;
	const char	*kept;

	text_init(&all, 1 << 20);
	text_string(&all, strcmp(e->sentence, "Invalid dateTime format") ==
	    0 ? "Invalid dateTimes format" : e->sentence);
	if (e->field != NULL) {
		text_printf(&all, " (%s = ", e->field);
		if (e->value != NULL && e->value->kind == DOC_TEXT)
			text_string(&all, e->value->text);
		else
			success_value_put_doc(&all, e->value);
		text_char(&all, ')');
	}
	text_char(&all, '.');
	kept = arena_text(w->r->arena, (struct slice){ all.ptr, all.len });
	text_free(&all);
	return kept;
}

void
success_write_refuse(const struct success_write *w)
{
	const struct success_error	*first = NULL;

	for (size_t i = 0; first == NULL && i < w->count; i++)
		first = w->rows[i].errors;
	success_answer_fail(w->r, 400, first->code, sentence_of(w, first));
	text_string(&w->r->out, "{\"count\":0,\"records\":null,\"errors\":");
	put_errors(w);
	text_char(&w->r->out, '}');
}

void
success_write_done(const struct success_write *w)
{
	struct text	*out = &w->r->out;
	size_t		 count = 0;

	for (size_t i = 0; i < w->count; i++)
		if (w->rows[i].errors == NULL)
			count += w->rows[i].count;
	text_printf(out, "{\"count\":%zu,\"errors\":", count);
	if (success_write_is_good(w))
		text_string(out, "null");
	else
		put_errors(w);
	text_string(out, ",\"records\":[");
	count = 0;
	for (size_t i = 0; i < w->count; i++)
		for (size_t k = 0; w->rows[i].errors == NULL &&
		    k < w->rows[i].count; k++)
			text_printf(out, "%s{\"Gsid\":\"%s\"}",
			    count++ > 0 ? "," : "", w->rows[i].gsids[k]);
	text_string(out, "]}");
}
