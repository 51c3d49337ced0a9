/* SPDX-License-Identifier: MIT */
#include "auth.h"
#include "calls.h"
#include "faults.h"
#include "limit.h"
#include "org_write.h"
#include "precept/clock.h"
#include "precept/date.h"
#include "query_cursor.h"
#include "server.h"
#include "success.h"
#include "usage_data.h"
#include "usage_seed.h"
#include "usage_settings.h"

/* A sandbox from its options, and its end. */

static bool
load_pendo(struct sandbox *s, struct sandbox_file *f, struct err *err)
{
	if (strcmp(f->object, "pendo.example") == 0)
		return usage_seed_make(s->usage, f->path, &f->rows, err);
	return usage_data_load(s->usage, f->object, f->path, &f->rows, err);
}

static bool
load(struct sandbox *s, const struct sandbox_options *options,
    struct err *err)
{
	bool	settle = false;

	for (size_t i = 0; i < options->file_count; i++) {
		struct sandbox_file	*f = &options->files[i];
		bool			 pendo;

		pendo = strncmp(f->object, "pendo.", 6) == 0;
		if (!(pendo ? load_pendo(s, f, err) : org_load(s->org,
		    f->object, f->path, &f->rows, err)))
			return false;
		settle = settle || pendo;
	}
	if (settle)
		usage_data_settle(s->usage);
	return true;
}

static bool
fill(struct sandbox *s, const struct sandbox_options *options,
    struct err *err)
{
	int	port = 0;

	s->arena = arena_new();
	s->faults = faults_new();
	s->calls = calls_new();
	s->api_max = options->api_max > 0 ? options->api_max : LIMIT_CALLS;
	if (options->now != 0)
		s->clock_shift = options->now - clock_now();
	s->auth = auth_new(options, err);
	if (s->auth == NULL)
		return err_in(err, "sandbox");
	if (options->faults != NULL && !faults_parse(s->faults,
	    slice_of(options->faults), err))
		return err_in(err, "the sandbox's faults");
	s->org = org_open(s, options->data, options->schemas, err);
	if (s->org == NULL)
		return err_in(err, "the sandbox's data");
	if (!auth_join(s->auth, s->org, err))
		return err_in(err, "sandbox");
	s->usage = usage_data_open(s, options->pendo_data, err);
	if (s->usage == NULL)
		return err_in(err, "the sandbox's data of Pendo");
	if (!usage_settings_read(s->usage, options->pendo, err))
		return err_in(err, "sandbox");
	s->success = success_open(s, options, err);
	if (s->success == NULL)
		return err_in(err, "the sandbox's data of Gainsight");
	if (!load(s, options, err))
		return false;
	s->base = arena_alloc(s->arena, 1);
	s->server = server_open(s, options, &port, err);
	if (s->server == NULL)
		return false;
	s->base = arena_printf(s->arena, "%s://127.0.0.1:%d",
	    options->cert != NULL ? "https" : "http", port);
	return true;
}

struct sandbox *
sandbox_start(const struct sandbox_options *options, struct err *err)
{
	struct sandbox	*s = mem_alloc(sizeof *s);

	if (fill(s, options, err))
		return s;
	sandbox_stop(s);
	return NULL;
}

const char *
sandbox_url(const struct sandbox *s)
{
	return s->base;
}

void
sandbox_stop(struct sandbox *s)
{
	if (s == NULL)
		return;
	server_close(s->server);
	query_cursor_close(s);
	usage_data_close(s->usage);
	success_close(s->success);
	org_close(s->org);
	auth_free(s->auth);
	calls_free(s->calls);
	faults_free(s->faults);
	arena_free(s->arena);
	mem_free(s);
}

int64_t
sandbox_now(const struct sandbox *s)
{
	return clock_now() + s->clock_shift;
}

bool
sandbox_clock(struct slice text, int64_t now, int64_t *then)
{
	struct slice	rest = { text.ptr + 1, text.len - 1 };
	int64_t		micros;

	if (slice_is(text, "now"))
		*then = clock_now();
	else if (text.len > 1 && *text.ptr == '+' &&
	    faults_duration(rest, &micros))
		*then = now + micros;
	else if (text.len > 1 && *text.ptr == '-' &&
	    faults_duration(rest, &micros))
		*then = now - micros;
	else
		return datetime_parse(text, then);
	return true;
}

void
sandbox_help(struct text *out)
{
	faults_help(out);
}
