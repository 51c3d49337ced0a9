/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cmd.h"
#include "precept/json.h"
#include "precept/prepare.h"
#include "precept/pull.h"

/* precept prepare: the custom fields that rules write, made where they are
 * missing. */

struct preparing {
	struct workspace	 w;
	struct args		*args;
	struct prepare		*list;
	size_t			 count;
	bool			 done;
};

static const struct { const char *word, *sign; char op; } hows[] = {
	[PREPARE_MAKE] = { "make", "+", CHANGE_CREATE },
	[PREPARE_SHOW] = { "show", "~", CHANGE_UPDATE },
	[PREPARE_KNOW] = { "know", "=", CHANGE_SAME },
	[PREPARE_NOT] = { "not", "!", CHANGE_REJECT },
};

static size_t
count_of(const struct preparing *p, enum prepare_how how)
{
	return prepare_count(p->list, p->count, how);
}

/* Is there anything that can be done? */
static bool
has_work(const struct preparing *p)
{
	return count_of(p, PREPARE_MAKE) + count_of(p, PREPARE_SHOW) +
	    count_of(p, PREPARE_KNOW) > 0;
}

static void
show_what(const struct preparing *p, const struct prepare_field *f,
    struct text *out)
{
	switch (f->how) {
	case PREPARE_MAKE:
		text_printf(out, "nothing -> %s \"%s\"", prepare_type(f,
		    p->w.arena), f->label);
		break;
	case PREPARE_SHOW:
		text_string(out, "hidden -> visible");
		break;
	case PREPARE_KNOW:
		text_string(out, p->done ? "visible, in schema/" :
		    "visible -> in schema/");
		break;
	default:
		text_string(out, f->why);
	}
}

static void
show_field(const struct preparing *p, const struct prepare_field *f,
    struct text *out)
{
	text_printf(out, "  %s%s%s %s  ", screen_colour(p->args,
	    hows[f->how].op), hows[f->how].sign, screen_plain(p->args),
	    f->name);
	show_what(p, f, out);
	text_printf(out, "  (rule \"%s\", %s:%d)\n", f->rule,
	    f->at.file == NULL ? "" : f->at.file, f->at.line);
}

static void
show_list(const struct preparing *p, struct text *out)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct prepare	*o = &p->list[i];

		text_printf(out, "%s.%s\n", o->connection, o->object);
		for (size_t k = 0; k < o->count; k++)
			show_field(p, &o->fields[k], out);
	}
}

static void
put_count(struct text *out, size_t n, const char *what)
{
	if (n > 0)
		text_printf(out, "%s%zu %s", out->len > 0 ? ", " : "", n,
		    what);
}

/* "2 fields to make, 1 to show" */
static void
show_counts(const struct preparing *p, struct text *out)
{
	struct text	line;

	text_init(&line, 1000);
	put_count(&line, count_of(p, PREPARE_MAKE), "to make");
	put_count(&line, count_of(p, PREPARE_SHOW), "to show");
	put_count(&line, count_of(p, PREPARE_KNOW), p->done ? "ready" :
	    "to put into schema/");
	put_count(&line, count_of(p, PREPARE_NOT), "not to be had");
	if (line.len == 0)
		text_string(&line, "the rules lack no field");
	text_printf(out, "%s\n", line.ptr);
	text_free(&line);
}

static void
put_member(struct text *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_printf(out, ",\"%s\":", name);
	json_put_string(out, slice_of(value));
}

static void
show_field_json(const struct prepare_field *f, struct text *out)
{
	text_printf(out, "{\"change\":\"%s\"", hows[f->how].word);
	put_member(out, "field", f->name);
	put_member(out, "label", f->label);
	put_member(out, "type", f->type);
	if (f->length > 0)
		text_printf(out, ",\"length\":%u", f->length);
	if (f->precision > 0)
		text_printf(out, ",\"precision\":%d,\"scale\":%d",
		    f->precision, f->scale);
	if (f->key)
		text_string(out, ",\"external\":true");
	put_member(out, "why", f->why);
	put_member(out, "rule", f->rule);
	put_member(out, "file", f->at.file);
	text_printf(out, ",\"line\":%d}", f->at.line);
}

static void
show_json(const struct preparing *p, struct text *out)
{
	text_printf(out, "{\"done\":%s,\"objects\":[",
	    p->done ? "true" : "false");
	for (size_t i = 0; i < p->count; i++) {
		const struct prepare	*o = &p->list[i];

		text_string(out, i > 0 ? ",{\"connection\":" :
		    "{\"connection\":");
		json_put_string(out, slice_of(o->connection));
		put_member(out, "object", o->object);
		text_string(out, ",\"fields\":[");
		for (size_t k = 0; k < o->count; k++) {
			text_string(out, k > 0 ? "," : "");
			show_field_json(&o->fields[k], out);
		}
		text_string(out, "]}");
	}
	text_string(out, "]}\n");
}

static void
show(const struct preparing *p)
{
	struct text	out;

	text_init(&out, (size_t)1 << 26);
	if (p->args->json) {
		show_json(p, &out);
	} else {
		show_list(p, &out);
		show_counts(p, &out);
	}
	screen_print(&out);
}

/* Only a person at a terminal is asked. */
static bool
ask(const struct preparing *p)
{
	char	line[16] = "";

	if (p->args->json || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return false;
	fputs("Do it? [y/N] ", stdout);
	fflush(stdout);
	return fgets(line, sizeof line, stdin) != NULL &&
	    (line[0] == 'y' || line[0] == 'Y');
}

/* What is not of rules that lack a field is for check to tell. */
static void
note_errors(const struct preparing *p)
{
	const struct diag	*d = p->w.diags.first;

	for (; d != NULL; d = d->next)
		if (d->level == DIAG_ERROR && strcmp(d->code, "P107") != 0)
			break;
	if (d != NULL)
		screen_note("the rules have errors that fields do not mend, "
		    "%s first: see 'precept check'", d->code);
}

static bool
list(struct preparing *p, struct err *err)
{
	const struct rule	**rules;
	size_t			  n;

	if (!workspace_open(&p->w, p->args->dir, NULL, 0, WORKSPACE_READ,
	    err))
		return false;
	rules = open_rules(&p->w, p->args, &n);
	if (rules == NULL)
		return false;
	return prepare_list(&p->w, rules, n, &p->list, &p->count, err);
}

static int
end(struct preparing *p, int code, const struct err *err)
{
	if (err->text[0] != '\0')
		code = screen_error(err);
	workspace_close(&p->w);
	return code;
}

static int
run(struct args *a)
{
	struct preparing	p = { .args = a };
	struct err		err = { 0 };

	if (!list(&p, &err))
		return end(&p, EXIT_ERROR, &err);
	note_errors(&p);
	if (!has_work(&p) || !a->yes || !a->json)
		show(&p);
	if (!has_work(&p))
		return end(&p, count_of(&p, PREPARE_NOT) > 0 ? EXIT_ERROR :
		    EXIT_DONE, &err);
	if (!a->yes && !ask(&p)) {
		if (!a->json && !a->quiet)
			screen_note("nothing is done yet: 'precept prepare "
			    "--yes' does it");
		return end(&p, EXIT_CHANGES, &err);
	}
	if (!prepare_do(&p.w, p.list, p.count, &err))
		return end(&p, EXIT_ERROR, &err);
	p.done = true;
	show(&p);
	return end(&p, count_of(&p, PREPARE_NOT) > 0 ? EXIT_ERROR :
	    EXIT_DONE, &err);
}

const struct command cmd_prepare = {
	"prepare", "[RULE ...]",
	"Makes the custom fields that rules write and the org lacks.",
	"Without --yes it shows them: + is made, ~ is there but hidden from "
	"the user,\n= is visible but not in schema/, ! cannot be made. Kind "
	"and size are those of\nwhat the rule puts in; a key becomes an "
	"external id. The permission set Precept\nshows the fields to the "
	"connection's user, and schema/ is written anew.\nIt may be broken "
	"off at any point: the next time it goes on where it was.\nWho runs "
	"it needs \"Customize Application\" and \"Manage Profiles and\n"
	"Permission Sets\". Exits with 2 when there is something to do and "
	"--yes is not\ngiven.",
	OPTION_YES | OPTION_RULES, run
};
