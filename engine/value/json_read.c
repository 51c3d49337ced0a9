/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "precept/utf8.h"
#include "json_bytes.h"

/* JSON token by token: RFC 8259 and nothing else. */

/* What may come next; json_init() begins with the first. */
enum { WANT_VALUE, WANT_FIRST_ITEM, WANT_FIRST_KEY, WANT_KEY, WANT_COLON,
	AFTER_VALUE, DONE };

void
json_init(struct json *j, struct slice s)
{
	j->at = j->start = s.ptr;
	j->end = s.ptr + s.len;
	j->depth = 0;
	j->state = s.len == 0 ? DONE : WANT_VALUE;
	j->value = (struct slice){ NULL, 0 };
	j->escaped = false;
	j->error = s.len == 0 ? "nothing is there" : NULL;
}

bool
json_is_member(const char *path)
{
	int	steps = 0;

	for (;; path++) {
		size_t	len = strcspn(path, ".");

		path += len;
		if (len == 0 || ++steps > JSON_STEPS)
			return false;
		if (*path == '\0')
			return true;
	}
}

void
json_inside(struct json *j, struct slice s, const char *open)
{
	size_t	len = strlen(open);

	json_init(j, s);
	j->error = NULL;
	memcpy(j->open, open, len);
	j->depth = (int)len;
	j->state = AFTER_VALUE;
}

static enum json_token
fail(struct json *j, const char *why)
{
	j->error = why;
	j->state = DONE;
	return JSON_ERROR;
}

static inline void
pass_blanks(struct json *j)
{
	while (j->at < j->end && (*j->at == ' ' || *j->at == '\n' ||
	    *j->at == '\t' || *j->at == '\r'))
		j->at++;
}

static inline bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* Past an escape; p is behind its backslash. NULL: it is none. */
static const char *
pass_escape(const struct json *j, const char *p)
{
	if (p < j->end && *p != '\0' && strchr("\"\\/bfnrt", *p) != NULL)
		return p + 1;
	if (j->end - p < 5 || *p != 'u')
		return NULL;
	for (int i = 1; i <= 4; i++)
		if (!is_hex(p[i]))
			return NULL;
	return p + 5;
}

/* From the opening quote; the value is what stands between the two. */
static inline enum json_token
read_string(struct json *j, enum json_token token)
{
	const char	*p = j->at + 1;

	j->escaped = false;
	j->value.ptr = p;
	for (;;) {
		p += json_plain(p, (size_t)(j->end - p));
		if (p == j->end)
			return fail(j, "a string is never closed");
		if (*p == '"')
			break;
		if (*p != '\\') {
			j->at = p;
			return fail(j, "a string has a control character in "
			    "it that is not escaped");
		}
		j->at = p;
		p = pass_escape(j, p + 1);
		if (p == NULL)
			return fail(j, "a string has a backslash before what "
			    "can't be escaped");
		j->escaped = true;
	}
	j->value.len = (size_t)(p - j->value.ptr);
	j->at = p + 1;
	return token;
}

static inline enum json_token
read_number(struct json *j)
{
	const char	*begin = j->at, *why;
	const char	*end = json_number(begin, j->end, &why);

	if (end == NULL)
		return fail(j, why);
	j->value = (struct slice){ begin, (size_t)(end - begin) };
	j->at = end;
	return JSON_NUMBER;
}

static enum json_token
read_word(struct json *j, struct slice word, enum json_token token)
{
	if ((size_t)(j->end - j->at) < word.len ||
	    memcmp(j->at, word.ptr, word.len) != 0)
		return fail(j, "a word is none of true, false and null");
	j->at += word.len;
	return token;
}

static enum json_token
open_one(struct json *j, char c)
{
	if (j->depth == JSON_DEPTH)
		return fail(j, "objects and arrays are nested more than 64 "
		    "deep");
	j->open[j->depth++] = c;
	j->at++;
	j->state = c == '{' ? WANT_FIRST_KEY : WANT_FIRST_ITEM;
	return c == '{' ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_token
close_one(struct json *j)
{
	j->at++;
	j->depth--;
	j->state = j->depth == 0 ? DONE : AFTER_VALUE;
	return j->open[j->depth] == '{' ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static inline enum json_token
read_value(struct json *j)
{
	if (j->at == j->end)
		return fail(j, "it ends where a value is missing");
	if (*j->at == '{' || *j->at == '[')
		return open_one(j, *j->at);
	j->state = j->depth == 0 ? DONE : AFTER_VALUE;
	switch (*j->at) {
	case '"':
		return read_string(j, JSON_STRING);
	case 't':
		return read_word(j, SLICE("true"), JSON_TRUE);
	case 'f':
		return read_word(j, SLICE("false"), JSON_FALSE);
	case 'n':
		return read_word(j, SLICE("null"), JSON_NULL);
	default:
		if (*j->at == '-' || (*j->at >= '0' && *j->at <= '9'))
			return read_number(j);
		return fail(j, "a value is missing");
	}
}

static inline enum json_token
read_key(struct json *j)
{
	if (j->at == j->end || *j->at != '"')
		return fail(j, "a member's name in quotes is missing");
	j->state = WANT_COLON;
	return read_string(j, JSON_KEY);
}

static inline enum json_token
read_first(struct json *j, char close)
{
	if (j->at < j->end && *j->at == close)
		return close_one(j);
	return close == '}' ? read_key(j) : read_value(j);
}

/* A comma and what comes then, or the end of what is open. */
static inline enum json_token
read_more(struct json *j)
{
	bool	object = j->open[j->depth - 1] == '{';

	if (j->at < j->end && *j->at == ',') {
		j->at++;
		pass_blanks(j);
		return object ? read_key(j) : read_value(j);
	}
	if (j->at < j->end && *j->at == (object ? '}' : ']'))
		return close_one(j);
	return fail(j, object ? "a comma or } is missing" :
	    "a comma or ] is missing");
}

enum json_token
json_next(struct json *j)
{
	if (j->error != NULL)
		return JSON_ERROR;
	pass_blanks(j);
	switch (j->state) {
	case WANT_COLON:
		if (j->at == j->end || *j->at != ':')
			return fail(j, "a colon is missing after a name");
		j->at++;
		pass_blanks(j);
		return read_value(j);
	case AFTER_VALUE:
		return read_more(j);
	case WANT_FIRST_KEY:
		return read_first(j, '}');
	case WANT_FIRST_ITEM:
		return read_first(j, ']');
	case WANT_VALUE:
		return read_value(j);
	default:
		return j->at == j->end ? JSON_END :
		    fail(j, "there is text behind the value");
	}
}

bool
json_skip(struct json *j, enum json_token first)
{
	int			depth = j->depth - 1;
	enum json_token		token;

	if (first != JSON_OBJECT && first != JSON_ARRAY)
		return first != JSON_ERROR;
	do {
		token = json_next(j);
	} while (token != JSON_ERROR && j->depth > depth);
	return token != JSON_ERROR;
}

static uint32_t
hex_value(const char *p)
{
	uint32_t	v = 0;

	for (int i = 0; i < 4; i++)
		v = v * 16 + (uint32_t)(p[i] <= '9' ? p[i] - '0' :
		    (p[i] | 32) - 'a' + 10);
	return v;
}

/* \uXXXX and a second one after a high surrogate. 0: none that may be. */
static uint32_t
read_point(const char **at, const char *end)
{
	uint32_t	high = hex_value(*at), low;

	*at += 4;
	if (high < 0xd800 || high > 0xdfff)
		return high;
	if (high > 0xdbff || end - *at < 6 || memcmp(*at, "\\u", 2) != 0)
		return 0;
	low = hex_value(*at + 2);
	*at += 6;
	return low < 0xdc00 || low > 0xdfff ? 0 :
	    0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* Behind a backslash. NULL: a code point that text can't have. */
static char *
put_unescaped(char *to, const char **at, const char *end)
{
	static const char	from[] = "bfnrt", into[] = "\b\f\n\r\t";
	const char		*known;
	uint32_t		 point;
	char			 c = *(*at)++;

	if (c == 'u') {
		point = read_point(at, end);
		return point == 0 ? NULL : to + utf8_put(to, point);
	}
	known = strchr(from, c);
	*to = known == NULL ? c : into[known - from];
	return to + 1;
}

/* What is escaped is never shorter than what it stands for. */
static bool
unescape(struct json *j, struct arena *a, struct slice *out)
{
	const char	*p = j->value.ptr, *end = p + j->value.len;
	char		*to = arena_raw(a, j->value.len + 4);

	out->ptr = to;
	while (p < end) {
		if (*p != '\\') {
			*to++ = *p++;
			continue;
		}
		p++;
		to = put_unescaped(to, &p, end);
		if (to == NULL) {
			j->error = "a string has \\u0000 or half a surrogate "
			    "pair in it";
			return false;
		}
	}
	out->len = (size_t)(to - out->ptr);
	return true;
}

bool
json_text(struct json *j, struct arena *a, struct slice *out)
{
	struct slice	text = j->value;

	if (utf8_valid(text.ptr, text.len) != text.len) {
		j->error = "a string is not valid UTF-8";
		return false;
	}
	if (j->escaped && !unescape(j, a, &text))
		return false;
	*out = text;
	return true;
}
