/* SPDX-License-Identifier: MIT */
/* cmd.h - every command's entry; each lives in a file of its own. */
#ifndef PRECEPT_CMD_H
#define PRECEPT_CMD_H

#include "cli.h"

extern const struct command cmd_apply, cmd_check, cmd_doctor, cmd_eval,
	cmd_explain, cmd_help, cmd_init, cmd_load, cmd_log, cmd_plan,
	cmd_prepare, cmd_retry, cmd_run, cmd_sandbox, cmd_schema, cmd_test,
	cmd_undo, cmd_version, cmd_why;

#endif
