/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "precept/clock.h"
#include "precept/file.h"
#include "sandbox_page.h"

/* precept sandbox: it runs until a signal ends it. */

#define PORT 8443
#define SCRIPT_MAX ((size_t)1 << 20)
#define PEM_MAX ((size_t)1 << 16)

struct start {
	struct args		*args;
	struct arena		*arena;
	struct sandbox_home	 home;
	struct sandbox_options	 options;
	size_t			 file_room;
};

static bool
read_option(struct start *s, const char *path, size_t max, const char **text,
    struct err *err)
{
	struct slice	all;

	if (path == NULL)
		return true;
	if (!file_read(path, max, s->arena, &all, err))
		return false;
	*text = arena_text(s->arena, all);
	return true;
}

static void
add_file(struct start *s, const char *object, const char *path)
{
	struct sandbox_options	*o = &s->options;
	struct sandbox_file	*more;

	if (o->file_count == s->file_room) {
		s->file_room = 2 * s->file_room + 8;
		more = arena_array(s->arena, s->file_room, sizeof *more);
		for (size_t i = 0; i < o->file_count; i++)
			more[i] = o->files[i];
		o->files = more;
	}
	o->files[o->file_count++] = (struct sandbox_file){ object, path, 0 };
}

/* Account.csv, and salesforce.Account.csv, are files of Account. */
static bool
add_folder(struct start *s, const char *dir, struct err *err)
{
	static const char	head[] = "salesforce.";
	char			**names;
	size_t			 count;

	if (strlen(dir) > 4 && strcmp(dir + strlen(dir) - 4, ".csv") == 0)
		return err_set(err, ERR_RULE, "--load %s: it is no folder; a "
		    "file is given with its object: --load Account=%s", dir,
		    dir);
	if (!file_list(dir, ".csv", s->arena, &names, &count, err))
		return err_in(err, "--load %s", dir);
	if (count == 0)
		return err_set(err, ERR_RULE, "--load %s: there is no file "
		    "that ends in .csv", dir);
	for (size_t i = 0; i < count; i++) {
		const char	*name = names[i];

		if (strncmp(name, head, sizeof head - 1) == 0)
			name += sizeof head - 1;
		add_file(s, arena_text(s->arena, (struct slice){ name,
		    strlen(name) - strlen(".csv") }),
		    file_join(s->arena, dir, names[i]));
	}
	return true;
}

static bool
add_files(struct start *s, struct err *err)
{
	for (size_t i = 0; i < s->args->set_count; i++) {
		const char	*what = s->args->sets[i];
		const char	*is = strchr(what, '=');

		if (is != NULL)
			add_file(s, arena_text(s->arena, (struct slice){ what,
			    (size_t)(is - what) }), is + 1);
		else if (!add_folder(s, what, err))
			return false;
	}
	return true;
}

static bool
set_clock(struct start *s, struct err *err)
{
	const char	*when = s->args->clock;

	if (when == NULL || sandbox_clock(slice_of(when), clock_now(),
	    &s->options.now))
		return true;
	return err_set(err, ERR_RULE, "'%s' is no time: --clock takes +2d, "
	    "-3h or 2026-08-01T00:00:00Z", when);
}

/* The objects of the workspace, if nothing else is said. */
static bool
set_schemas(struct start *s, struct err *err)
{
	const char	*own = file_join(s->arena, s->args->dir, "schema");

	if (s->args->schema != NULL)
		s->options.schemas = s->args->schema;
	else if (file_exists(own))
		s->options.schemas = own;
	return s->args->schema == NULL || file_exists(s->args->schema) ||
	    err_set(err, ERR_RULE, "--schema %s: there is no such folder",
	    s->args->schema);
}

static bool
read_options(struct start *s, struct err *err)
{
	struct args		*a = s->args;
	struct sandbox_options	*o = &s->options;

	o->port = a->port < 0 ? PORT : (int)a->port;
	o->api_max = a->api_limit < 0 ? 0 : (uint64_t)a->api_limit;
	return set_schemas(s, err) && set_clock(s, err) && add_files(s, err) &&
	    read_option(s, a->faults, SCRIPT_MAX, &o->faults, err) &&
	    read_option(s, a->certificate, PEM_MAX, &o->client_key, err);
}

static bool
open_home(struct start *s, struct err *err)
{
	struct args		*a = s->args;
	struct sandbox_options	*o = &s->options;

	umask(S_IRWXG | S_IRWXO);	/* there may be real records */
	if (!sandbox_home_open(&s->home, a->word_count > 0 ? a->words[0] :
	    file_join(s->arena, a->dir, "sandbox"), a->fresh, err))
		return false;
	o->data = s->home.data;
	o->users = s->home.users;
	o->pendo_data = s->home.pendo_data;
	o->pendo = s->home.pendo;
	o->access_key = s->home.access_key;
	if (o->client_key == NULL)
		o->client_key = s->home.cert_text;
	if (a->tls) {
		o->cert = s->home.cert_text;
		o->key = s->home.key_text;
	}
	return true;
}

static void
show(const struct start *s, const struct sandbox *sandbox)
{
	char			*whole = realpath(s->home.secrets, NULL);
	struct sandbox_page	 page = { sandbox_url(sandbox), &s->home,
				    &s->options, whole == NULL ?
				    s->home.secrets : whole,
				    s->args->word_count == 0,
				    isatty(STDOUT_FILENO) };
	struct text		 out;

	text_init(&out, (size_t)1 << 20);
	if (s->args->json)
		sandbox_page_json(&page, &out);
	else if (s->args->quiet)
		text_printf(&out, "%s\n", page.url);
	else
		sandbox_page_show(&page, &out);
	screen_print(&out);
	fflush(stdout);
	free(whole);
}

/* The threads of the sandbox have the signals blocked, too. */
static bool
serve(struct start *s, struct err *err)
{
	struct sandbox	*sandbox;
	sigset_t	 ends, before;
	int		 which;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ends, &before);
	sandbox = sandbox_start(&s->options, err);
	if (sandbox != NULL) {
		show(s, sandbox);
		sigwait(&ends, &which);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	sandbox_stop(sandbox);
	return sandbox != NULL;
}

static int
run(struct args *a)
{
	struct start	s = { .args = a, .arena = arena_new(),
			    .home = { .lock = -1 } };
	struct err	err = { 0 };
	int		code = EXIT_DONE;

	if (!args_words(a, &cmd_sandbox, 1))
		code = EXIT_ERROR;
	else if (!read_options(&s, &err) || !open_home(&s, &err))
		code = screen_error(&err);
	else {
		if (!serve(&s, &err))
			code = screen_error(&err);
		sandbox_home_close(&s.home);
	}
	arena_free(s.arena);
	return code;
}

const struct command cmd_sandbox = {
	"sandbox", "[FOLDER]",
	"Runs Salesforce, Pendo and Gainsight here, to try things on.",
	"It answers on 127.0.0.1 as they do, and keeps its records "
	"in FOLDER\n(sandbox/ of the workspace) between starts. What it "
	"prints says how to connect;\nwith --json that is one line, as soon "
	"as it answers. Ctrl-C or SIGTERM end it:\nexit code 0. A CSV row "
	"that the org cannot take ends it with 3, all else with 1.\n"
	"While it runs, /sandbox below its address switches faults, clock, "
	"data and log.",
	OPTION_SANDBOX, run
};
