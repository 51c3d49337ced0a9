/* SPDX-License-Identifier: MIT */
#include "success_schema.h"

/* The objects of a tenant on its first day. */

const struct success_seed success_seed_system[] = {
	{ "Gsid", "gsid", "GSID", "readonly", NULL },
	{ "CreatedDate", "datetime", "Created Date", "readonly", NULL },
	{ "ModifiedDate", "datetime", "Modified Date", "readonly", NULL },
	{ "CreatedBy", "lookup", "Created By", "readonly", "gsuser" },
	{ "ModifiedBy", "lookup", "Modified By", "readonly", "gsuser" },
	{ 0 }
};

static const struct success_seed company[] = {
	{ "Name", "string(250)", NULL, "required name", NULL },
	{ "Arr", "currency(2)", "ARR", NULL, NULL },
	{ "Mrr", "currency(2)", "MRR", NULL, NULL },
	{ "BillingAddress", "string(250)", "Billing Address", NULL, NULL },
	{ "Summary", "rich(32000)", NULL, NULL, NULL },
	{ "CompanyType", "picklist", "Company Type", NULL,
	    "Customer|Partner|Other" },
	{ "Csm", "lookup", "CSM", NULL, "gsuser" },
	{ "Customer_Lifetime_in_Months", "number(0)",
	    "Customer Lifetime in Months", "readonly", NULL },
	{ "Csat", "number(2)", "CSAT", NULL, NULL },
	{ "Nps", "number(2)", "NPS", NULL, NULL },
	{ "CurrentScore", "string(250)", "Current Score", "readonly", NULL },
	{ "ScorecardId", "gsid", "Scorecard", "readonly", NULL },
	{ "Trend", "string(250)", NULL, "readonly", NULL },
	{ "Employees", "number(0)", NULL, NULL, NULL },
	{ "Industry", "string(250)", NULL, NULL, NULL },
	{ "LifecycleInWeeks", "number(0)", "Lifecycle in Weeks", "readonly",
	    NULL },
	{ "ManagedAs", "string(250)", "Managed As", NULL, NULL },
	{ "OriginalContractDate", "date", "Original Contract Date", NULL,
	    NULL },
	{ "ParentCompany", "lookup", "Parent Company", NULL, "company" },
	{ "RenewalDate", "date", "Renewal Date", NULL, NULL },
	{ "Stage", "picklist", NULL, NULL,
	    "New Customer|Kicked Off|Launched|Adopting|Will Churn|-Legacy" },
	{ "Status", "picklist", NULL, NULL, "Active|Inactive|Churn" },
	{ "Tags", "multi", NULL, NULL, "Strategic|Reference|At Risk" },
	{ "TickerSymbol", "string(250)", "Ticker Symbol", NULL, NULL },
	{ "Users", "number(0)", NULL, NULL, NULL },
	{ "SfdcAccountId", "sfdcid", "SFDC Account ID", NULL, NULL },
	{ 0 }
};

static const struct success_seed relationship[] = {
	{ "Name", "string(250)", NULL, "required name", NULL },
	{ "CompanyId", "lookup", "Company", "required", "company" },
	{ "TypeId", "picklist", "Type", NULL, "Product|Business Unit" },
	{ "Csm", "lookup", "CSM", NULL, "gsuser" },
	{ "Arr", "currency(2)", "ARR", NULL, NULL },
	{ "Mrr", "currency(2)", "MRR", NULL, NULL },
	{ "Users", "number(0)", NULL, NULL, NULL },
	{ "OriginalContractDate", "date", "Original Contract Date", NULL,
	    NULL },
	{ "RenewalDate", "date", "Renewal Date", NULL, NULL },
	{ "Stage", "picklist", NULL, NULL, "New|Launched|Adopting" },
	{ "Status", "picklist", NULL, NULL, "Active|Inactive|Churn" },
	{ "Summary", "rich(32000)", NULL, NULL, NULL },
	{ 0 }
};

static const struct success_seed person[] = {
	{ "Email", "email(250)", NULL, "required", NULL },
	{ "Name", "string(250)", NULL, "name", NULL },
	{ "FirstName", "string(250)", "First Name", NULL, NULL },
	{ "MiddleName", "string(250)", "Middle Name", NULL, NULL },
	{ "LastName", "string(250)", "Last Name", NULL, NULL },
	{ "LinkedinUrl", "url(250)", "LinkedIn URL", NULL, NULL },
	{ "Location", "string(250)", NULL, NULL, NULL },
	{ "Timezone", "string(250)", "Time Zone", NULL, NULL },
	{ "Comments", "string(32000)", NULL, NULL, NULL },
	{ "EmailOptOut", "boolean", "Email Opt Out", NULL, NULL },
	{ "ExternalRecordID__gc", "string(250)", "External Record ID", NULL,
	    NULL },
	{ "DynamicResolutionKey", "string(250)", "Dynamic Resolution Key",
	    "readonly", NULL },
	{ "MasterRecordID", "gsid", "Master Record ID", "readonly", NULL },
	{ "MasterAvatarTypeCode", "string(250)", "Master Avatar Type Code",
	    NULL, NULL },
	{ 0 }
};

static const struct success_seed company_person[] = {
	{ "Person_ID", "lookup", "Person", "required", "person" },
	{ "Company_ID", "lookup", "Company", "required", "company" },
	{ "Title", "string(250)", NULL, NULL, NULL },
	{ "IsPrimaryCompany", "boolean", "Is Primary Company", NULL, NULL },
	{ "Sfdc_Contact_ID", "sfdcid", "SFDC Contact ID", NULL, NULL },
	{ "Influence", "percent(2)", NULL, NULL, NULL },
	{ "Budget", "currency(2)", NULL, NULL, NULL },
	{ "Meetings", "number(0)", NULL, NULL, NULL },
	{ "LastContact", "datetime", "Last Contact", NULL, NULL },
	{ "Role", "picklist", NULL, NULL, "Champion|Sponsor|User|-Buyer" },
	{ 0 }
};

static const struct success_seed relationship_person[] = {
	{ "Person_ID", "lookup", "Person", "required", "person" },
	{ "Relationship_ID", "lookup", "Relationship", "required",
	    "relationship" },
	{ "Title", "string(250)", NULL, NULL, NULL },
	{ 0 }
};

static const struct success_seed user[] = {
	{ "Name", "string(250)", NULL, "required name", NULL },
	{ "Email", "email(250)", NULL, "required", NULL },
	{ "FirstName", "string(250)", "First Name", NULL, NULL },
	{ "LastName", "string(250)", "Last Name", NULL, NULL },
	{ "IsActiveUser", "boolean", "Is Active User", NULL, NULL },
	{ "Timezone", "string(250)", "Time Zone", NULL, NULL },
	{ 0 }
};

static const struct success_seed cta[] = {
	{ "Name", "string(250)", NULL, "required name", NULL },
	{ "CompanyId", "lookup", "Company", "required", "company" },
	{ "RelationshipId", "lookup", "Relationship", NULL, "relationship" },
	{ "OwnerId", "lookup", "Owner", NULL, "gsuser" },
	{ "DueDate", "date", "Due Date", NULL, NULL },
	{ "TypeId", "picklist", "Type", NULL,
	    "Risk|Opportunity|Lifecycle|Activity" },
	{ "ReasonId", "picklist", "Reason", NULL,
	    "Other|Low Adoption|Support Risk|Renewal|Onboarding" },
	{ "StatusId", "picklist", "Status", NULL,
	    "New|Work In Progress|Closed Success|Closed Lost" },
	{ "PriorityId", "picklist", "Priority", NULL, "High|Medium|Low" },
	{ "Comments", "rich(32000)", NULL, NULL, NULL },
	{ "Source", "string(250)", NULL, "readonly", NULL },
	{ "IsClosed", "boolean", "Is Closed", "readonly", NULL },
	{ "ClosedDate", "date", "Closed Date", "readonly", NULL },
	{ 0 }
};

static const struct success_seed timeline[] = {
	{ "Subject", "string(250)", NULL, "required name", NULL },
	{ "Notes", "rich(131072)", NULL, NULL, NULL },
	{ "ActivityDate", "datetime", "Activity Date", NULL, NULL },
	{ "TypeName", "picklist", "Type", "required",
	    "Update|Call|Email|Meeting|Milestone" },
	{ "ContextName", "string(250)", "Context Name", NULL, NULL },
	{ "ExternalId", "string(250)", "External ID", NULL, NULL },
	{ "AuthorId", "lookup", "Author", NULL, "gsuser" },
	{ "GsCompanyId", "lookup", "Company", NULL, "company" },
	{ "GsRelationshipId", "lookup", "Relationship", NULL,
	    "relationship" },
	{ 0 }
};

static const struct success_seed deleted[] = {
	{ "ObjectName", "string(250)", "Object Name", "readonly", NULL },
	{ "RecordId", "gsid", "Record ID", "readonly", NULL },
	{ "DeletedOn", "datetime", "Deleted On", "readonly", NULL },
	{ 0 }
};

/* A custom object as admins make one for usage. */
static const struct success_seed usage[] = {
	{ "Name", "string(250)", NULL, "name", NULL },
	{ "Company__gc", "lookup", "Company", "required", "company" },
	{ "Date__gc", "date", "Date", "required", NULL },
	{ "Active_Users__gc", "number(0)", "Active Users", NULL, NULL },
	{ "Page_Views__gc", "number(0)", "Page Views", NULL, NULL },
	{ "Minutes__gc", "number(2)", "Minutes", NULL, NULL },
	{ 0 }
};

const struct success_seed_object success_seed_objects[] = {
	{ "company", "Company", "STANDARD", "1P02", company },
	{ "relationship", "Relationship", "STANDARD", "1P03", relationship },
	{ "person", "Person", "STANDARD", "1P04", person },
	{ "company_person", "Company Person", "STANDARD", "1P05",
	    company_person },
	{ "relationship_person", "Relationship Person", "STANDARD", "1P06",
	    relationship_person },
	{ "gsuser", "User", "STANDARD", "1P01", user },
	{ "call_to_action", "Call To Action", "STANDARD", "1S01", cta },
	{ "activity_timeline", "Activity Timeline", "STANDARD", "1T01",
	    timeline },
	{ "record_delete_log", "Record Delete Log", "SYSTEM", "1L01",
	    deleted },
	{ "record_delete_log_high_volume", "Record Delete Log High Volume",
	    "SYSTEM", "1L02", deleted },
	{ "Product_Usage__gc", "Product Usage", "CUSTOM", "1C00", usage },
	{ 0 }
};
