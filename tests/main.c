/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/*
 * Runs the suites named in the arguments, or all of them. The list is made
 * from the names of the files: tests/test_<name>.c has test_<name>().
 */

#define X(name) TCase *test_##name(void);
#include "suites.h"
#undef X

static const struct {
	const char	 *name;
	TCase		*(*make)(void);
} suites[] = {
#define X(name) { #name, test_##name },
#include "suites.h"
#undef X
};

static bool
is_wanted(const char *name, int argc, char **argv)
{
	int	i;

	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc == 1;
}

static int
add_suites(SRunner *runner, int argc, char **argv)
{
	size_t	i;
	int	added = 0;

	for (i = 0; i < COUNT(suites); i++) {
		if (!is_wanted(suites[i].name, argc, argv))
			continue;
		Suite *s = suite_create(suites[i].name);

		suite_add_tcase(s, suites[i].make());
		srunner_add_suite(runner, s);
		added++;
	}
	return added;
}

int
main(int argc, char **argv)
{
	SRunner	*runner = srunner_create(NULL);
	int	 all, failed;

	setenv("CK_DEFAULT_TIMEOUT", "120", 0);
	if (add_suites(runner, argc, argv) == 0) {
		printf("There is no such suite.\n");
		srunner_free(runner);
		return 2;
	}
	srunner_run_all(runner, CK_SILENT);
	all = srunner_ntests_run(runner);
	failed = srunner_ntests_failed(runner);
	if (failed > 0)
		srunner_print(runner, CK_NORMAL);
	srunner_free(runner);
	printf("%d passed, %d failed\n", all - failed, failed);
	return failed > 0;
}
