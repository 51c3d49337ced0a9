/* SPDX-License-Identifier: MIT */
#include "http_private.h"
#include "precept/http.h"

/* The lines that go out before the body. */

/* libcurl's business: a second opinion would be a second request. */
static const char *const ours[] = {
	"Accept-Encoding", "Connection", "Content-Length", "Expect", "Host",
	"TE", "Trailer", "Transfer-Encoding", "Upgrade",
};

static bool
is_token(struct slice s)
{
	size_t	i;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] <= ' ' || s.ptr[i] == 0x7f ||
		    strchr("\"(),/:;<=>?@[\\]{}", s.ptr[i]) != NULL)
			return false;
	}
	return s.len > 0;
}

static bool
has_control(const char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	}
	return false;
}

/* Only the name of a line is ever shown. */
static bool
check_line(struct http_flight *f, const char *line)
{
	const char	*colon = strchr(line, ':');
	struct slice	 name = { line, colon == NULL ? 0 : colon - line };
	size_t		 i;

	if (!is_token(name))
		return http_refuse(f, "a header line has no name");
	if (has_control(line) || slice_trim(slice_of(colon + 1)).len == 0)
		return http_refuse(f, "the header %.*s is empty or has "
		    "control characters in it", (int)name.len, line);
	for (i = 0; i < COUNT(ours); i++) {
		if (slice_is_nocase(name, ours[i]))
			return http_refuse(f, "the header %s is not for the "
			    "caller to set", ours[i]);
	}
	return true;
}

static void
add(struct http_flight *f, const char *line)
{
	f->headers = curl_slist_append(f->headers, line);
}

bool
http_lines(struct http_flight *f)
{
	const char *const	*line = f->call->headers;
	bool			 typed = false;

	if (!is_token(slice_of(f->call->method)))
		return http_refuse(f, "the method is not one");
	add(f, "Expect:");		/* a 417 means a second request */
	for (; line != NULL && *line != NULL; line++) {
		if (!check_line(f, *line))
			return false;
		if (strncasecmp(*line, "Content-Type:", 13) == 0)
			typed = true;
		add(f, *line);
	}
	if (!typed)			/* else libcurl calls it a form */
		add(f, "Content-Type:");
	return true;
}
