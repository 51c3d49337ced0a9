/* SPDX-License-Identifier: MIT */
#include <strings.h>

#include "faults_private.h"
#include "precept/json.h"
#include "routes.h"

/* Which faults are for a call, and what they have hit so far. */

struct faults *
faults_new(void)
{
	struct faults	*faults = mem_alloc(sizeof *faults);

	faults->arena = arena_new();
	return faults;
}

void
faults_free(struct faults *faults)
{
	if (faults == NULL)
		return;
	arena_free(faults->arena);
	mem_free(faults);
}

void
faults_clear(struct faults *faults)
{
	arena_reset(faults->arena);
	faults->first = NULL;
}

static bool
path_fits(const struct fault *f, const struct request *r)
{
	const char	*part[REQUEST_PARTS + 3] = { "services", "data", "v" };
	bool		 whole;

	if (f->pattern == NULL)
		return true;
	whole = strncasecmp(f->pattern, "/services/", 10) == 0;
	if (!whole || r->version == 0)
		return routes_fit(f->pattern, r->part, r->parts);
	memcpy(part + 3, r->part, sizeof r->part);
	return routes_fit(f->pattern, part, r->parts + 3);
}

static bool
is_query(const struct request *r)
{
	return r->parts > 0 && r->version > 0 &&
	    (strcasecmp(r->part[0], "query") == 0 ||
	    strcasecmp(r->part[0], "queryAll") == 0);
}

static bool
is_job(const struct request *r)
{
	return r->parts > 1 && r->version > 0 &&
	    strcasecmp(r->part[0], "jobs") == 0;
}

/* A call to Gainsight. */
static bool
is_gainsight(const struct request *r)
{
	return r->parts > 0 && r->version == 0 &&
	    (strncasecmp(r->part[0], "v1", 2) == 0 ||
	    strcasecmp(r->part[0], "v2") == 0);
}

/* A later page of a job's results. */
static bool
is_page(const struct request *r)
{
	return is_job(r) && r->parts == 4 &&
	    strcasecmp(r->part[3], "results") == 0 &&
	    request_param(r, "locator") != NULL;
}

/* Some kinds are about queries alone, some about signed-in calls. */
static bool
kind_fits(const struct fault *f, const struct request *r)
{
	switch (f->kind) {
	case FAULT_SLOW_QUERY:
		return is_query(r) && r->parts == 1;
	case FAULT_LOCATOR:
		return (is_query(r) && r->parts == 2) || is_page(r);
	case FAULT_BULK_FAILED:
	case FAULT_SLOW_JOB:
		return is_job(r);
	case FAULT_EXPIRE:
	case FAULT_DAILY:
	case FAULT_CONCURRENT:
		return r->version > 0 || is_gainsight(r);
	default:
		return true;
	}
}

static bool
is_for(const struct fault *f, const struct request *r)
{
	return (f->method == NULL || strcasecmp(f->method, r->method) == 0) &&
	    path_fits(f, r) && kind_fits(f, r);
}

static bool
is_due(const struct fault *f)
{
	int64_t	turn = f->seen - f->after;

	return f->left != 0 && turn > 0 && (turn - 1) % f->every == 0;
}

void
faults_meet(struct request *r, bool latency)
{
	struct fault	*f = r->sandbox->faults->first;

	for (; f != NULL; f = f->next) {
		if ((f->kind == FAULT_LATENCY) != latency)
			continue;
		f->used = false;
		f->met = is_for(f, r);
		if (!f->met)
			continue;
		f->seen++;
		f->met = is_due(f);
	}
}

static const struct fault *
use(struct fault *f)
{
	if (f->used)
		return f;
	f->used = true;
	f->hits++;
	if (f->left > 0)
		f->left--;
	return f;
}

const struct fault *
faults_find(struct request *r, enum fault_kind kind)
{
	struct fault	*f = r->sandbox->faults->first;

	for (; f != NULL; f = f->next)
		if (f->met && f->kind == kind)
			return use(f);
	return NULL;
}

const struct fault *
faults_row(struct request *r, int64_t row)
{
	struct fault	*f = r->sandbox->faults->first;

	for (; f != NULL; f = f->next)
		if (f->met && f->kind == FAULT_ROW && f->number == row)
			return use(f);
	return NULL;
}

const struct fault *
faults_field(struct request *r, enum fault_kind kind, const char *object,
    const char *field)
{
	struct fault	*f = r->sandbox->faults->first;

	for (; f != NULL; f = f->next)
		if (f->met && f->kind == kind &&
		    strcasecmp(f->object, object) == 0 &&
		    strcasecmp(f->field, field) == 0)
			return use(f);
	return NULL;
}

void
faults_show(const struct faults *faults, struct text *out)
{
	text_char(out, '[');
	for (const struct fault *f = faults->first; f != NULL; f = f->next) {
		text_string(out, f == faults->first ? "{" : ",\n{");
		text_string(out, "\"fault\":");
		json_put_string(out, slice_of(f->line));
		text_printf(out, ",\"seen\":%lld,\"hits\":%lld}",
		    (long long)f->seen, (long long)f->hits);
	}
	text_char(out, ']');
}
