/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <time.h>

#include "precept/secret.h"
#include "salesforce_session.h"

/* One org, signed in: opened, its token asked for, closed. */

struct salesforce *
salesforce_open(const struct connection *c, const char *dir, struct err *err)
{
	struct salesforce	*sf = mem_alloc(sizeof *sf);

	pthread_mutex_init(&sf->lock, NULL);
	sf->connection = c;
	sf->dir = mem_text(dir, strlen(dir));
	sf->usage.day_used = sf->usage.day_max = -1;
	sf->rule.calls = -1;
	sf->door = salesforce_line_http(sf, 1, err);
	if (sf->door != NULL)
		return sf;
	salesforce_close(sf);
	return NULL;
}

void
salesforce_close(struct salesforce *sf)
{
	if (sf == NULL)
		return;
	salesforce_line_close(sf->lines);
	http_close(sf->door);
	salesforce_token_leave(sf->token);
	secret_drop(sf->held[0]);
	secret_drop(sf->held[1]);
	secret_drop(sf->rotated);
	mem_free(sf->instance);
	mem_free(sf->org);
	mem_free(sf->user);
	mem_free(sf->dir);
	pthread_mutex_destroy(&sf->lock);
	mem_free(sf);
}

/* The form into the call; true: there is an answer, whatever it says. */
static bool
ask(struct salesforce *sf, struct http_call *call, struct err *err)
{
	struct text	form;
	bool		ok = salesforce_form(sf, &form, err);

	call->body = (struct slice){ form.ptr, form.len };
	if (ok) {
		http_start(sf->door, call);
		http_wait(sf->door);
	} else
		call->outcome = HTTP_UNSENT;
	call->body = (struct slice){ NULL, 0 };
	secret_wipe(form.ptr, form.len);
	text_free(&form);
	return ok;
}

/* Passing trouble is waited for; an answer that says no is never doubted. */
static bool
ask_again(struct salesforce *sf, struct http_call *call, struct err *err)
{
	int64_t	pause;
	int	tries;

	for (tries = 1;; tries++) {
		if (!ask(sf, call, err))
			return false;
		if (call->outcome == HTTP_WHOLE && call->status == 200)
			return true;
		pause = http_pause(call, tries);
		if (pause < 0)
			return salesforce_refuse_sign_in(sf, call, err);
		http_sleep(sf->door, pause);
	}
}

static bool
sign_in(struct salesforce *sf, struct err *err)
{
	static const char *const headers[] = {
		"Content-Type: application/x-www-form-urlencoded",
		"Accept: application/json", NULL
	};
	struct text		 url;
	struct http_call	 call = { .method = "POST",
				    .headers = headers, .hush = true,
				    .max_bytes = 1 << 20 };
	bool			 ok;

	text_init(&url, 4096);
	text_printf(&url, "%s/services/oauth2/token", sf->connection->login);
	call.url = url.ptr;
	/* An answer that is lost may have replaced the refresh token. */
	call.once = sf->connection->sign_in == SIGN_IN_REFRESH;
	ok = ask_again(sf, &call, err) && salesforce_token_take(sf, &call,
	    err);
	if (!ok) {
		err_in(err, "connection '%s'", sf->connection->name);
		/* Tries that are refused again and again lock the user. */
		if (call.outcome == HTTP_WHOLE && call.status < 500)
			sf->closed = *err;
	}
	secret_wipe(call.answer.ptr, call.answer.len);
	http_call_clear(&call);
	text_free(&url);
	return ok;
}

bool
salesforce_session_begin(struct salesforce *sf,
    const struct salesforce_token *had, struct err *err)
{
	if (sf->token != NULL && sf->token != had)
		return true;
	if (sf->closed.kind != ERR_NONE) {
		*err = sf->closed;
		return false;
	}
	if (!sign_in(sf, err))
		return false;
	sf->session++;
	return true;
}

bool
salesforce_sign_in(struct salesforce *sf, struct err *err)
{
	bool	ok;

	pthread_mutex_lock(&sf->lock);
	ok = salesforce_session_begin(sf, sf->token, err);
	pthread_mutex_unlock(&sf->lock);
	return ok;
}

const char *
salesforce_org(const struct salesforce *sf)
{
	return sf->org;
}

const char *
salesforce_user(struct salesforce *sf, struct err *err)
{
	bool	ok;

	pthread_mutex_lock(&sf->lock);
	ok = salesforce_session_begin(sf, NULL, err);
	if (ok && sf->user == NULL)
		ok = err_set(err, ERR_REMOTE, "connection '%s': %s does not "
		    "say who is signed in", sf->connection->name,
		    sf->connection->login);
	pthread_mutex_unlock(&sf->lock);
	return ok ? sf->user : NULL;
}

/* Others go on calling. */
void
salesforce_sleep(struct salesforce *sf, int64_t ms)
{
	struct timespec	left = { (time_t)(ms / 1000),
			    (long)(ms % 1000) * 1000000 };

	(void)sf;
	while (ms > 0 && nanosleep(&left, &left) != 0 && errno == EINTR)
		;
}
