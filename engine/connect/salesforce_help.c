/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdio.h>

#include "salesforce.h"

/*
 * What Salesforce's codes mean and what to do about them: the pages of
 * `precept help CODE`, and the ends of sentences.
 */

const struct help salesforce_help[] = {
	{ "INVALID_SESSION_ID", "the session has ended",
	    "A new one was asked for once and does not hold either: look "
	    "whether the session policies of the org or of the connected "
	    "app end it at once, or tie it to an IP address.\n" },
	{ "INVALID_AUTH_HEADER", "the org does not accept the token",
	    "Signing in again does not help. Look whether the connected app "
	    "still has the scope 'api' and is not blocked.\n" },
	{ "INVALID_JWT_FORMAT", "the org does not take tokens of this form",
	    "Signing in again does not help. In the connected app switch "
	    "off JWT-based access tokens, or give it the scope 'api'.\n" },
	{ "REQUEST_LIMIT_EXCEEDED", "the org takes no more calls for now",
	    "TotalRequests: the org's calls of the last 24 hours are used "
	    "up, by all of its integrations; wait, or buy more. "
	    "ConcurrentRequests: too many calls of 20 seconds and more at "
	    "once; lower 'connections' of the connection.\n" },
	{ "API_DISABLED_FOR_ORG", "the org has no API",
	    "The edition has none (Professional Edition gets it as an "
	    "extra), or the user lacks the permission 'API Enabled'.\n" },
	{ "API_CURRENTLY_DISABLED",
	    "the org's API is switched off for the moment",
	    "Salesforce does this during maintenance: try again later, and "
	    "look at status.salesforce.com.\n" },
	{ "DUPLICATE_DEVELOPER_NAME", "there is a field of that name already",
	    "Perhaps it is only hidden from the user: 'precept prepare' "
	    "shows it to him.\n" },
	{ "INSUFFICIENT_ACCESS", "the integration user may not do this",
	    "Give it a permission set with access to the object.\n" },
	{ "INSUFFICIENT_ACCESS_OR_READONLY",
	    "the user may not change this record",
	    "Give it edit access to the object, and sharing access to the "
	    "record; the record may also be locked by an approval.\n" },
	{ "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
	    "a linked record is hidden",
	    "Give it access to that record, or map another one.\n" },
	{ "FUNCTIONALITY_NOT_ENABLED", "the org does not have this feature",
	    "An administrator switches it on in Setup, or the edition lacks "
	    "it.\n" },
	{ "TXN_SECURITY_METERING_ERROR",
	    "a security policy stopped the call",
	    "An administrator finds the policy under Transaction Security "
	    "Policies in Setup; except the integration user from it.\n" },
	{ "CLIENT_NOT_ACCESSIBLE_FOR_USER",
	    "the connected app is not open to this user",
	    "Give the user a profile or permission set that the app is "
	    "assigned to.\n" },
	{ "NOT_FOUND", "there is nothing at this address",
	    "The object or the record does not exist, or the integration "
	    "user may not see it.\n" },
	{ "ENTITY_IS_DELETED", "the record has gone",
	    "It was there when the row was matched and is not any more.\n" },
	{ "METHOD_NOT_ALLOWED", "the resource cannot do this",
	    "Objects that cannot be created, changed or deleted through the "
	    "API say so in their description; another 'version' of the "
	    "connection may help.\n" },
	{ "UNSUPPORTED_API_VERSION",
	    "the org does not have this version of the API",
	    "Leave 'version' out of the connection, or take one that the "
	    "org lists under /services/data.\n" },
	{ "URI_TOO_LONG", "the query is too long for one call",
	    "Show fewer fields, or shorten the filters.\n" },
	{ "UNSUPPORTED_MEDIA_TYPE", "the org does not read this kind of body",
	    "Another 'version' of the connection may help.\n" },
	{ "JSON_PARSER_ERROR", "a value has not the form that its field takes",
	    "Most often a text stands where a date or number should: look "
	    "at the field's kind, and pull the schema again.\n" },
	{ "MALFORMED_QUERY", "the query is not right",
	    "It was made from the rule's fields and filters: the place is "
	    "shown in the org's words. Report it with the rule.\n" },
	{ "INVALID_FIELD", "the org knows no such field",
	    "Either it does not exist, or field-level security hides it "
	    "from the integration user. Pull the schema again; give the "
	    "user access by a permission set.\n" },
	{ "INVALID_TYPE", "the org knows no such object",
	    "Either it does not exist, or the integration user may not see "
	    "it. Custom objects end in __c.\n" },
	{ "MALFORMED_ID", "an id is none, or is that of another object",
	    "Ids have 15 or 18 characters and begin with their object's "
	    "prefix (001 is the Account): map a column that holds ids of "
	    "this object.\n" },
	{ "INVALID_QUERY_LOCATOR", "the rest of the query's rows is gone",
	    "The org keeps a query for two days and not too many at once. "
	    "The query has to begin again.\n" },
	{ "QUERY_TIMEOUT", "the query took longer than the org allows",
	    "Filter by indexed fields (Id, external ids, SystemModstamp), "
	    "or show fewer related fields.\n" },
	{ "QUERY_TOO_COMPLICATED", "the query is too much for the org",
	    "Formulas count with all that they contain: show fewer formula "
	    "fields, or shorten the filters.\n" },
	{ "INVALID_QUERY_FILTER_OPERATOR",
	    "a field cannot be compared in that way",
	    "Long texts and encrypted fields cannot be filtered: filter by "
	    "another one.\n" },
	{ "OPERATION_TOO_LARGE", "the query touches too many records",
	    "A filter by an indexed field, or access to all records of the "
	    "object for the integration user, helps.\n" },
	{ "EXCEEDED_ID_LIMIT", "too many records in one call",
	    "The org takes 200. Report it: the program should not send "
	    "more.\n" },
	{ "REQUIRED_FIELD_MISSING", "a required field has no value",
	    "The record can't be created without it: map the field, or give "
	    "the mapping a default.\n" },
	{ "STRING_TOO_LONG", "a text is longer than its field",
	    "Write left(column, length) if the rest may go. If the schema "
	    "here says otherwise, pull it again.\n" },
	{ "INVALID_FIELD_FOR_INSERT_UPDATE", "a field that cannot be written",
	    "It is a formula, or field-level security makes it read-only "
	    "for the integration user; or it is the record's id, which "
	    "finds the record and stays as it is.\n" },
	{ "INVALID_TYPE_ON_FIELD_IN_RECORD",
	    "a value is of another kind than its field",
	    "The schema here is not that of the org any more: pull it "
	    "again.\n" },
	{ "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
	    "a value that the picklist has not",
	    "The field takes only the values of its list, and of them those "
	    "of the record type. Translate with case … when … then … end.\n" },
	{ "INVALID_EMAIL_ADDRESS", "a value is no e-mail address",
	    "Mend it in the source, or filter such rows out.\n" },
	{ "NUMBER_OUTSIDE_VALID_RANGE", "a number does not fit its field",
	    "The field takes fewer digits: round the value, or make the "
	    "field wider.\n" },
	{ "FIELD_INTEGRITY_EXCEPTION",
	    "values of the record do not go together",
	    "The org's words say which; state and country, or a record type "
	    "and its picklists, are the usual ones.\n" },
	{ "INVALID_CROSS_REFERENCE_KEY",
	    "the record that a field points to is not there",
	    "It was deleted, or belongs to another org, or its id is of the "
	    "wrong object.\n" },
	{ "DUPLICATE_VALUE", "another record has this value",
	    "The field is unique. The reason names the record that has the "
	    "value.\n" },
	{ "DUPLICATES_DETECTED",
	    "a duplicate rule of the org found a similar record",
	    "Update that record (by its id as key), or let the rule allow "
	    "saving.\n" },
	{ "DUPLICATE_EXTERNAL_ID", "more than one record has these keys",
	    "None is picked. Make the field unique in the org, or merge the "
	    "records.\n" },
	{ "FIELD_CUSTOM_VALIDATION_EXCEPTION",
	    "a validation rule refused it",
	    "The text is the administrator's own. Filter such rows out, or "
	    "except the integration user from the rule.\n" },
	{ "FIELD_FILTER_VALIDATION_EXCEPTION",
	    "a lookup filter of the org refused the value",
	    "The record that the field points to does not pass the filter "
	    "of the field.\n" },
	{ "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "a trigger of the org failed",
	    "The text names it. An administrator has to mend it, or except "
	    "the integration user.\n" },
	{ "UNABLE_TO_LOCK_ROW",
	    "somebody else was writing the record or its parent",
	    "It was tried several times. Run again, or at an hour when "
	    "fewer others write.\n" },
	{ "STORAGE_LIMIT_EXCEEDED", "the org's storage is full",
	    "Delete records or buy storage.\n" },
	{ "LIMIT_EXCEEDED", "a limit of the org is reached",
	    "The org's words say which.\n" },
	{ "TOO_MANY_ENUM_VALUE", "too many values in a multi-select field",
	    "Filter or shorten the list.\n" },
	{ "ALL_OR_NONE_OPERATION_ROLLED_BACK",
	    "another row of the call failed",
	    "Nothing is wrong with this row: mend the other one.\n" },
	{ "PROCESSING_HALTED",
	    "not tried, because another part of the call failed",
	    "Nothing is wrong with this part: mend the other one.\n" },
	{ "UNKNOWN_EXCEPTION", "the org failed and does not know why",
	    "Try again later; Salesforce's support can look the number in "
	    "the text up.\n" },
	{ "SERVER_UNAVAILABLE", "the org is too busy or under maintenance",
	    "It was tried several times: try again later, and look at "
	    "status.salesforce.com.\n" },
	{ 0 }
};

/* Not those of a row, and so without a page. */
static const struct help others[] = {
	{ "invalid_client_id", "the consumer key is not known there",
	    "Copy 'client_id' from the connected app again. A new app is "
	    "known after ten minutes or so; a sandbox org signs in at "
	    "https://test.salesforce.com.\n" },
	{ "invalid_client", "the client secret is not right",
	    "Copy it from the connected app into the secret again.\n" },
	{ "unsupported_grant_type", "this way to sign in is switched off",
	    "Switch the flow on in the connected app, or choose another "
	    "sign_in.\n" },
	{ "app_not_found", "the connected app is not installed in this org",
	    "Install it there, or sign in to the org that has it.\n" },
	{ "inactive_user", "the user is not active",
	    "An administrator activates or unfreezes the user in Setup.\n" },
	{ "inactive_org", "the org is locked or closed",
	    "Ask Salesforce.\n" },
	{ "invalid_app_access", "the user may not use the connected app",
	    "Give the user a profile or permission set that the app is "
	    "assigned to.\n" },
	{ "rate_limit_exceeded", "too many sign-ins",
	    "Salesforce takes 3,600 an hour of one user: wait an hour, and "
	    "look who else signs in with this user.\n" },
	{ "invalid_scope", "the connected app lacks a scope",
	    "Give it 'api', and 'refresh_token' for sign_in = \"refresh\".\n" },
	{ "GONE", "the org has no such version of the API any more",
	    "Leave 'version' out of the connection, or take one that the "
	    "org lists under /services/data.\n" },
	{ 0 }
};

#define LINES		80
#define LINE_MAX_BYTES	512

static pthread_once_t	once = PTHREAD_ONCE_INIT;
static struct { const char *code; char text[LINE_MAX_BYTES]; } lines[LINES];
static size_t		count;

/* "cause. Remedy.", without the page's newline. */
static void
add_lines(const struct help *h)
{
	for (; h->code != NULL && count < LINES; h++, count++) {
		lines[count].code = h->code;
		snprintf(lines[count].text, LINE_MAX_BYTES, "%s. %.*s",
		    h->title, (int)strlen(h->text) - 1, h->text);
	}
}

static void
make_lines(void)
{
	add_lines(salesforce_help);
	add_lines(others);
}

const char *
salesforce_remedy(const char *code)
{
	size_t	i;

	pthread_once(&once, make_lines);
	for (i = 0; i < count; i++)
		if (strcmp(lines[i].code, code) == 0)
			return lines[i].text;
	return "";
}
