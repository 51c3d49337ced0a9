/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "precept/clock.h"
#include "precept/date.h"
#include "precept/near.h"

/* The words of the call. Every option stands here once, for all commands. */

enum { LONG_JSON = 256, LONG_COLOUR, LONG_DATE, LONG_FIELDS, LONG_ROW,
	LONG_PORT, LONG_TLS, LONG_NEW, LONG_LOAD, LONG_SCHEMA, LONG_FAULTS,
	LONG_CLOCK, LONG_API_LIMIT, LONG_CERTIFICATE, LONG_YES };

struct known {
	const char	*name;
	int		 has, val;
	unsigned	 need;		/* 0: every command has it */
	const char	*text;
};

static const struct known known[] = {
	{ "date", 1, LONG_DATE, OPTION_DATE,
	    "--date DAY        the rule date, 2026-08-01 (default: today)" },
	{ "output", 1, 'o', OPTION_OUTPUT,
	    "-o, --output FILE save the plan, to be applied as it is" },
	{ "rows", 1, 'n', OPTION_ROWS,
	    "-n, --rows N      how many records to show" },
	{ "all", 0, 'a', OPTION_ALL,
	    "-a, --all         show all of them" },
	{ "fields", 1, LONG_FIELDS, OPTION_FIELDS,
	    "--fields LIST     kinds of a new object: Id:id,Visits:integer" },
	{ "row", 1, LONG_ROW, OPTION_SET,
	    "--row NAME=VALUE  a value of the row; more than once" },
	{ "yes", 0, LONG_YES, OPTION_YES,
	    "--yes             do it, without a question" },
	{ "port", 1, LONG_PORT, OPTION_SANDBOX,
	    "--port N          where it listens (8443); 0: any that is free" },
	{ "tls", 0, LONG_TLS, OPTION_SANDBOX,
	    "--tls             https, with a certificate of its own" },
	{ "new", 0, LONG_NEW, OPTION_SANDBOX,
	    "--new             without the records of the last time" },
	{ "load", 1, LONG_LOAD, OPTION_SANDBOX,
	    "--load WHAT       Account=accounts.csv, pendo.events=e.csv, or a "
	    "folder of Account.csv, …" },
	{ "schema", 1, LONG_SCHEMA, OPTION_SANDBOX,
	    "--schema FOLDER   objects as pulled (the workspace's schema/)" },
	{ "faults", 1, LONG_FAULTS, OPTION_SANDBOX,
	    "--faults FILE     what goes wrong, a line each" },
	{ "clock", 1, LONG_CLOCK, OPTION_SANDBOX,
	    "--clock WHEN      +2d, -3h or 2026-08-01T00:00:00Z" },
	{ "api-limit", 1, LONG_API_LIMIT, OPTION_SANDBOX,
	    "--api-limit N     calls a day (15000)" },
	{ "certificate", 1, LONG_CERTIFICATE, OPTION_SANDBOX,
	    "--certificate F   the client's, for JWT (the sandbox's own)" },
	{ "directory", 1, 'C', 0,
	    "-C, --directory D the workspace (default: this folder)" },
	{ "json", 0, LONG_JSON, 0, "--json            for programs" },
	{ "color", 1, LONG_COLOUR, 0,
	    "--color WHEN      auto, always, never" },
	{ "quiet", 0, 'q', 0, "-q, --quiet       no progress, no notes" },
	{ "help", 0, 'h', 0, "-h, --help        this" },
};

void
args_usage(const struct command *c, struct text *to)
{
	text_printf(to, "usage: precept %s%s%s\n\n%s\n", c->name,
	    c->usage[0] == '\0' ? "" : " ", c->usage, c->summary);
	if (c->text[0] != '\0')
		text_printf(to, "\n%s\n", c->text);
	text_char(to, '\n');
	for (size_t i = 0; i < COUNT(known); i++)
		if (known[i].need == 0 || (known[i].need & c->options))
			text_printf(to, "  %s\n", known[i].text);
}

/* `what` is said when it is no number from `min` to `max`. */
static bool
set_number(long *to, const char *text, long min, long max, const char *what)
{
	char	*end;

	errno = 0;
	*to = strtol(text, &end, 10);
	if (*end == '\0' && end != text && errno == 0 &&
	    *to >= min && *to <= max)
		return true;
	screen_note("'%s' is not %s", text, what);
	return false;
}

static bool
set_colour(struct args *a, const char *when)
{
	static const char *const words[] = { "auto", "never", "always" };

	for (int i = 0; i < 3; i++)
		if (strcmp(when, words[i]) == 0) {
			a->colour = i - 1;
			return true;
		}
	screen_note("--color takes auto, always or never, not '%s'", when);
	return false;
}

static bool
set_row(struct args *a, const char *text)
{
	if (a->set_count < ARGS_MAX)
		a->sets[a->set_count++] = text;
	return true;
}

static bool
take_sandbox(struct args *a, int val, const char *text)
{
	switch (val) {
	case LONG_PORT:
		return set_number(&a->port, text, 0, 65535,
		    "a port: --port takes a number to 65535");
	case LONG_API_LIMIT:
		return set_number(&a->api_limit, text, 1, LONG_MAX,
		    "a number of calls: --api-limit takes one, "
		    "--api-limit 1000");
	case LONG_TLS:
		return a->tls = true;
	case LONG_NEW:
		return a->fresh = true;
	case LONG_LOAD:
		return set_row(a, text);
	case LONG_SCHEMA:
		a->schema = text;
		return true;
	case LONG_FAULTS:
		a->faults = text;
		return true;
	case LONG_CLOCK:
		a->clock = text;
		return true;
	default:
		a->certificate = text;
		return true;
	}
}

static bool
take(struct args *a, int val, const char *text)
{
	switch (val) {
	case LONG_DATE:
		a->date = text;
		return true;
	case 'o':
		a->output = text;
		return true;
	case 'n':
		return set_number(&a->rows, text, 0, LONG_MAX,
		    "a number of rows: -n takes one, -n 50");
	case 'a':
		a->all = true;
		return true;
	case LONG_YES:
		return a->yes = true;
	case LONG_FIELDS:
		a->fields = text;
		return true;
	case LONG_ROW:
		return set_row(a, text);
	case 'C':
		a->dir = text;
		return true;
	case LONG_JSON:
		a->json = true;
		return true;
	case LONG_COLOUR:
		return set_colour(a, text);
	case 'q':
		a->quiet = true;
		return true;
	case 'h':
		a->help = true;
		return true;
	default:
		return take_sandbox(a, val, text);
	}
}

/* What getopt stumbled over, in a sentence with the nearest option. */
static bool
refuse(const struct command *c, int got, char *word)
{
	struct near n = near_to(slice_of(word + strspn(word, "-")));

	if (got == ':') {
		screen_note("the option %s needs a value", word);
		return false;
	}
	for (size_t i = 0; i < COUNT(known); i++)
		if (known[i].need == 0 || (known[i].need & c->options))
			near_try(&n, slice_of(known[i].name));
	if (n.best.ptr != NULL)
		screen_note("%s has no option %s, did you mean --%.*s?",
		    c->name, word, (int)n.best.len, n.best.ptr);
	else
		screen_note("%s has no option %s: see 'precept %s --help'",
		    c->name, word, c->name);
	return false;
}

static size_t
make_options(const struct command *c, struct option *out, char *letters)
{
	size_t n = 0;

	*letters++ = ':';
	for (size_t i = 0; i < COUNT(known); i++) {
		const struct known *k = &known[i];

		if (k->need != 0 && !(k->need & c->options))
			continue;
		out[n++] = (struct option){ k->name, k->has, NULL, k->val };
		if (k->val >= 256)
			continue;
		*letters++ = (char)k->val;
		if (k->has)
			*letters++ = ':';
	}
	*letters = '\0';
	return n;
}

bool
args_parse(struct args *a, const struct command *c, int argc, char **argv)
{
	struct option	options[COUNT(known) + 1] = { 0 };
	char		letters[2 * COUNT(known) + 2], letter[8] = "";
	int		got;

	*a = (struct args){ .dir = ".", .colour = -1, .rows = -1,
	    .port = -1, .api_limit = -1 };
	make_options(c, options, letters);
	optind = 1;
	opterr = 0;
	while ((got = getopt_long(argc, argv, letters, options,
	    NULL)) != -1) {
		if (got == '?' && optopt > 0)
			snprintf(letter, sizeof letter, "-%c", optopt);
		if (got == '?' || got == ':')
			return refuse(c, got, letter[0] != '\0' ? letter :
			    argv[optind - 1]);
		if (!take(a, got, optarg))
			return false;
	}
	for (; optind < argc && a->word_count < ARGS_MAX; optind++)
		a->words[a->word_count++] = argv[optind];
	a->screen = a->colour == 1 || (a->colour == -1 &&
	    isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL);
	return true;
}

bool
args_date(const struct args *a, int64_t *days)
{
	if (a->date == NULL) {
		*days = zone_date(NULL, clock_now());
		return true;
	}
	if (date_parse(slice_of(a->date), days))
		return true;
	screen_note("'%s' is no day of the calendar: --date takes one, "
	    "--date 2026-08-01", a->date);
	return false;
}

bool
args_run(const char *word, int64_t *run)
{
	const char *c;

	*run = 0;
	for (c = word; *c >= '0' && *c <= '9' && *run < INT64_MAX / 20; c++)
		*run = *run * 10 + (*c - '0');
	if (*c == '\0' && c > word)
		return true;
	screen_note("'%s' is not the number of a run: 'precept log' lists "
	    "the runs", word);
	return false;
}

bool
args_words(const struct args *a, const struct command *c, size_t most)
{
	if (a->word_count <= most)
		return true;
	screen_note("%s takes no '%s': see 'precept %s --help'", c->name,
	    a->words[most], c->name);
	return false;
}
