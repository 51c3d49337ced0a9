/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "precept/near.h"
#include "switches.h"

/* The switches: `switched` of the sandbox has those that were turned. */

static const struct {
	const char	*name;
	bool		 on;
	const char	*help;
} table[] = {
#define X(name, word, on, help) { word, on, help },
	SWITCHES(X)
#undef X
};

_Static_assert(SWITCH_COUNT <= 64, "switched has 64 bits");

bool
switches_on(const struct sandbox *s, enum switch_name which)
{
	return table[which].on != ((s->switched >> which & 1) != 0);
}

static struct slice
take_word(struct slice *rest)
{
	struct slice	word = *rest = slice_trim(*rest);

	for (word.len = 0; word.len < rest->len; word.len++)
		if (rest->ptr[word.len] == ' ' || rest->ptr[word.len] == '\t')
			break;
	rest->ptr += word.len;
	rest->len -= word.len;
	return word;
}

static bool
refuse_name(struct slice name, struct err *err)
{
	struct near	near = near_to(name);

	for (size_t i = 0; i < COUNT(table); i++)
		near_try(&near, slice_of(table[i].name));
	return err_set(err, ERR_RULE, "There is no switch '%.*s'%s%.*s. GET "
	    "/sandbox/switches lists those there are.", (int)name.len,
	    name.ptr, near.best.ptr == NULL ? "" : ", but ",
	    (int)near.best.len, near.best.ptr == NULL ? "" : near.best.ptr);
}

static bool
set_line(struct slice line, uint64_t *switched, struct err *err)
{
	struct slice	name = take_word(&line), how = slice_trim(line);
	size_t		i;
	bool		on = slice_is(how, "on");

	if (name.len == 0)
		return true;
	for (i = 0; i < COUNT(table); i++)
		if (slice_is(name, table[i].name))
			break;
	if (i == COUNT(table))
		return refuse_name(name, err);
	if (!on && !slice_is(how, "off"))
		return err_set(err, ERR_RULE, "A switch is set by a line "
		    "'%s on' or '%s off'.", table[i].name, table[i].name);
	*switched &= ~((uint64_t)1 << i);
	*switched |= (uint64_t)(on != table[i].on) << i;
	return true;
}

bool
switches_set(struct sandbox *s, struct slice script, struct err *err)
{
	uint64_t	switched = s->switched;

	while (script.len > 0) {
		const char	*eol = memchr(script.ptr, '\n', script.len);
		size_t		 len = eol == NULL ? script.len :
				    (size_t)(eol - script.ptr);

		if (!set_line((struct slice){ script.ptr, len }, &switched,
		    err))
			return false;
		len += eol != NULL;
		script.ptr += len;
		script.len -= len;
	}
	s->switched = switched;
	return true;
}

void
switches_reset(struct sandbox *s)
{
	s->switched = 0;
}

void
switches_show(const struct sandbox *s, struct text *out)
{
	for (size_t i = 0; i < COUNT(table); i++) {
		text_printf(out, "%s\"%s\":{\"on\":%s,\"help\":",
		    i == 0 ? "{" : ",\n", table[i].name,
		    switches_on(s, (enum switch_name)i) ? "true" : "false");
		json_put_string(out, slice_of(table[i].help));
		text_char(out, '}');
	}
	text_char(out, '}');
}
