/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <signal.h>

#include "cli.h"
#include "precept/near.h"

/* The only place that exits. */

static int
refuse(const char *word)
{
	struct near n = near_to(slice_of(word));

	for (size_t i = 0; cli_commands[i] != NULL; i++)
		near_try(&n, slice_of(cli_commands[i]->name));
	if (n.best.ptr != NULL)
		screen_note("there is no command '%s', did you mean '%.*s'?",
		    word, (int)n.best.len, n.best.ptr);
	else
		screen_note("there is no command '%s': 'precept help' lists "
		    "them", word);
	return EXIT_ERROR;
}

static const char *
translate(const char *word)
{
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return "help";
	return strcmp(word, "--version") == 0 ? "version" : word;
}

int
main(int argc, char **argv)
{
	const struct command	*c;
	struct args		 args;
	int			 code;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);	/* a write that fails is told of */
	if (argc < 2) {
		static char *help[] = { "help", NULL };

		argv = help;
		argc = 1;
	} else {
		argv++;
		argc--;
	}
	c = cli_find(translate(argv[0]));
	if (c == NULL && argv[0][0] == '-') {
		screen_note("options stand after the command: precept "
		    "COMMAND %s …", argv[0]);
		return EXIT_ERROR;
	}
	if (c == NULL)
		return refuse(argv[0]);
	if (!args_parse(&args, c, argc, argv))
		return EXIT_ERROR;
	if (args.help) {
		struct text out;

		text_init(&out, (size_t)1 << 16);
		args_usage(c, &out);
		screen_print(&out);
		return EXIT_DONE;
	}
	code = c->run(&args);
	if (fflush(stdout) != 0 && errno != EPIPE && code == EXIT_DONE) {
		screen_note("the output could not be written");
		return EXIT_ERROR;
	}
	return code;
}
