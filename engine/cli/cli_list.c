/* SPDX-License-Identifier: MIT */
#include "cli.h"
#include "cmd.h"

/* The commands there are, in the order in which help lists them. */

const struct command *const cli_commands[] = {
	&cmd_init, &cmd_load, &cmd_schema, &cmd_prepare, &cmd_doctor,
	&cmd_check, &cmd_test, &cmd_explain, &cmd_plan, &cmd_apply,
	&cmd_run, &cmd_retry, &cmd_undo, &cmd_log, &cmd_why, &cmd_eval,
	&cmd_sandbox, &cmd_help, &cmd_version, NULL
};

const struct command *
cli_find(const char *name)
{
	for (size_t i = 0; cli_commands[i] != NULL; i++)
		if (strcmp(cli_commands[i]->name, name) == 0)
			return cli_commands[i];
	return NULL;
}
