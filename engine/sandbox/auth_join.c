/* SPDX-License-Identifier: MIT */
#include "auth.h"
#include "org_write.h"

/* Who may sign in is also a User of the org: its owner, its creator. */

static struct org_value
text_value(const char *name, const char *text)
{
	return (struct org_value){ .name = slice_of(name), .shape = ORG_TEXT,
	    .text = slice_of(text) };
}

static bool
add(struct org *org, struct auth_user *user, char id[19], struct err *err)
{
	struct org_value	values[] = {
		text_value("Username", user->username),
		text_value("LastName", user->name),
		text_value("Email", user->email),
		text_value("IsActive", "true"),
		text_value("Id", user->id == NULL ? "" : user->id),
	};
	struct org_write	w = { .object = org_object(org,
				    SLICE("User")), .door = ORG_LOAD,
				    .values = values,
				    .count = COUNT(values) };
	struct arena		*arena = arena_new();
	struct org_outcome	 out;
	bool			 done;
	char			 admin[19];

	w.count -= user->id == NULL;
	if (org_user(org, ORG_ADMIN, admin))
		w.user = admin;
	done = org_insert(org, &w, arena, &out);
	memcpy(id, out.id, 19);
	if (!done)
		err_set(err, ERR_RULE, "User \"%s\" cannot be added to the "
		    "org: %s", user->username, out.errors[0].text);
	arena_free(arena);
	return done;
}

bool
auth_join(struct auth *auth, struct org *org, struct err *err)
{
	for (struct auth_user *u = auth->users; u != NULL; u = u->next) {
		char	id[19];

		if (u->active && !org_user(org, u->username, id) &&
		    !add(org, u, id, err))
			return false;
		if (u->active)
			u->id = arena_string(auth->arena, id);
		else if (u->id == NULL)
			u->id = "005000000000000AAA";
	}
	return true;
}
