/* SPDX-License-Identifier: MIT */
#include "faults.h"
#include "org_private.h"

/* Who sees what, and the few records that make an org one. */

#define GRANTED "SELECT max(p.\"PermissionsRead\"), " \
	"max(p.\"PermissionsEdit\") FROM \"FieldPermissions\" p " \
	"JOIN \"PermissionSetAssignment\" a " \
	"ON a.\"PermissionSetId\" = p.\"ParentId\" " \
	"WHERE a.\"AssigneeId\" = ?1 AND p.\"SobjectType\" = ?2 " \
	"AND p.\"Field\" = ?2 || '.' || ?3 COLLATE SALESFORCE " \
	"AND NOT a.\"IsDeleted\" AND NOT p.\"IsDeleted\""

static bool
is_granted(struct org *org, const char *user, const struct org_object *o,
    const struct org_field *f, int what)
{
	sqlite3_stmt	*stmt = org_sql(org, GRANTED);
	bool		 granted;

	org_sql_text(stmt, 1, slice_of(user));
	org_sql_text(stmt, 2, slice_of(o->name));
	org_sql_text(stmt, 3, slice_of(f->name));
	granted = sqlite3_step(stmt) == SQLITE_ROW &&
	    sqlite3_column_int(stmt, what) == 1;
	sqlite3_reset(stmt);
	return granted;
}

static bool
is_hidden(const struct org *org, const struct org_object *o,
    const struct org_field *f)
{
	struct request	r = { .sandbox = org->sandbox };

	return r.sandbox != NULL && r.sandbox->faults != NULL &&
	    faults_field(&r, FAULT_HIDE_FIELD, o->name, f->name) != NULL;
}

bool
org_sees(struct org *org, const char *user, const struct org_object *o,
    const struct org_field *f)
{
	return !is_hidden(org, o, f) && (!(f->flags & ORG_GUARDED) ||
	    is_granted(org, user, o, f, 0));
}

bool
org_edits(struct org *org, const char *user, const struct org_object *o,
    const struct org_field *f)
{
	return !(f->flags & ORG_GUARDED) || is_granted(org, user, o, f, 1);
}

bool
org_erases(struct org *org, const char *user)
{
	sqlite3_stmt	*stmt = org_sql(org, "SELECT 1 FROM "
			    "\"PermissionSetAssignment\" a JOIN "
			    "\"PermissionSet\" s ON s.\"Id\" = "
			    "a.\"PermissionSetId\" WHERE a.\"AssigneeId\" = "
			    "?1 AND s.\"PermissionsBulkApiHardDelete\" AND "
			    "NOT a.\"IsDeleted\" AND NOT s.\"IsDeleted\"");
	bool		 may;

	org_sql_text(stmt, 1, slice_of(user));
	may = sqlite3_step(stmt) == SQLITE_ROW;
	sqlite3_reset(stmt);
	return may;
}

void
org_access_touch(struct org *org)
{
	for (size_t i = 0; i < org->count; i++)
		org_schema_touch(org, org->objects[i]);
}

bool
org_user(struct org *org, const char *username, char id[19])
{
	sqlite3_stmt	*stmt = org_sql(org, "SELECT \"Id\" FROM \"User\" "
			    "WHERE \"Username\" = ?1 AND \"IsActive\" "
			    "AND NOT \"IsDeleted\"");
	struct slice	 found;

	org_sql_text(stmt, 1, slice_of(username));
	if (sqlite3_step(stmt) == SQLITE_ROW) {
		found = org_sql_slice(stmt, 0);
		memcpy(id, found.ptr, 18);
		id[18] = '\0';
		sqlite3_reset(stmt);
		return true;
	}
	sqlite3_reset(stmt);
	return false;
}

bool
org_seed_put(struct org *org, const char *object, const char *const *pairs,
    char id[19])
{
	struct arena		*arena = arena_new();
	struct org_value	 values[8] = { { .shape = ORG_NULL } };
	struct org_write	 w = { .object = org_object(org,
				    slice_of(object)), .user = org->admin,
				    .door = ORG_LOAD, .values = values };
	struct org_outcome	 out;
	bool			 done;

	for (; pairs[0] != NULL; pairs += 2)
		values[w.count++] = (struct org_value){ .shape = ORG_TEXT,
		    .name = slice_of(pairs[0]), .text = slice_of(pairs[1]) };
	done = org_insert(org, &w, arena, &out);
	if (id != NULL)
		memcpy(id, out.id, 19);
	arena_free(arena);
	return done;
}

static void
put_people(struct org *org, char profile[19])
{
	org_seed_put(org, "Profile", (const char *[]){ "Name",
	    "System Administrator", NULL }, profile);
	org_seed_put(org, "User", (const char *[]){ "Id", org->admin,
	    "Username", ORG_ADMIN, "LastName", "Admin", "FirstName", "Ada",
	    "Email", ORG_ADMIN, "IsActive", "true", "ProfileId", profile,
	    NULL }, NULL);
	org_seed_put(org, "Organization", (const char *[]){ "Name",
	    "Precept Sandbox", "InstanceName", "LOCAL", "IsSandbox", "true",
	    NULL }, NULL);
}

/* A profile has a permission set of its own, and whoever has the profile
 * has that. */
static void
put_profile_set(struct org *org, const char *profile)
{
	char	set[19], name[32];

	memcpy(name, "X", 2);
	memcpy(name + 1, profile, 19);
	org_seed_put(org, "PermissionSet", (const char *[]){ "Name", name,
	    "Label", name, "IsOwnedByProfile", "true", "ProfileId", profile,
	    NULL }, set);
	org_seed_put(org, "PermissionSetAssignment", (const char *[]){
	    "PermissionSetId", set, "AssigneeId", org->admin, NULL }, NULL);
}

bool
org_seed_rows(struct org *org, struct err *err)
{
	struct org_object	*user = org_schema_object(org, "User");
	char			 profile[19];

	(void)err;
	if (org_user(org, ORG_ADMIN, org->admin) || user->next > 1)
		return true;
	org_id_next(user, org->admin);
	put_people(org, profile);
	put_profile_set(org, profile);
	return true;
}
