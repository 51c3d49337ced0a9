/* SPDX-License-Identifier: MIT */
#include <ctype.h>

#include "precept/date.h"
#include "rule_make.h"
#include "rule_take.h"
#include "rule_word.h"

/*
 * Is the schedule one of the phrases that there are? When it fires is
 * worked out elsewhere.
 *
 *	daily at 03:00			weekdays at 03:00
 *	weekly on monday, friday at 03:00
 *	monthly on 1 at 03:00		monthly on last day at 03:00
 *	hourly				hourly at :15
 *	every 15 minutes		every 6 hours
 *
 * each with `in Europe/London` behind it, or not (UTC).
 */

struct words {
	const char	*at;
	struct slice	 word;		/* len 0 at the end */
	struct slice	 all;
};

static void
next(struct words *w)
{
	const char	*end = w->all.ptr + w->all.len;

	while (w->at < end && (isspace((unsigned char)*w->at) ||
	    *w->at == ','))
		w->at++;
	w->word = (struct slice){ w->at, 0 };
	while (w->at < end && !isspace((unsigned char)*w->at) &&
	    *w->at != ',')
		w->at++;
	w->word.len = (size_t)(w->at - w->word.ptr);
}

static bool
take(struct words *w, const char *word)
{
	if (!slice_is_nocase(w->word, word))
		return false;
	next(w);
	return true;
}

static bool
take_one_of(struct words *w, const char *const *list)
{
	for (; *list != NULL; list++)
		if (take(w, *list))
			return true;
	return false;
}

static bool
take_number(struct words *w, int least, int most)
{
	int	n = 0;
	size_t	i;

	if (w->word.len == 0 || w->word.len > 4)
		return false;
	for (i = 0; i < w->word.len; i++) {
		if (!isdigit((unsigned char)w->word.ptr[i]))
			return false;
		n = n * 10 + (w->word.ptr[i] - '0');
	}
	if (n < least || n > most)
		return false;
	next(w);
	return true;
}

static bool
two_digits(const char *p, int most)
{
	return isdigit((unsigned char)p[0]) && isdigit((unsigned char)p[1]) &&
	    (p[0] - '0') * 10 + (p[1] - '0') <= most;
}

/* 03:00 */
static bool
take_time(struct words *w)
{
	const char	*p;

	if (!take(w, "at"))
		return false;
	p = w->word.ptr;
	if (w->word.len != 5 || !two_digits(p, 23) || p[2] != ':' ||
	    !two_digits(p + 3, 59))
		return false;
	next(w);
	return true;
}

static bool
take_days(struct words *w)
{
	static const char *const days[] = { "monday", "tuesday", "wednesday",
	    "thursday", "friday", "saturday", "sunday", NULL };
	size_t	count = 0;

	if (!take(w, "on"))
		return false;
	while (take(w, "and") || take_one_of(w, days))
		count++;
	return count > 0;
}

static bool
take_day_of_month(struct words *w)
{
	if (!take(w, "on"))
		return false;
	take(w, "the");
	if (take(w, "last"))
		return take(w, "day");
	take(w, "day");
	return take_number(w, 1, 31);
}

/* :15 */
static bool
take_minute(struct words *w)
{
	if (!take(w, "at"))
		return true;
	if (w->word.len != 3 || w->word.ptr[0] != ':' ||
	    !two_digits(w->word.ptr + 1, 59))
		return false;
	next(w);
	return true;
}

static bool
take_every(struct words *w)
{
	static const char *const minutes[] = { "minutes", "minute", NULL };
	static const char *const hours[] = { "hours", "hour", NULL };
	struct words		 back = *w;

	if (take_number(w, 1, 1439) && take_one_of(w, minutes))
		return true;
	*w = back;
	return take_number(w, 1, 24) && take_one_of(w, hours);
}

static bool
take_phrase(struct words *w)
{
	if (take(w, "daily") || take(w, "weekdays"))
		return take_time(w);
	if (take(w, "weekly"))
		return take_days(w) && take_time(w);
	if (take(w, "monthly"))
		return take_day_of_month(w) && take_time(w);
	if (take(w, "hourly"))
		return take_minute(w);
	return take(w, "every") && take_every(w);
}

static void
found_strange(struct build *b, const struct decl *d, struct slice word)
{
	struct diags	*ds = b->make->diags;
	struct diag	*diag;

	diag = diag_add(ds, DIAG_ERROR, "P141", diag_inside(d->at,
	    (size_t)(word.ptr - d->text.ptr), word.len),
	    "the schedule '%.*s' is not understood", SHOWN(d->text));
	diag_label(ds, diag, word.len == 0 ? "more is expected here" :
	    "this is not expected here");
	diag_note(ds, diag, "try", "daily at 03:00 in Europe/London");
	diag_note(ds, diag, "try", "weekly on monday, thursday at 06:30");
	diag_note(ds, diag, "try", "every 6 hours");
}

static void
take_zone(struct build *b, const struct decl *d, struct words *w)
{
	struct place	at = diag_inside(d->at,
			    (size_t)(w->word.ptr - d->text.ptr), w->word.len);

	b->rule->zone = arena_text(b->make->arena, w->word);
	if (w->word.len > 0 && zone_find(b->rule->zone) == NULL) {
		struct err	 err = { 0 };
		struct diag	*diag;

		zone_explain(b->rule->zone, &err);
		diag = diag_add(b->make->diags, DIAG_ERROR, "P142", at, "%s",
		    err.text);
		if (err.kind == ERR_RULE)
			diag_label(b->make->diags, diag,
			    "a zone is named as Europe/London or UTC");
		b->rule->zone = NULL;
	}
	next(w);
	if (w->word.len > 0)
		found_strange(b, d, w->word);
}

void
rule_schedule_make(struct build *b, const struct decl *body)
{
	const struct decl	*d = rule_take_text(body,
				    "schedule");
	struct words		 w = { 0 };
	bool			 in;

	if (d == NULL)
		return;
	b->rule->schedule = arena_text(b->make->arena, d->text);
	b->rule->schedule_at = d->at;
	w.all = d->text;
	w.at = d->text.ptr;
	next(&w);
	if (!take_phrase(&w)) {
		found_strange(b, d, w.word);
		return;
	}
	in = take(&w, "in");
	if (in && w.word.len > 0)
		take_zone(b, d, &w);
	else if (in || w.word.len > 0)
		found_strange(b, d, w.word);
}
