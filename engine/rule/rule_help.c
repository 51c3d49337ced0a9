/* SPDX-License-Identifier: MIT */
#include "precept/rule.h"

/* `precept help P104`: what the findings about rules mean. */

const struct help rule_help[] = {
	{ "P101", "a value of another kind than its place takes",
	    "Expressions and names are text, lists hold what they are lists "
	    "of, an action is made by a word.\n\n"
	    "	filters = { \"a > 1\", 7 }          wrong: 7 is no condition\n"
	    "	filters = { \"a > 1\", \"b < 7\" }    right\n" },
	{ "P102", "a rule without columns or actions",
	    "A rule shows the columns it works with and says what is done "
	    "with its rows: show and actions have at least one entry.\n" },
	{ "P103", "two rules with one name",
	    "A rule is known by its name, in `after`, in the log and on the "
	    "command line. Give one of the two another name.\n" },
	{ "P104", "a kind that does not go into the field",
	    "The target field holds another kind of value, and nothing is "
	    "turned into another kind in silence when something could be "
	    "lost. Map another column, or say how to convert it; rows that "
	    "cannot be converted are rejected with their reason.\n\n"
	    "	Seats__c = \"Seats_as_text__c\"                wrong\n"
	    "	Seats__c = \"decimal(Seats_as_text__c, 0)\"    right\n\n"
	    "decimal() keeps every digit; number() gives a double, and is "
	    "right for fields that are doubles themselves.\n" },
	{ "P105", "a connection that is not known",
	    "An object is written connection.Object. Connections are those "
	    "of the schemas that the program has, those of the files in "
	    "schema/, and store.\n\n"
	    "	source = \"Account\"               wrong\n"
	    "	source = \"salesforce.Account\"    right\n" },
	{ "P106", "an object that is not known",
	    "The connection has no object of this name. Some objects are "
	    "known to the program; any other is known by a file "
	    "schema/connection.Object.json in the workspace.\n" },
	{ "P107", "a field that is not there",
	    "The object has no such field. In a live org that has two "
	    "reasons which look the same from outside: the field does not "
	    "exist, or field-level security hides it from the integration "
	    "user. Fields of a related object are written with the relation: "
	    "Owner.Email.\n" },
	{ "P108", "two Show columns with one name",
	    "Filters and maps know a column by its name alone. Name one of "
	    "them:\n\n"
	    "	show = { \"Name\", owner = \"Owner.Name\" }\n" },
	{ "P109", "a Show column that is not there",
	    "Filters, maps and tests use the names on the left in show; a "
	    "column without a name has that of its field.\n" },
	{ "P110", "a field of the source that is not shown",
	    "Only Show columns can be used in filters and maps: what a rule "
	    "reads is said in one place.\n\n"
	    "	show    = { \"Id\", \"Industry\" },\n"
	    "	filters = \"Industry is not null\",\n" },
	{ "P111", "an expression in show without a name",
	    "A field is shown under its own name. What is computed has none, "
	    "so it is given one:\n\n"
	    "	show = { \"Id\", short = \"left(Name, 10)\" }\n" },
	{ "P112", "a filter that is no condition",
	    "A filter is true or false for each row. A column alone is a "
	    "condition only if it is a boolean.\n\n"
	    "	filters = \"visitors\"               wrong\n"
	    "	filters = \"visitors is not null\"   right\n" },
	{ "P113", "a field that the service cannot filter by",
	    "Long texts and some other fields cannot stand in a service's "
	    "query. The filter holds all the same, but every record is "
	    "fetched before it is looked at. Add a filter on another field "
	    "if that is too much.\n" },
	{ "P114", "a longer text into a shorter field",
	    "Texts that are too long are rejected row by row, never cut in "
	    "silence. Write left(column, length) if the rest may go.\n" },
	{ "P115", "a written text that is too long",
	    "The text stands in the rule, and the field takes fewer "
	    "characters: no row could ever be written.\n" },
	{ "P116", "a value that the picklist does not have",
	    "The picklist is restricted: it takes its own values only, "
	    "exactly as they are written in the schema.\n" },
	{ "P117", "a written value that does not fit",
	    "The value stands in the rule and is too large, has too many "
	    "decimal places, or is no value of the field's kind.\n" },
	{ "P118", "a field that this action may not write",
	    "Formulas, roll-ups, auto-numbers and audit fields are kept by "
	    "the service; some fields can be set only when a record is "
	    "created, some only later. A record's id finds it, and cannot be "
	    "written.\n" },
	{ "P119", "a field that is mapped twice",
	    "The API name and the label of a field are two names of one "
	    "thing. Keep one of the two entries.\n" },
	{ "P120", "a required field that is not mapped",
	    "The action creates records, and the target demands this field "
	    "of each new one. Map it, or create nothing with on_missing = "
	    "\"skip\".\n" },
	{ "P121", "null can reach a required field",
	    "Rows without a value would be rejected by the target. Give a "
	    "default, or filter them out:\n\n"
	    "	Name = { \"name\", default = \"Unknown\" }\n"
	    "	filters = \"name is not null\"\n" },
	{ "P122", "a word that does not fit here",
	    "delimiter is one of comma, tab, semicolon, pipe, caret and "
	    "backquote; records names the list of an answer, \"records\" or "
	    "\"data.records\"; on_missing and on_existing say nothing when an "
	    "action only inserts, since it looks for no record.\n" },
	{ "P123", "keys are missing",
	    "An update or upsert finds the record of a row by its keys, "
	    "Gainsight's \"Include in identifiers\": at least one mapped "
	    "field.\n\n"
	    "	keys = { \"Id\" },\n" },
	{ "P124", "too many keys",
	    "Ten keys are the most, as in Gainsight.\n" },
	{ "P125", "a key that is not mapped",
	    "A record is looked up by the mapped value of each key, so the "
	    "key must stand in map as well.\n\n"
	    "	keys = { \"Id\" },\n"
	    "	map  = { Id = \"account\", Health__c = \"health\" },\n" },
	{ "P126", "a key that is not unique",
	    "Several records may have the same value. A row that matches "
	    "more than one is reported and not written; nobody picks one. An "
	    "external id, a unique field or the record's id avoids that.\n" },
	{ "P127", "keys on an insert",
	    "An insert creates a record for every row and looks for none. "
	    "Leave the keys out, or use upsert.\n" },
	{ "P128", "a key that can be null",
	    "A record is never looked up by nothing: such rows are rejected. "
	    "A filter says that this is meant:\n\n"
	    "	filters = \"account is not null\",\n" },
	{ "P129", "usage data without account, level or date",
	    "A row of usage data belongs to an account, a level and a day. "
	    "The date must never be null; rule_date is the day that is being "
	    "run.\n" },
	{ "P130", "no level of usage data",
	    "The level is ACCOUNTLEVEL, INSTANCELEVEL, USERLEVEL or "
	    "INSTANCEUSERLEVEL, in one word.\n" },
	{ "P131", "a field of usage data that is no measure",
	    "measures are the number columns that were made for this in "
	    "Gainsight, by their name or label; the schema flags them "
	    "\"measure\".\n" },
	{ "P132", "customers_only where nobody knows who is a customer",
	    "Who is a Gainsight customer is said by the field "
	    "JBCXM__CustomerInfo__c of the Account. The source is the "
	    "Account, Customer Info, or an object with a relation to the "
	    "Account; a file has that field or a boolean "
	    "Is_Gainsight_Customer__c.\n" },
	{ "P133", "a guard that says nothing",
	    "max_rows and max_blanked take a number, max_changed a number or "
	    "a part of the matched records, at most \"100%\".\n\n"
	    "	guard = { max_changed = \"20%\", max_blanked = 50 },\n" },
	{ "P134", "a test that does not speak of its rule",
	    "The keys of rows are Show columns, those of gives are the "
	    "targets that the action maps; action = 2 means the second "
	    "one.\n" },
	{ "P135", "a value of a test that is none of its kind",
	    "The value stands for what the column holds or the target "
	    "takes: dates as \"2026-03-31\", ids with 15 or 18 "
	    "characters.\n" },
	{ "P136", "after a rule that does not exist",
	    "after names another rule, in this or another file of the "
	    "workspace, exactly as it is written there.\n" },
	{ "P137", "rules that wait for each other",
	    "Each of them runs after another of them, so none could ever "
	    "begin. Take one `after` out.\n" },
	{ "P138", "a chain in which nothing is handed on",
	    "The rule runs after another one, and reads nothing that it "
	    "writes. Perhaps the wrong rule is named; perhaps only the order "
	    "matters, then all is well.\n" },
	{ "P139", "two rules that write one field",
	    "If both write to the same record, the last one wins, and which "
	    "that is depends on their schedules. Put one after the other, or "
	    "make sure that their filters never hold for the same record.\n" },
	{ "P140", "a loop",
	    "A value comes back to the field it was computed from, perhaps "
	    "through other services, so that every run changes what the next "
	    "one reads. Break it at one of the places that are listed, "
	    "unless all of them hand the value on as it is.\n" },
	{ "P141", "a schedule that is not understood",
	    "A schedule is one of these, each with `in Europe/London` or "
	    "another zone behind it; UTC without:\n\n"
	    "	daily at 03:00\n"
	    "	weekdays at 03:00\n"
	    "	weekly on monday, thursday at 06:30\n"
	    "	monthly on 1 at 03:00\n"
	    "	monthly on last day at 03:00\n"
	    "	hourly at :15\n"
	    "	every 15 minutes\n" },
	{ "P142", "a time zone that does not exist",
	    "Zones have the names of the IANA list: Europe/London, "
	    "America/New_York, UTC. Abbreviations such as EST hide when "
	    "summer time begins. Zones are read from /usr/share/zoneinfo, "
	    "or from the folder that TZDIR names; their files must be of "
	    "version 2 or later and count no leap seconds, as those of the "
	    "package tzdata are.\n" },
	{ "P143", "a path that names no file of the workspace",
	    "A path is not empty, does not end in a slash and does not go "
	    "up with `..`.\n" },
	{ "P144", "two actions that write one file",
	    "The file of the first would be replaced by that of the second. "
	    "Give each its own path.\n" },
	{ "P146", "a header without that column",
	    "The file is there, and the first line of it does not name a "
	    "column that show uses. Names count with their case.\n" },
	{ "P147", "not a type",
	    "Types are text, text(40), integer, decimal(18,2), number, "
	    "boolean, date, datetime, id, picklist and multipicklist; the "
	    "services' own words (string, currency, double, reference) are "
	    "taken too.\n" },
	{ "P148", "a function whose name is taken",
	    "Built-in functions cannot be replaced, and each func of a "
	    "workspace has a name of its own; case does not count.\n" },
	{ "P149", "picklist values that the target does not have",
	    "The source's picklist has values that the target's does not "
	    "take. Rows with one of them will be rejected. Translate them:"
	    "\n\n"
	    "	case when Rating = 'Warm' then 'Medium' else Rating end\n" },
	{ "P150", "a function with too many arguments",
	    "A func takes sixteen arguments at the most. Join some of them "
	    "into one before, or make two functions.\n" },
	{ "P151", "a connection that cannot be called that",
	    "The name of a connection stands before the point in "
	    "connection.Object: letters, digits, '-' and '_'. Each has a name "
	    "of its own, and store, csv, jsonl and file are taken.\n" },
	{ "P152", "an address that leads to no service",
	    "An address is https:// and a host. http:// is for a sandbox on "
	    "this machine only: 127.0.0.1, [::1] or localhost. With "
	    "client_credentials it is the org's own, which is shown under "
	    "My Domain in Setup.\n\n"
	    "	login = \"https://test.salesforce.com\",              a "
	    "sandbox org\n"
	    "	login = \"https://example.my.salesforce.com\",        its "
	    "own\n" },
	{ "P153", "a way to sign in that lacks something",
	    "What each sign_in needs:\n\n"
	    "	jwt                  client_id, username, key\n"
	    "	client_credentials   client_id, client_secret\n"
	    "	refresh              client_id, refresh_token; client_secret "
	    "if the app has one\n"
	    "	password             client_id, client_secret, username, "
	    "password\n" },
	{ "P154", "a secret that is written out",
	    "Rule files are shown, sent and kept in git; secrets are named "
	    "there, and their values lie elsewhere: in a file of that name "
	    "in $CREDENTIALS_DIRECTORY (systemd) or in secrets/ of the "
	    "workspace, which nobody but you may read.\n\n"
	    "	password = \"…\"                       wrong\n"
	    "	password = secret \"crm-password\",    right\n" },
	{ "P155", "a setting that has no use",
	    "This way to sign in does not ask for it. Leave it out, or "
	    "change sign_in.\n" },
	{ "P156", "a setting with a value that there is not",
	    "A version is written \"62.0\"; connections are the calls at "
	    "once, 1 to 25; ca_file is a path below the workspace.\n" },
	{ "P157", "a budget that says nothing",
	    "calls is how many a run may make at the most, leave is the part "
	    "of the day's limit that is kept for others. In a rule it holds "
	    "for that rule, beside the connection's own. A run that would "
	    "need more is refused before it writes; one that turns out to "
	    "need more stops before the call that is one too many, and "
	    "'precept retry' goes on with the rest. What was sent is looked "
	    "up even then, so that nothing stays unknown.\n\n"
	    "	budget = { calls = 500, leave = \"20%\" },\n" },
	{ "P158", "a field that rules may not write",
	    "The connection has a list of what rules may write, and the "
	    "field is not in it. Put it there, or ask whoever keeps the "
	    "list. A name that ends in * is all that begin so. Without "
	    "'writes', rules may write what the connection's user may.\n\n"
	    "	connection \"salesforce\" { …,\n"
	    "	  writes = { Account = { \"Health__c\", \"Pendo_*\" } },\n"
	    "	}\n\n"
	    "It holds when a plan is applied, too, and for undo.\n" },
	{ "P159", "a list of writes that says nothing",
	    "writes = { Object = { \"Field__c\", \"Prefix_*\" } }: API names "
	    "of objects and of their fields. An object that is not there "
	    "cannot be written. { \"*\" } is all fields.\n" },
	{ NULL, NULL, NULL }
};
