/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "precept/near.h"
#include "rule_take.h"
#include "rule_word.h"

/* Settings out of a declaration, checked for their kind. */

void
rule_take_wrong(struct make *m, const char *key, const char *what,
    const struct decl *d)
{
	if (d->kind == DECL_WORD)
		return;
	diag_add(m->diags, DIAG_ERROR, "P101", d->at,
	    "'%s' takes %s, not %s", key, what, decl_kind_text(d));
}

static const struct decl *
take(const struct decl *body, const char *key, enum decl_kind want)
{
	const struct decl	*d = decl_get(body, key);

	return d != NULL && d->kind == want ? d : NULL;
}

const struct decl *
rule_take_text(const struct decl *body, const char *key)
{
	return take(body, key, DECL_TEXT);
}

const struct decl *
rule_take_table(const struct decl *body, const char *key)
{
	return take(body, key, DECL_TABLE);
}

bool
rule_take_flag(const struct decl *body, const char *key)
{
	const struct decl	*d = take(body, key, DECL_BOOLEAN);

	return d != NULL && d->boolean;
}

int
rule_take_word(const struct decl *body, const char *key,
    const char *const *words)
{
	const struct decl	*d = rule_take_text(body, key);
	int			 i;

	for (i = 0; d != NULL && words[i] != NULL; i++)
		if (slice_is(d->text, words[i]))
			return i;
	return -1;
}

static void
found_key(struct make *m, const struct decl_entry *e, const char *code,
    const char *const *keys)
{
	struct near	 near = near_to(slice_of(e->key));
	struct diag	*d;
	size_t		 i;

	for (i = 0; keys[i] != NULL; i++)
		if (strcmp(keys[i], e->key) == 0)
			return;
	for (i = 0; keys[i] != NULL; i++)
		near_try(&near, slice_of(keys[i]));
	d = diag_add(m->diags, DIAG_ERROR, code, e->key_at,
	    "there is no '%s' here, only %s", e->key,
	    rule_word_list(m->arena, keys));
	if (near.best.ptr != NULL)
		diag_label(m->diags, d, "did you mean '%.*s'?",
		    SHOWN(near.best));
}

void
rule_take_only(struct make *m, const struct decl *body, const char *code,
    const char *const *keys)
{
	size_t	i;

	for (i = 0; i < body->count; i++)
		if (body->entries[i].key != NULL)
			found_key(m, &body->entries[i], code, keys);
}

/* Digits, perhaps a point and more, then the sign. */
bool
rule_take_part(struct slice s, double *part)
{
	char	 digits[16], *end;

	s = slice_trim(s);
	if (s.len < 2 || s.ptr[s.len - 1] != '%')
		return false;
	s.len--;
	s = slice_trim(s);
	if (s.len == 0 || s.len >= sizeof digits ||
	    strspn(s.ptr, "0123456789.") < s.len)
		return false;
	memcpy(digits, s.ptr, s.len);
	digits[s.len] = '\0';
	*part = strtod(digits, &end) / 100;
	return *end == '\0' && *part <= 1;
}
