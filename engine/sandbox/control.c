/* SPDX-License-Identifier: MIT */
#include "calls.h"
#include "faults.h"
#include "precept/clock.h"
#include "precept/date.h"
#include "precept/json.h"

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

	if (faults_parse(r->sandbox->faults, r->body, &err))
		show_faults(r);
	else
		refuse(r, err.text);
}

static void
drop_faults(struct request *r)
{
	faults_clear(r->sandbox->faults);
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

/* "+2h", "-30m", "2026-08-01T00:00:00Z", or "now" for the machine's time. */
static void
set_clock(struct request *r)
{
	struct sandbox	*s = r->sandbox;
	struct slice	 text = slice_trim(r->body), rest;
	int64_t		 micros;

	rest = text;
	if (text.len > 1) {
		rest.ptr++;
		rest.len--;
	}
	if (slice_is(text, "now"))
		s->clock_shift = 0;
	else if (text.len > 1 && *text.ptr == '+' &&
	    faults_duration(rest, &micros))
		s->clock_shift += micros;
	else if (text.len > 1 && *text.ptr == '-' &&
	    faults_duration(rest, &micros))
		s->clock_shift -= micros;
	else if (datetime_parse(text, &micros))
		s->clock_shift = micros - clock_now();
	else {
		refuse(r, "The clock is set by +2h, -30m, now, or an instant "
		    "as 2026-08-01T00:00:00Z.");
		return;
	}
	show_clock(r);
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

const struct route route_control[] = {
	{ "GET", "sandbox/faults", show_faults },
	{ "POST", "sandbox/faults", add_faults },
	{ "DELETE", "sandbox/faults", drop_faults },
	{ "GET", "sandbox/help", help_faults },
	{ "GET", "sandbox/clock", show_clock },
	{ "POST", "sandbox/clock", set_clock },
	{ "GET", "sandbox/log", show_calls },
	{ "DELETE", "sandbox/log", drop_calls },
	{ 0 }
};
