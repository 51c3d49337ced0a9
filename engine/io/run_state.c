/* SPDX-License-Identifier: MIT */
#include "precept/journal.h"

/* What a run has come to, as the file and the reports call it. */

const char *
run_state_name(enum run_state state)
{
	static const char *const	names[] = {
		[RUN_RUNNING] = "running",
		[RUN_DONE] = "done",
		[RUN_PARTIAL] = "partial",
		[RUN_FAILED] = "failed",
		[RUN_WAITING] = "waiting",
		[RUN_STOPPED] = "stopped",
	};

	return names[state];
}
