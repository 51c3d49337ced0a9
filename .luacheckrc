-- What a rule file may use is what the library defines: see stdlib/.
std = "lua54"
max_line_length = 100
self = false
allow_defined_top = true

local words = {
	"rule", "dataset", "join", "union", "pivot", "sync", "connection",
	"secret", "func", "null", "csv", "jsonl", "pendo", "load",
	"load_to_usage", "load_to_sfdc", "load_to_customers",
	"load_to_company", "load_to_relationship", "load_to_people",
	"load_to_user", "load_to_gainsight_object", "load_to_feature",
	"load_to_milestone", "set_score", "create_cta", "update_cta",
	"close_cta", "success_plan", "timeline_activity", "load_to_pendo",
	"push_to_salesforce", "export_file", "export_s3", "load_to_table",
	"call_external_api", "send_email",
}
files["rules"] = { globals = words }
files["examples"] = { globals = words }
files["stdlib"] = { globals = words }
