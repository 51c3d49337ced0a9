/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "precept/date.h"
#include "precept/utf8.h"
#include "success_schema.h"
#include "success_value.h"
#include "switches.h"

/* A value as it was sent, into a cell; or what is wrong with it. */

#define NUMBER_MAX 1e18
#define ZONE "America/New_York"		/* the tenant's */
#define SECOND INT64_C(1000000)

struct reading {
	const struct success		*success;
	const struct success_field	*field;
	const struct doc		*value;
	struct arena			*arena;
	struct success_cell		*cell;
};

static bool
turned(const struct reading *r, enum switch_name which)
{
	return switches_on(r->success->sandbox, which);
}

static bool
is_host(struct slice s)
{
	const char	*dot = memchr(s.ptr, '.', s.len);

	return dot != NULL && dot > s.ptr && s.ptr[s.len - 1] != '.';
}

static bool
is_email(struct slice s)
{
	const char	*at = memchr(s.ptr, '@', s.len);
	size_t		 head;

	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' || strchr("()<>,;:\\\"",
		    s.ptr[i]) != NULL)
			return false;
	if (at == NULL || at == s.ptr)
		return false;
	head = (size_t)(at - s.ptr) + 1;
	return head < s.len && memchr(at + 1, '@', s.len - head) == NULL &&
	    is_host((struct slice){ at + 1, s.len - head });
}

/* http://… or a bare host; no blanks. */
static bool
is_url(struct slice s)
{
	static const char *const	heads[] = { "http://", "https://" };

	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ')
			return false;
	for (size_t i = 0; i < COUNT(heads); i++) {
		size_t	n = strlen(heads[i]);

		if (s.len > n && memcmp(s.ptr, heads[i], n) == 0) {
			s.ptr += n;
			s.len -= n;
			break;
		}
	}
	return is_host(s);
}

static bool
is_sfdc_id(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= '0' && s.ptr[i] <= '9') &&
		    !((s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z'))
			return false;
	return s.len == 15 || s.len == 18;
}

static enum success_wrong
read_text(struct reading *r)
{
	const struct success_field	*f = r->field;
	struct slice			 s;

	if (r->value->kind != DOC_TEXT)
		return f->type == SUCCESS_GSID || f->type == SUCCESS_LOOKUP ?
		    SUCCESS_WRONG_GSID : SUCCESS_WRONG_STRING;
	s = slice_of(r->value->text);
	*r->cell = success_value_text(r->value->text);
	if (f->type == SUCCESS_EMAIL && !is_email(s))
		return SUCCESS_WRONG_EMAIL;
	if (f->type == SUCCESS_URL && !is_url(s))
		return SUCCESS_WRONG_URL;
	if (f->type == SUCCESS_SFDCID && !is_sfdc_id(s))
		return SUCCESS_WRONG_SFDCID;
	if ((f->type == SUCCESS_GSID || f->type == SUCCESS_LOOKUP) &&
	    !success_value_is_gsid(s))
		return SUCCESS_WRONG_GSID;
	if (f->length > 0 && utf8_count(s) > (size_t)f->length)
		return SUCCESS_WRONG_LONG;
	return SUCCESS_RIGHT;
}

static enum success_wrong
read_number(struct reading *r)
{
	enum success_type	type = r->field->type;
	double			n = r->value->number;

	if (r->value->kind != DOC_NUMBER)
		return type == SUCCESS_PERCENT ? SUCCESS_WRONG_PERCENT :
		    type == SUCCESS_CURRENCY ? SUCCESS_WRONG_CURRENCY :
		    SUCCESS_WRONG_NUMBER;
	if (!(fabs(n) < NUMBER_MAX))
		return type == SUCCESS_CURRENCY ?
		    SUCCESS_WRONG_CURRENCY_RANGE : SUCCESS_WRONG_RANGE;
	*r->cell = (struct success_cell){ .set = true, .kind = SUCCESS_REAL,
	    .r = n };
	if (n == floor(n) && fabs(n) < 1e15)
		*r->cell = success_value_int((int64_t)n);
	return SUCCESS_RIGHT;
}

/* What has no zone of its own is in UTC, or the tenant's. */
static bool
instant(const struct reading *r, bool local, int64_t *micros)
{
	struct slice	s = slice_of(r->value->text);
	bool		bare = s.len == 19 || s.len == 10;
	const char	*with = s.len == 19 ? arena_printf(r->arena, "%sZ",
			    s.ptr) : s.ptr;

	if (r->value->kind != DOC_TEXT || s.len < 10 ||
	    !datetime_parse(slice_of(with), micros))
		return false;
	if (bare && local)
		*micros -= zone_offset(zone_find(ZONE), *micros) * SECOND;
	return true;
}

static enum success_wrong
read_date(struct reading *r, bool local)
{
	int64_t	micros;
	bool	day = r->field->type == SUCCESS_DATE;

	if (r->value->kind == DOC_NUMBER && fabs(r->value->number) < 1e15 &&
	    turned(r, SWITCH_GAINSIGHT_EPOCH_DATES)) {
		*r->cell = success_value_int((int64_t)r->value->number);
		return SUCCESS_RIGHT;
	}
	if (!instant(r, local, &micros))
		return day ? SUCCESS_WRONG_DATE : SUCCESS_WRONG_DATETIME;
	if (day) {
		int64_t	days = (micros - (micros % DATE_DAY + DATE_DAY) %
			    DATE_DAY) / DATE_DAY;

		micros = turned(r, SWITCH_GAINSIGHT_LOCAL_DATES) ?
		    zone_midnight(zone_find(ZONE), days) : days * DATE_DAY;
	}
	*r->cell = success_value_int((micros - (micros % 1000 + 1000) %
	    1000) / 1000);
	return SUCCESS_RIGHT;
}

static enum success_wrong
read_option(struct reading *r, const struct doc *value,
    const struct success_option **option)
{
	if (value->kind != DOC_TEXT)
		return SUCCESS_WRONG_OPTION;
	*option = success_schema_option(r->field, slice_of(value->text),
	    turned(r, SWITCH_GAINSIGHT_LABELS));
	return *option == NULL ? SUCCESS_WRONG_OPTION : (*option)->active ?
	    SUCCESS_RIGHT : SUCCESS_WRONG_OLD_OPTION;
}

/* Several of them: a list, or one text with semicolons between. */
static enum success_wrong
read_multi(struct reading *r)
{
	const struct success_option	*option;
	enum success_wrong		 wrong = SUCCESS_RIGHT;
	struct text			 all;

	if (r->value->kind != DOC_LIST)
		return SUCCESS_WRONG_OPTION;
	text_init(&all, 1 << 20);
	for (const struct doc *d = r->value->child; d != NULL &&
	    wrong == SUCCESS_RIGHT; d = d->next) {
		wrong = read_option(r, d, &option);
		if (wrong == SUCCESS_RIGHT)
			text_printf(&all, "%s%s", all.len > 0 ? ";" : "",
			    option->gsid);
	}
	*r->cell = (struct success_cell){ .set = true };
	if (all.len > 0)
		*r->cell = success_value_text(arena_text(r->arena,
		    (struct slice){ all.ptr, all.len }));
	text_free(&all);
	return wrong;
}

static enum success_wrong
read_typed(struct reading *r, bool local)
{
	const struct success_option	*option;
	enum success_wrong		 wrong;

	switch (r->field->type) {
	case SUCCESS_BOOLEAN:
		*r->cell = success_value_int(r->value->number != 0);
		return r->value->kind == DOC_BOOLEAN ? SUCCESS_RIGHT :
		    SUCCESS_WRONG_BOOLEAN;
	case SUCCESS_NUMBER:
	case SUCCESS_CURRENCY:
	case SUCCESS_PERCENT:
		return read_number(r);
	case SUCCESS_DATE:
	case SUCCESS_DATETIME:
		return read_date(r, local);
	case SUCCESS_PICKLIST:
		wrong = read_option(r, r->value, &option);
		if (wrong == SUCCESS_RIGHT)
			*r->cell = success_value_text(option->gsid);
		return wrong;
	case SUCCESS_MULTI:
		return read_multi(r);
	default:
		return read_text(r);
	}
}

enum success_wrong
success_value_read(const struct success *s, const struct success_field *f,
    const struct doc *value, struct arena *arena, struct success_cell *cell)
{
	struct reading	r = { s, f, value, arena, cell };

	*cell = (struct success_cell){ .set = true };
	if (value->kind == DOC_NULL || (value->kind == DOC_TEXT &&
	    *value->text == '\0' && turned(&r, SWITCH_GAINSIGHT_EMPTY_NULL)))
		return (f->flags & SUCCESS_REQUIRED) ? SUCCESS_WRONG_NULL :
		    SUCCESS_RIGHT;
	return read_typed(&r, false);
}

enum success_wrong
success_value_filter(const struct success *s, const struct success_field *f,
    const struct doc *value, struct arena *arena, struct success_cell *cell)
{
	struct reading	r = { s, f, value, arena, cell };

	*cell = (struct success_cell){ .set = true };
	if (value->kind == DOC_NULL)
		return SUCCESS_RIGHT;
	if (success_is_number(f->type) || f->type == SUCCESS_BOOLEAN ||
	    f->type == SUCCESS_DATE || f->type == SUCCESS_DATETIME)
		return read_typed(&r, turned(&r,
		    SWITCH_GAINSIGHT_LOCAL_FILTERS));
	if (value->kind != DOC_TEXT)
		return SUCCESS_WRONG_STRING;
	*cell = success_value_text(value->text);
	return SUCCESS_RIGHT;
}
