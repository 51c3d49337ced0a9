/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/json.h"
#include "precept/pull.h"

/* precept schema pull, precept schema diff: the services' schemas. */

struct schemas {
	struct workspace	 w;
	struct args		*args;
	struct pull		*list;
	size_t			 count;
	struct diags		 diags;		/* with the new schemas */
	bool			 write;
};

static bool
has_changed(const struct pull *p)
{
	return p->count > 0 || (p->now != NULL && p->was == NULL);
}

static void
show_one(const struct schemas *s, const struct pull *p, struct text *out)
{
	text_printf(out, "%s.%s: ", p->connection, p->object);
	if (p->was == NULL)
		text_printf(out, "new, %zu fields\n", p->now->count);
	else if (!has_changed(p))
		text_string(out, "nothing has changed\n");
	else
		text_printf(out, "%zu of %zu fields\n", p->count,
		    p->now->count);
	for (size_t i = 0; p->was != NULL && i < p->count; i++)
		text_printf(out, "  %s%c%s %s  %s\n",
		    screen_colour(s->args, p->diffs[i].sign),
		    p->diffs[i].sign, screen_plain(s->args),
		    p->diffs[i].field, p->diffs[i].text);
}

static void
show_one_json(const struct pull *p, struct text *out)
{
	text_string(out, "{\"object\":");
	json_put_string(out, slice_of(p->object));
	text_string(out, ",\"connection\":");
	json_put_string(out, slice_of(p->connection));
	text_printf(out, ",\"known\":%s,\"changes\":[",
	    p->was == NULL ? "false" : "true");
	for (size_t i = 0; i < p->count; i++) {
		text_printf(out, "%s{\"change\":\"%s\",\"field\":",
		    i > 0 ? "," : "", p->diffs[i].sign == '+' ? "added" :
		    p->diffs[i].sign == '-' ? "removed" : "changed");
		json_put_string(out, slice_of(p->diffs[i].field));
		text_string(out, ",\"text\":");
		json_put_string(out, slice_of(p->diffs[i].text));
		text_char(out, '}');
	}
	text_string(out, "]}");
}

static void
show_json(const struct schemas *s, struct text *out)
{
	text_string(out, "{\"objects\":[");
	for (size_t i = 0; i < s->count; i++) {
		text_string(out, i > 0 ? "," : "");
		show_one_json(&s->list[i], out);
	}
	text_string(out, "],\"findings\":");
	diags_json(&s->diags, out);
	text_string(out, "}\n");
}

static void
show(const struct schemas *s, struct text *out)
{
	size_t	errors = s->diags.errors;

	if (s->args->json) {
		show_json(s, out);
		return;
	}
	for (size_t i = 0; i < s->count; i++)
		if (!s->args->quiet || has_changed(&s->list[i]))
			show_one(s, &s->list[i], out);
	if (errors == 0)
		return;
	text_char(out, '\n');
	diags_show(&s->diags, s->args->screen, out);
	text_printf(out, "%zu error%s in the rules with these schemas\n",
	    errors, errors == 1 ? "" : "s");
}

/* 0: as it was; 2: something has changed; 1: a rule is wrong with it. */
static int
code_of(const struct schemas *s)
{
	if (s->diags.errors > 0)
		return EXIT_ERROR;
	for (size_t i = 0; !s->write && i < s->count; i++)
		if (has_changed(&s->list[i]))
			return EXIT_CHANGES;
	return EXIT_DONE;
}

static bool
work(struct schemas *s, struct err *err)
{
	struct args	*a = s->args;

	return workspace_open(&s->w, a->dir, NULL, 0, WORKSPACE_READ, err) &&
	    pull_fetch(&s->w, a->words + 1, a->word_count - 1, &s->list,
	    &s->count, err) &&
	    (!s->write || pull_write(&s->w, s->list, s->count, err)) &&
	    pull_check(&s->w, s->list, s->count, &s->diags, err);
}

static int
run(struct args *a)
{
	struct schemas	s = { .args = a };
	struct err	err = { 0 };
	struct text	out;
	int		code;

	if (a->word_count == 0 || (strcmp(a->words[0], "pull") != 0 &&
	    strcmp(a->words[0], "diff") != 0)) {
		screen_note("schema is followed by pull or diff: see "
		    "'precept schema --help'");
		return EXIT_ERROR;
	}
	s.write = a->words[0][0] == 'p';
	if (!work(&s, &err)) {
		workspace_close(&s.w);
		return screen_error(&err);
	}
	text_init(&out, (size_t)1 << 26);
	show(&s, &out);
	code = code_of(&s);
	screen_print(&out);
	workspace_close(&s.w);
	return code;
}

const struct command cmd_schema = {
	"schema", "pull | diff [OBJECT …]",
	"Copies the services' schemas into schema/, or tells what changed.",
	"Without objects: those that the rules use, and those that schema/ "
	"has. What\nis found in the rules with the new schemas is shown. diff "
	"writes nothing and\nexits with 2 when something has changed; both "
	"with 1 when a rule is wrong.",
	0, run
};
