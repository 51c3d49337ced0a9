/* SPDX-License-Identifier: MIT */
#include "usage_json.h"
#include "usage_pipe_source.h"

/* Sources of guides seen and polls answered. */

struct answers {
	struct usage_source	*source;
	bool			 seen;		/* the last of each */
	const char		*names[9];
};

static struct usage_value
response_of(struct usage_run *run, struct slice s)
{
	struct usage_value	 v;
	const char		*why;

	if (s.ptr == NULL)
		return USAGE_NONE;
	return usage_json_read(run, run->scratch, s, &v, &why) ? v :
	    usage_value_text(s);
}

/* The facts have the answer of pollsSeen under two names: both are there. */
static bool
take_answer(void *own, const struct usage_answer *a)
{
	struct answers			*v = own;
	struct usage_source		*s = v->source;
	struct usage_run		*run = s->run;
	const struct usage_value	 values[] = {
	    usage_pipe_text(a->visitor), usage_pipe_text(a->account),
	    usage_pipe_text(a->guide), usage_pipe_text(a->step),
	    usage_pipe_text(a->poll), usage_pipe_text(a->type),
	    usage_value_number((double)a->time),
	    response_of(run, a->response), response_of(run, a->response) };
	struct usage_field		 fields[COUNT(values) + 8];
	struct usage_row		 row = { 0, COUNT(fields), fields };
	bool				 more;

	if (!usage_pipe_fits(s, "guideId", a->guide) ||
	    !usage_pipe_fits(s, "pollId", a->poll))
		return true;
	for (size_t i = 0; i < COUNT(values) - !v->seen; i++)
		fields[row.count++] = (struct usage_field){ v->names[i],
		    values[i] };
	more = usage_pipe_push(s->to, &row);
	arena_reset(run->scratch);
	return more && run->status == 0;
}

void
usage_pipe_push_answers(struct usage_source *s, enum usage_answers which)
{
	static const char *const	names[] = { "visitorId", "accountId",
					    "guideId", "guideStepId",
					    "pollId", "type", NULL,
					    "pollResponse", "response" };
	struct answers			v = { .source = s };

	v.seen = which == USAGE_GUIDES_SEEN || which == USAGE_POLLS_SEEN;
	for (size_t i = 0; i < COUNT(names); i++)
		v.names[i] = usage_name(s->run, slice_of(names[i] != NULL ?
		    names[i] : v.seen ? "time" : "browserTime"));
	usage_data_answers(s->run->usage, which, (const int64_t[]){ s->from,
	    s->to_time }, take_answer, &v);
}
