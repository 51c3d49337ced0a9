/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/bind.h"
#include "precept/func.h"
#include "precept/helps.h"
#include "precept/near.h"

/* precept help: commands, codes, words, functions. */

static void
show_commands(struct text *out)
{
	text_string(out, "usage: precept COMMAND [OPTION …]\n\n");
	for (size_t i = 0; cli_commands[i] != NULL; i++)
		text_printf(out, "  %-9s %s\n", cli_commands[i]->name,
		    cli_commands[i]->summary);
	text_string(out, "\nprecept COMMAND --help    its options\n"
	    "precept help CODE         what a finding means (P104)\n"
	    "precept help codes        all codes, a line each\n"
	    "precept help words        the words of a rule file\n"
	    "precept help functions    the functions of expressions\n"
	    "precept help NAME         a word or a function\n\n"
	    "Exit codes: 0 done (plan: nothing to change), 1 an error in "
	    "the rules or the call,\n2 (plan) changes wait, 3 rows were "
	    "rejected, 4 a service could not be reached.\n");
}

static void
show_func(const struct func *f, struct text *out)
{
	text_printf(out, "%s(%s)%s%s\n    %s\n    %s  gives  %s\n", f->name,
	    f->args == NULL ? "…" : f->args,
	    f->gives != NULL && f->gives[0] != '\0' ? " -> " : "",
	    f->gives == NULL ? "" : f->gives, f->summary, f->example,
	    f->result);
}

static void
show_funcs(struct text *out)
{
	const char *family = "";

	for (size_t i = 0; i < func_count(); i++) {
		const struct func *f = func_at(i);

		if (strcmp(family, f->family) != 0)
			text_printf(out, "%s%s\n\n", i > 0 ? "\n" : "",
			    f->family);
		family = f->family;
		show_func(f, out);
	}
}

static void
show_words(struct text *out)
{
	const struct bind_word	*words;
	size_t			 n = bind_words(&words);

	for (size_t i = 0; i < n; i++)
		text_printf(out, "  %-26s %s\n", words[i].name,
		    words[i].summary);
}

static bool
show_word(const char *name, struct text *out)
{
	const struct bind_word	*words;
	size_t			 n = bind_words(&words);

	for (size_t i = 0; i < n; i++) {
		if (strcmp(words[i].name, name) != 0)
			continue;
		text_printf(out, "%s: %s\n", words[i].name,
		    words[i].summary);
		return true;
	}
	return false;
}

static bool
show_code(const char *name, struct text *out)
{
	const struct help *h = helps_find(name);

	if (h == NULL)
		return false;
	text_printf(out, "%s: %s\n\n%s\n", h->code, h->title, h->text);
	return true;
}

static void
show_codes(struct text *out)
{
	const struct help	*h;

	for (size_t i = 0; (h = helps_at(i)) != NULL; i++)
		text_printf(out, "%s: %s\n", h->code, h->title);
}

static bool
show_command(const char *name)
{
	const struct command *c = cli_find(name);

	if (c == NULL)
		return false;
	args_usage(c, stdout);
	return true;
}

static int
refuse(const char *name)
{
	struct near n = near_to(slice_of(name));

	for (size_t i = 0; i < func_count(); i++)
		near_try(&n, slice_of(func_at(i)->name));
	for (size_t i = 0; cli_commands[i] != NULL; i++)
		near_try(&n, slice_of(cli_commands[i]->name));
	if (n.best.ptr != NULL)
		screen_note("there is no help on '%s', did you mean '%.*s'?",
		    name, (int)n.best.len, n.best.ptr);
	else
		screen_note("there is no help on '%s': see 'precept help'",
		    name);
	return EXIT_ERROR;
}

static bool
show_topic(const char *name, struct text *out)
{
	const struct func *f = func_find(slice_of(name));

	if (strcmp(name, "functions") == 0)
		show_funcs(out);
	else if (strcmp(name, "words") == 0)
		show_words(out);
	else if (strcmp(name, "codes") == 0)
		show_codes(out);
	else if (f != NULL)
		show_func(f, out);
	else
		return show_code(name, out) || show_word(name, out);
	return true;
}

static int
run(struct args *a)
{
	struct text	out;
	int		code = EXIT_DONE;

	text_init(&out, (size_t)1 << 22);
	if (a->word_count == 0)
		show_commands(&out);
	else if (!show_command(a->words[0]) &&
	    !show_topic(a->words[0], &out))
		code = refuse(a->words[0]);
	screen_print(&out);
	return code;
}

static int
version(struct args *a)
{
	if (a->json)
		printf("{\"version\":\"" PRECEPT_VERSION "\"}\n");
	else
		printf("precept " PRECEPT_VERSION "\n");
	return EXIT_DONE;
}

const struct command cmd_help = {
	"help", "[COMMAND | CODE | WORD | FUNCTION]",
	"Tells about commands, findings, words and functions.", "", 0, run
};

const struct command cmd_version = {
	"version", "", "Prints the version.", "", 0, version
};
