/* SPDX-License-Identifier: MIT */
#include "precept/json.h"
#include "salesforce_prepare.h"

/* The permission set that shows fields, and who has it. */

static const struct salesforce_prepare_right sets = {
	"make permission sets", "Manage Profiles and Permission Sets" };
static const struct salesforce_prepare_right assigns = {
	"assign permission sets", "Assign Permission Sets" };

/* The id of the one record, in the arena; NULL: there is none. */
static bool
find_id(struct salesforce_prepare *p, const char *soql,
    const struct salesforce_prepare_right *right, const char **id,
    struct err *err)
{
	const struct doc	*d = NULL;

	if (!salesforce_prepare_ask(p, "/query", soql, right, &d, err))
		return false;
	*id = d == NULL ? NULL : doc_text(d, "Id");
	return true;
}

static bool
post(struct salesforce_prepare *p, const char *object, const char *json,
    const struct salesforce_prepare_right *right, struct err *err)
{
	const char	*path = arena_printf(p->arena, "/sobjects/%s",
			    object);
	struct text	 body;
	bool		 ok;

	text_init(&body, 1 << 16);
	text_string(&body, json);
	ok = salesforce_prepare_put(p, "POST", path, &body, right, err);
	text_free(&body);
	return ok;
}

static bool
get_set(struct salesforce_prepare *p, const char **id, struct err *err)
{
	static const char	find[] = "SELECT Id FROM PermissionSet WHERE "
				    "Name = '" PREPARE_SET "' AND "
				    "IsOwnedByProfile = false";

	if (!find_id(p, find, &sets, id, err) || *id != NULL)
		return *id != NULL;
	if (!post(p, "PermissionSet", "{\"Name\":\"" PREPARE_SET "\","
	    "\"Label\":\"" PREPARE_SET "\",\"Description\":\"The fields that "
	    "Precept's rules write.\"}", &sets, err) ||
	    !find_id(p, find, &sets, id, err))
		return false;
	return *id != NULL || err_set(err, ERR_REMOTE, "connection '%s': the "
	    "permission set " PREPARE_SET " is made, but the org does not "
	    "show it: run 'precept prepare' again", p->object->connection);
}

static bool
assign(struct salesforce_prepare *p, const char *set, struct err *err)
{
	const char	*user = salesforce_user(p->session, err), *id;

	if (user == NULL)
		return false;
	if (!find_id(p, arena_printf(p->arena, "SELECT Id FROM "
	    "PermissionSetAssignment WHERE PermissionSetId = '%s' AND "
	    "AssigneeId = '%s'", set, user), &assigns, &id, err))
		return false;
	return id != NULL || post(p, "PermissionSetAssignment",
	    arena_printf(p->arena, "{\"AssigneeId\":\"%s\","
	    "\"PermissionSetId\":\"%s\"}", user, set), &assigns, err);
}

/* "Account.Health__c" among the grants of the set; NULL: it is not. */
static const struct doc *
find_grant(const struct doc *d, const char *field)
{
	const char	*name;

	for (; d != NULL; d = d->next)
		if ((name = doc_text(d, "Field")) != NULL &&
		    slice_is_nocase(slice_of(name), field))
			break;
	return d;
}

static bool
grant_one(struct salesforce_prepare *p, const char *set,
    const struct doc *grants, const char *field, struct err *err)
{
	const struct doc	*old = find_grant(grants, field);
	struct text		 body;
	const char		*path = "/sobjects/FieldPermissions";
	bool			 ok;

	if (old != NULL && doc_flag(old, "PermissionsRead") &&
	    doc_flag(old, "PermissionsEdit"))
		return true;
	text_init(&body, 4096);
	text_char(&body, '{');
	if (old == NULL)
		text_printf(&body, "\"ParentId\":\"%s\",\"SobjectType\":"
		    "\"%s\",\"Field\":\"%s\",", set, p->object->object,
		    field);
	else
		path = arena_printf(p->arena, "%s/%s", path,
		    doc_text(old, "Id"));
	text_string(&body, "\"PermissionsRead\":true,"
	    "\"PermissionsEdit\":true}");
	ok = salesforce_prepare_put(p, old == NULL ? "POST" : "PATCH", path,
	    &body, &sets, err);
	text_free(&body);
	return ok || err_in(err, "%s", field);
}

static bool
grant_all(struct salesforce_prepare *p, struct err *err)
{
	const struct prepare	*o = p->object;
	const struct doc	*grants = NULL;
	const char		*set = NULL;

	if (!get_set(p, &set, err) || !assign(p, set, err) ||
	    !salesforce_prepare_ask(p, "/query", arena_printf(p->arena,
	    "SELECT Id, Field, PermissionsRead, PermissionsEdit FROM "
	    "FieldPermissions WHERE ParentId = '%s' AND SobjectType = '%s'",
	    set, o->object), &sets, &grants, err))
		return false;
	for (size_t i = 0; i < o->count; i++)
		if (o->fields[i].how == PREPARE_SHOW &&
		    !grant_one(p, set, grants, arena_printf(p->arena, "%s.%s",
		    o->object, o->fields[i].name), err))
			return false;
	return true;
}

bool
salesforce_prepare_grant(struct salesforce_prepare *p, struct err *err)
{
	return salesforce_prepare_steps(p, grant_all, err);
}
