-- load_to_usage: measures of an account, instance or user on a day

local std = ...

local levels = { "ACCOUNTLEVEL", "INSTANCELEVEL", "USERLEVEL",
	"INSTANCEUSERLEVEL" }

local keys = {
	{ "account", "text", need = true, try = 'account = "Id",' },
	{ "level", "text", need = true, one_of = levels,
		try = 'level = "ACCOUNTLEVEL",' },
	{ "date", "text", need = true, try = 'date = "rule_date",' },
	{ "instance", "text" },
	{ "instance_name", "text" },
	{ "user", "text" },
	{ "week_label", "text" },
	{ "measures", "table", need = true,
		try = 'measures = { ["Page Views"] = "views" },' },
	{ "filters", "text or table" },
}

-- Our names for the fields of JBCXM__UsageData__c.
local fields = {
	{ "account", "JBCXM__Account__c" },
	{ "date", "JBCXM__Date__c" },
	{ "instance", "JBCXM__InstanceId__c" },
	{ "instance_name", "JBCXM__InstanceName__c" },
	{ "user", "JBCXM__User__c" },
	{ "week_label", "JBCXM__WeekLabel__c" },
}

-- One row a day for each of these.
local function identify(t)
	local list = { "JBCXM__Account__c", "Name", "JBCXM__Date__c" }
	if t.instance ~= nil then
		list[#list + 1] = "JBCXM__InstanceId__c"
	end
	if t.user ~= nil then
		list[#list + 1] = "JBCXM__User__c"
	end
	return list
end

return function(t)
	if not std.is_table("load_to_usage", t) then
		return std.lost("load_to_usage")
	end
	std.shape("load_to_usage", t, keys)
	local map = std.is_plain(t.measures) and std.same(t.measures) or {}
	for _, field in ipairs(fields) do
		map[field[2]] = std.from(t, field[1])
	end
	map.Name = std.literal(t, "level")
	return std.made("load_to_usage", t, {
		into = "gainsight.UsageData",
		operation = "upsert",
		keys = identify(t),
		map = std.from_made(t, "measures", map),
		filters = std.from(t, "filters"),
	})
end
