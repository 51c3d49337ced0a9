/* SPDX-License-Identifier: MIT */
#include "org_private.h"

/* The objects of sales, as an org has them on its first day. */

#define SOURCES "Web|Phone Inquiry|Partner Referral|Purchased List|Other"
#define SALUTATIONS "Mr.|Ms.|Mrs.|Dr.|Prof."
#define ACCURACY "Address|NearAddress|Block|Street|ExtendedZip|Zip|" \
	"Neighborhood|City|County|State|Unknown"

/* "BillingCity", in the compound "BillingAddress" */
#define ADDRESS(p, l)							\
	{ .name = p "Street", .type = "textarea(255)",			\
	    .label = l "Street", .flags = "in=" p "Address" },		\
	{ .name = p "City", .type = "string(40)", .label = l "City",	\
	    .flags = "in=" p "Address" },				\
	{ .name = p "State", .type = "string(80)",			\
	    .label = l "State/Province", .flags = "in=" p "Address" },	\
	{ .name = p "PostalCode", .type = "string(20)",			\
	    .label = l "Zip/Postal Code", .flags = "in=" p "Address" },	\
	{ .name = p "Country", .type = "string(80)",			\
	    .label = l "Country", .flags = "in=" p "Address" },		\
	{ .name = p "Latitude", .type = "double(18,15)",		\
	    .label = l "Latitude", .flags = "in=" p "Address" },	\
	{ .name = p "Longitude", .type = "double(18,15)",		\
	    .label = l "Longitude", .flags = "in=" p "Address" },	\
	{ .name = p "GeocodeAccuracy", .type = "picklist(40)",		\
	    .label = l "Geocode Accuracy",				\
	    .flags = "restricted in=" p "Address", .more = ACCURACY },	\
	{ .name = p "Address", .type = "address", .label = l "Address",	\
	    .flags = "readonly" }

#define PERSON								\
	{ .name = "LastName", .type = "string(80)",			\
	    .label = "Last Name", .flags = "required" },		\
	{ .name = "FirstName", .type = "string(40)",			\
	    .label = "First Name" },					\
	{ .name = "Salutation", .type = "picklist(40)",			\
	    .more = SALUTATIONS },					\
	{ .name = "Name", .type = "string(121)", .label = "Full Name",	\
	    .flags = "readonly name" },					\
	{ .name = "Title", .type = "string(128)" },			\
	{ .name = "Phone", .type = "phone(40)" },			\
	{ .name = "MobilePhone", .type = "phone(40)",			\
	    .label = "Mobile Phone" },					\
	{ .name = "Fax", .type = "phone(40)" },				\
	{ .name = "Email", .type = "email(80)", .flags = "lookup" },	\
	{ .name = "Description", .type = "textarea(32000)" },		\
	{ .name = "LeadSource", .type = "picklist(255)",		\
	    .label = "Lead Source", .more = SOURCES },			\
	{ .name = "OwnerId", .type = "reference", .label = "Owner ID",	\
	    .flags = "defaulted", .more = "User" }

/* Beside what the shipped schema has. */
static const struct org_seed account[] = {
	{ .name = "Name", .type = "string(255)", .flags = "name" },
	{ .name = "ParentId", .type = "reference",
	    .more = "Account/ChildAccounts" },
	{ .name = "OwnerId", .type = "reference", .label = "Owner ID",
	    .flags = "defaulted", .more = "User" },
	ADDRESS("Billing", "Billing "),
	ADDRESS("Shipping", "Shipping "),
	{ .name = "Phone", .type = "phone(40)" },
	{ .name = "Fax", .type = "phone(40)" },
	{ .name = "Website", .type = "url(255)" },
	{ .name = "PhotoUrl", .type = "url(255)", .label = "Photo URL",
	    .flags = "readonly" },
	{ .name = "AnnualRevenue", .type = "currency(18,0)" },
	{ .name = "Jigsaw", .type = "string(20)", .label =
	    "Data.com Key" },
	{ .name = "JigsawCompanyId", .type = "string(20)", .label =
	    "Jigsaw Company ID", .flags = "readonly" },
	{ .name = "SicDesc", .type = "string(80)", .label =
	    "SIC Description" },
	{ .name = "CleanStatus", .type = "picklist(40)", .label =
	    "Clean Status", .flags = "restricted",
	    .more = "Matched|Different|Acknowledged|NotFound|Inactive|"
	    "Pending|SelectMatch|Skipped" },
	{ .name = "IsCustomerPortal", .type = "boolean", .label =
	    "Customer Portal Account" },
	{ .name = "LastViewedDate", .type = "datetime", .label =
	    "Last Viewed Date", .flags = "readonly" },
	{ .name = "LastReferencedDate", .type = "datetime", .label =
	    "Last Referenced Date", .flags = "readonly" },
	{ 0 }
};

static const struct org_seed contact[] = {
	{ .name = "AccountId", .type = "reference", .label = "Account ID",
	    .flags = "cascade", .more = "Account/Contacts" },
	PERSON,
	ADDRESS("Mailing", "Mailing "),
	{ .name = "HomePhone", .type = "phone(40)", .label = "Home Phone" },
	{ .name = "ReportsToId", .type = "reference", .label =
	    "Reports To ID", .more = "Contact" },
	{ .name = "Department", .type = "string(80)" },
	{ .name = "Birthdate", .type = "date" },
	{ 0 }
};

static const struct org_seed lead[] = {
	PERSON,
	{ .name = "Company", .type = "string(255)", .flags = "required" },
	ADDRESS("", ""),
	{ .name = "Website", .type = "url(255)" },
	{ .name = "Status", .type = "picklist(255)", .flags = "defaulted",
	    .more = "*Open - Not Contacted|Working - Contacted|"
	    "Closed - Converted|Closed - Not Converted" },
	{ .name = "Industry", .type = "picklist(255)",
	    .more = "Banking|Education|Technology|Other" },
	{ .name = "Rating", .type = "picklist(255)",
	    .more = "Hot|Warm|Cold" },
	{ .name = "AnnualRevenue", .type = "currency(18,0)", .label =
	    "Annual Revenue" },
	{ .name = "NumberOfEmployees", .type = "int(8)", .label =
	    "Employees" },
	{ .name = "IsConverted", .type = "boolean", .label = "Converted",
	    .flags = "readonly" },
	{ 0 }
};

static const struct org_seed opportunity[] = {
	{ .name = "AccountId", .type = "reference", .label = "Account ID",
	    .flags = "cascade", .more = "Account/Opportunities" },
	{ .name = "Name", .type = "string(120)", .flags = "required name" },
	{ .name = "Description", .type = "textarea(32000)" },
	{ .name = "StageName", .type = "picklist(255)", .label = "Stage",
	    .flags = "required", .more = "Prospecting|Qualification|"
	    "Needs Analysis|Value Proposition|Id. Decision Makers|"
	    "Perception Analysis|Proposal/Price Quote|Negotiation/Review|"
	    "Closed Won|Closed Lost" },
	{ .name = "Amount", .type = "currency(18,2)" },
	{ .name = "Probability", .type = "percent(3,0)", .label =
	    "Probability (%)" },
	{ .name = "CloseDate", .type = "date", .label = "Close Date",
	    .flags = "required" },
	{ .name = "Type", .type = "picklist(255)", .label =
	    "Opportunity Type",
	    .more = "Existing Business|New Business" },
	{ .name = "NextStep", .type = "string(255)", .label = "Next Step" },
	{ .name = "LeadSource", .type = "picklist(255)", .label =
	    "Lead Source", .more = SOURCES },
	{ .name = "OwnerId", .type = "reference", .label = "Owner ID",
	    .flags = "defaulted", .more = "User" },
	{ 0 }
};

const struct org_seed_object org_seed_sales[] = {
	{ "Account", "Account", "Accounts", "001", account },
	{ "Contact", "Contact", "Contacts", "003", contact },
	{ "Lead", "Lead", "Leads", "00Q", lead },
	{ "Opportunity", "Opportunity", "Opportunities", "006",
	    opportunity },
	{ 0 }
};
