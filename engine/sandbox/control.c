/* SPDX-License-Identifier: MIT */
#include "bulk.h"
#include "calls.h"
#include "faults.h"
#include "org_write.h"
#include "precept/clock.h"
#include "precept/date.h"
#include "precept/json.h"
#include "success.h"
#include "switches.h"
#include "usage_data.h"

/* /sandbox: faults, clock and log, for tests and for trying things out. */

static void
refuse(struct request *r, const char *why)
{
	r->status = 400;
	text_clear(&r->out);
	text_string(&r->out, "{\"error\":");
	json_put_string(&r->out, slice_of(why));
	text_char(&r->out, '}');
}

static void
show_faults(struct request *r)
{
	faults_show(r->sandbox->faults, &r->out);
}

static void
add_faults(struct request *r)
{
	struct err	err = { 0 };

	if (!faults_parse(r->sandbox->faults, r->body, &err)) {
		refuse(r, err.text);
		return;
	}
	org_access_touch(r->sandbox->org);	/* fields may be hidden now */
	show_faults(r);
}

static void
drop_faults(struct request *r)
{
	faults_clear(r->sandbox->faults);
	org_access_touch(r->sandbox->org);
	r->status = 204;
}

static void
help_faults(struct request *r)
{
	r->type = "text/plain; charset=utf-8";
	faults_help(&r->out);
}

static void
show_clock(struct request *r)
{
	char	now[DATE_TEXT];

	datetime_print(sandbox_now(r->sandbox), now);
	text_printf(&r->out, "{\"now\":\"%s\"}", now);
}

static void
set_clock(struct request *r)
{
	struct sandbox	*s = r->sandbox;
	int64_t		 then;

	if (!sandbox_clock(slice_trim(r->body), sandbox_now(s), &then)) {
		refuse(r, "The clock is set by +2h, -30m, now, or an instant "
		    "as 2026-08-01T00:00:00Z.");
		return;
	}
	s->clock_shift = then - clock_now();
	show_clock(r);
}

/* The org as it began: its users and their permissions stay. */
static void
drop_records(struct request *r)
{
	struct err	err = { 0 };

	bulk_store_clear(r->sandbox);
	success_clear(r->sandbox->success);
	usage_data_clear(r->sandbox->usage);
	if (org_empty(r->sandbox->org, &err))
		r->status = 204;
	else
		refuse(r, err.text);
}

static void
show_calls(struct request *r)
{
	calls_show(r->sandbox->calls, &r->out);
}

static void
drop_calls(struct request *r)
{
	calls_clear(r->sandbox->calls);
	r->status = 204;
}

static void
show_switches(struct request *r)
{
	switches_show(r->sandbox, &r->out);
}

static void
set_switches(struct request *r)
{
	struct err	err = { 0 };

	if (switches_set(r->sandbox, r->body, &err))
		show_switches(r);
	else
		refuse(r, err.text);
}

static void
reset_switches(struct request *r)
{
	switches_reset(r->sandbox);
	r->status = 204;
}

const struct route route_control[] = {
	{ "GET", "sandbox/faults", show_faults },
	{ "POST", "sandbox/faults", add_faults },
	{ "DELETE", "sandbox/faults", drop_faults },
	{ "GET", "sandbox/help", help_faults },
	{ "GET", "sandbox/clock", show_clock },
	{ "POST", "sandbox/clock", set_clock },
	{ "DELETE", "sandbox/data", drop_records },
	{ "GET", "sandbox/switches", show_switches },
	{ "POST", "sandbox/switches", set_switches },
	{ "DELETE", "sandbox/switches", reset_switches },
	{ "GET", "sandbox/log", show_calls },
	{ "DELETE", "sandbox/log", drop_calls },
	{ 0 }
};
