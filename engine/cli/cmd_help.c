/* SPDX-License-Identifier: MIT */
#include "cmd.h"
#include "precept/bind.h"
#include "precept/func.h"
#include "precept/helps.h"
#include "precept/json.h"
#include "precept/near.h"
#include "precept/utf8.h"

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
	    "the rules or the\ncall, 2 (plan) changes wait, 3 rows were "
	    "rejected, 4 a service could not be\nreached.\n");
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
	text_printf(out, "%s: %s\n\n%s", h->code, h->title, h->text);
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
show_command(const char *name, struct text *out)
{
	const struct command *c = cli_find(name);

	if (c == NULL)
		return false;
	args_usage(c, out);
	return true;
}

static int
refuse(const char *name)
{
	const struct bind_word	*words;
	size_t			 count = bind_words(&words);
	struct near		 n = near_to(slice_of(name));

	for (size_t i = 0; i < func_count(); i++)
		near_try(&n, slice_of(func_at(i)->name));
	for (size_t i = 0; cli_commands[i] != NULL; i++)
		near_try(&n, slice_of(cli_commands[i]->name));
	for (size_t i = 0; i < count; i++)
		near_try(&n, slice_of(words[i].name));
	for (size_t i = 0; i < helps_count(); i++)
		near_try(&n, slice_of(helps_at(i)->code));
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

#define LINE_MAX_WIDTH 79

/* How much of the line goes before the break; the whole of a short one. */
static size_t
fold_at(const char *line, size_t len, size_t room)
{
	size_t n;

	if (utf8_count((struct slice){ line, len }) <= room)
		return len;
	for (n = room < len ? room : len; n > 0 && line[n] != ' '; n--)
		;
	return n > 0 ? n : len;
}

#define DEEPEST 40

/* Where the words of the line begin; in a table, those of its last column. */
static size_t
find_words(const char *line, size_t len)
{
	size_t begin = strspn(line, " \t");

	for (size_t i = begin; i + 2 < len && i < DEEPEST; i++)
		if (line[i] == ' ' && line[i + 1] == ' ' &&
		    line[i + 2] != ' ')
			return i + 2;
	return begin < DEEPEST ? begin : 0;
}

/* Long lines go on in the next one, under their first word. */
static void
fold(struct text *out, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n"), n;
		size_t in = find_words(text, len);

		text_add(out, text, in);
		text += in;
		len -= in;
		while ((n = fold_at(text, len, LINE_MAX_WIDTH - in)) < len) {
			text_printf(out, "%.*s\n%*s", (int)n, text, (int)in,
			    "");
			text += n + 1;
			len -= n + 1;
		}
		text_printf(out, "%.*s\n", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static void
show_json(const struct args *a, const struct text *page, struct text *out)
{
	text_string(out, "{\"about\":");
	json_put_string(out, slice_of(a->word_count == 0 ? "help" :
	    a->words[0]));
	text_string(out, ",\"text\":");
	json_put_string(out, (struct slice){ page->ptr, page->len });
	text_string(out, "}\n");
}

static int
run(struct args *a)
{
	struct text	page, out;

	if (!args_words(a, &cmd_help, 1))
		return EXIT_ERROR;
	text_init(&page, (size_t)1 << 22);
	text_init(&out, (size_t)1 << 23);
	if (a->word_count == 0)
		show_commands(&page);
	else if (!show_command(a->words[0], &page) &&
	    !show_topic(a->words[0], &page)) {
		text_free(&page);
		return refuse(a->words[0]);
	}
	if (a->json)
		show_json(a, &page, &out);
	else
		fold(&out, page.ptr);
	text_free(&page);
	screen_print(&out);
	return EXIT_DONE;
}

static int
version(struct args *a)
{
	if (!args_words(a, &cmd_version, 0))
		return EXIT_ERROR;
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
