/* SPDX-License-Identifier: MIT */
#include "org_private.h"

/* What every org has around its business: who may do what. */

const struct org_seed org_seed_system[] = {
	{ .name = "IsDeleted", .type = "boolean", .label = "Deleted",
	    .flags = "readonly" },
	{ .name = "CreatedDate", .type = "datetime", .label = "Created Date",
	    .flags = "defaulted readonly" },
	{ .name = "CreatedById", .type = "reference", .label =
	    "Created By ID", .flags = "defaulted readonly", .more = "User" },
	{ .name = "LastModifiedDate", .type = "datetime", .label =
	    "Last Modified Date", .flags = "defaulted readonly" },
	{ .name = "LastModifiedById", .type = "reference", .label =
	    "Last Modified By ID", .flags = "defaulted readonly",
	    .more = "User" },
	{ .name = "SystemModstamp", .type = "datetime", .label =
	    "System Modstamp", .flags = "defaulted readonly" },
	{ 0 }
};

const struct org_seed org_seed_owner[] = {
	{ .name = "OwnerId", .type = "reference", .label = "Owner ID",
	    .flags = "defaulted", .more = "User" },
	{ 0 }
};

const struct org_seed org_seed_name[] = {
	{ .name = "Name", .type = "string(80)", .flags = "name" },
	{ 0 }
};

static const struct org_seed user[] = {
	{ .name = "Username", .type = "string(80)",
	    .flags = "required unique lookup" },
	{ .name = "LastName", .type = "string(80)", .label = "Last Name",
	    .flags = "required" },
	{ .name = "FirstName", .type = "string(40)", .label = "First Name" },
	{ .name = "Name", .type = "string(121)", .label = "Full Name",
	    .flags = "readonly name" },
	{ .name = "Email", .type = "email(128)", .flags = "required lookup" },
	{ .name = "Alias", .type = "string(8)" },
	{ .name = "IsActive", .type = "boolean", .label = "Active" },
	{ .name = "ProfileId", .type = "reference", .label = "Profile ID",
	    .more = "Profile/Users" },
	{ .name = "TimeZoneSidKey", .type = "picklist(40)",
	    .label = "Time Zone",
	    .more = "*GMT|America/Los_Angeles|Europe/Berlin" },
	{ .name = "UserType", .type = "picklist(40)", .label = "User Type",
	    .flags = "readonly", .more = "*Standard|Guest" },
	{ 0 }
};

static const struct org_seed profile[] = {
	{ .name = "Name", .type = "string(255)", .flags = "required name" },
	{ 0 }
};

static const struct org_seed organization[] = {
	{ .name = "Name", .type = "string(80)", .flags = "required name" },
	{ .name = "InstanceName", .type = "string(5)", .label =
	    "Instance Name", .flags = "readonly" },
	{ .name = "IsSandbox", .type = "boolean", .label = "Is Sandbox",
	    .flags = "readonly" },
	{ .name = "OrganizationType", .type = "picklist(40)", .label =
	    "Edition", .flags = "readonly",
	    .more = "*Developer Edition|Enterprise Edition" },
	{ .name = "TimeZoneSidKey", .type = "picklist(40)", .label =
	    "Time Zone", .more = "*GMT|America/Los_Angeles|Europe/Berlin" },
	{ 0 }
};

static const struct org_seed set[] = {
	{ .name = "Name", .type = "string(80)", .label =
	    "Permission Set Name", .flags = "required unique name" },
	{ .name = "Label", .type = "string(80)", .label =
	    "Permission Set Label", .flags = "required" },
	{ .name = "Description", .type = "string(255)" },
	{ .name = "IsOwnedByProfile", .type = "boolean", .label =
	    "Is Owned By Profile", .flags = "readonly" },
	{ .name = "ProfileId", .type = "reference", .label = "Profile ID",
	    .flags = "readonly", .more = "Profile" },
	{ .name = "PermissionsBulkApiHardDelete", .type = "boolean",
	    .label = "Bulk API Hard Delete" },
	{ 0 }
};

static const struct org_seed assignment[] = {
	{ .name = "PermissionSetId", .type = "reference", .label =
	    "PermissionSet ID", .flags = "required createonly cascade",
	    .more = "PermissionSet/Assignments" },
	{ .name = "AssigneeId", .type = "reference", .label = "Assignee ID",
	    .flags = "required createonly",
	    .more = "User/PermissionSetAssignments" },
	{ 0 }
};

static const struct org_seed permission[] = {
	{ .name = "ParentId", .type = "reference", .label = "Parent ID",
	    .flags = "required createonly cascade",
	    .more = "PermissionSet/FieldPerms" },
	{ .name = "SobjectType", .type = "picklist(40)", .label =
	    "SObject Type Name", .flags = "required createonly" },
	{ .name = "Field", .type = "picklist(255)", .label = "Field Name",
	    .flags = "required createonly" },
	{ .name = "PermissionsRead", .type = "boolean", .label =
	    "Read Field" },
	{ .name = "PermissionsEdit", .type = "boolean", .label =
	    "Edit Field" },
	{ 0 }
};

static const struct org_seed custom_field[] = {
	{ .name = "DeveloperName", .type = "string(40)", .label =
	    "Developer Name", .flags = "required name" },
	{ .name = "TableEnumOrId", .type = "string(40)", .label =
	    "Entity Enumeration Or ID", .flags = "required" },
	{ .name = "NamespacePrefix", .type = "string(15)", .label =
	    "Namespace Prefix", .flags = "readonly" },
	{ .name = "FullName", .type = "string(255)", .label = "Full Name",
	    .flags = "readonly" },
	{ .name = "InlineHelpText", .type = "textarea(510)", .label =
	    "Field-Level Help Text" },
	{ .name = "Length", .type = "int(8)" },
	{ .name = "Precision", .type = "int(8)" },
	{ .name = "Scale", .type = "int(8)" },
	{ 0 }
};

const struct org_seed_object org_seed_tooling[] = {
	{ "CustomField", "Custom Field", "Custom Fields", "00N",
	    custom_field },
	{ 0 }
};

const struct org_seed_object org_seed_access[] = {
	{ "User", "User", "Users", "005", user },
	{ "Profile", "Profile", "Profiles", "00e", profile },
	{ "Organization", "Organization", "Organizations", "00D",
	    organization },
	{ "PermissionSet", "Permission Set", "Permission Sets", "0PS", set },
	{ "PermissionSetAssignment", "Permission Set Assignment",
	    "Permission Set Assignments", "0Pa", assignment },
	{ "FieldPermissions", "Field Permissions", "Field Permissions",
	    "01k", permission },
	{ 0 }
};
