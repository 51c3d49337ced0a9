/* SPDX-License-Identifier: MIT */
#include "expr_kernel.h"
#include "func_text.h"
#include "precept/regex.h"

/* regex_extract and regex_replace: the pattern is compiled by the check. */

bool
func_text_type_regex(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	const struct column	*pattern = func_need_literal(call, 1, at,
				    found);
	struct err		 err = { 0 };

	(void)arena;
	if (pattern == NULL)
		return false;
	if (call->regex == NULL)
		call->regex = regex_compile(pattern->s[0], &err);
	if (call->regex != NULL)
		return true;
	diag_add(found, DIAG_ERROR, "P254", diag_inside(at,
	    (size_t)call->args[1]->at, (size_t)call->args[1]->len),
	    "this is not a regular expression: %s", err.text);
	return false;
}

static const struct column *
check_group(struct expr *call, struct place at, struct diags *found)
{
	const struct column	*group = func_need_literal(call, 2, at, found);
	const int		 groups = regex_groups(call->regex);
	struct diag		*d;

	if (group == NULL || (group->i[0] >= 0 && group->i[0] <= groups))
		return group;
	d = func_wrong(call, call->args[2], "P254", at, found);
	func_say(found, d, "has a pattern of %d group%s here", groups,
	    groups == 1 ? "" : "s");
	return NULL;
}

bool
func_text_type_extract(struct expr *call, struct place at,
    struct diags *found, struct arena *arena)
{
	if (!func_text_type_regex(call, at, found, arena))
		return false;
	if (call->arg_count == 3 && check_group(call, at, found) == NULL)
		return false;
	call->nullable = true;
	return true;
}

static int
group_of(const struct expr *call)
{
	if (call->arg_count == 3)
		return (int)func_literal(call, 2)->i[0];
	return regex_groups(call->regex) > 0 ? 1 : 0;
}

struct column *
func_text_extract(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	const int	 group = group_of(call);
	struct slice	*parts = arena_array(rows->arena, (size_t)group + 1,
			    sizeof *parts);
	uint8_t		*null = column_nulls(out, rows->arena);
	enum regex_found found;

	for (size_t i = 0; i < rows->count; i++) {
		out->s[i] = (struct slice){ "", 0 };
		if (!expr_wants(mask, i))
			continue;
		found = regex_find(call->regex, rows->regex, args[0]->s[i], 0,
		    parts, group + 1);
		if (found == REGEX_YES)
			out->s[i] = parts[group];
		null[i] = found != REGEX_YES || parts[group].ptr == NULL;
		if (found == REGEX_LIMIT)
			func_regex_limit(args[0]->s[i], i, rows);
	}
	return out;
}

/* The replacement, with what $0 to $9 and $$ stand for. */
static void
put_replacement(struct slice by, const struct slice *parts, struct text *out)
{
	char	c;

	for (size_t i = 0; i < by.len; i++) {
		c = by.ptr[i];
		if (c != '$' || i + 1 == by.len) {
			text_char(out, c);
			continue;
		}
		c = by.ptr[++i];
		if (c >= '0' && c <= '9') {
			text_slice(out, parts[c - '0']);
			continue;
		}
		text_char(out, '$');
		if (c != '$')
			i--;
	}
}

/* One character on, for a match that is empty. */
static size_t
step_over(struct slice s, size_t at, struct text *out)
{
	size_t	next = at + 1;

	while (next < s.len && (s.ptr[next] & 0xc0) == 0x80)
		next++;
	if (at < s.len)
		text_add(out, s.ptr + at, next - at);
	return next;
}

static enum regex_found
replace_all(const struct expr *call, struct expr_rows *rows, struct slice s,
    struct slice by, struct text *out)
{
	struct slice		part[10] = { { NULL, 0 } };
	enum regex_found	found;
	size_t			at = 0, start;

	while ((found = regex_find(call->regex, rows->regex, s, at, part,
	    10)) == REGEX_YES) {
		start = s.len == 0 ? 0 : (size_t)(part[0].ptr - s.ptr);
		text_add(out, s.ptr + at, start - at);
		put_replacement(by, part, out);
		at = start + part[0].len;
		if (part[0].len == 0)
			at = step_over(s, at, out);
		if (at > s.len || out->full)
			return REGEX_YES;
	}
	text_add(out, s.ptr + at, s.len - at);
	return found;
}

static struct slice
copy_out(const struct text *made, struct arena *arena)
{
	struct slice	s = { made->ptr, made->len };

	s.ptr = arena_text(arena, s);
	return s;
}

struct column *
func_text_regex_replace(const struct expr *call, struct column **args,
    struct expr_rows *rows, const uint8_t *mask)
{
	struct column	*out = func_make(call, rows);
	struct text	 made;
	struct slice	 s;

	text_init(&made, FUNC_TEXT_MAX);
	for (size_t i = 0; i < rows->count; i++) {
		out->s[i] = (struct slice){ "", 0 };
		if (!expr_wants(mask, i))
			continue;
		text_clear(&made);
		s = args[0]->s[i];
		if (replace_all(call, rows, s.len > 0 ? s : out->s[i],
		    args[2]->s[i], &made) == REGEX_LIMIT) {
			func_regex_limit(s, i, rows);
			column_nulls(out, rows->arena)[i] = 1;
		} else if (made.full) {
			func_too_long(out, i, rows, mask);
		} else {
			out->s[i] = copy_out(&made, rows->arena);
		}
	}
	text_free(&made);
	return out;
}
