-- load_to_customers: rows into Gainsight's Customer Info, one an account

local std = ...

local keys = {
	{ "account", "text", need = true, try = 'account = "Id",' },
	{ "map", "table", need = true, try = 'map = { Field = "column" },' },
	{ "filters", "text or table" },
}

return function(t)
	if not std.is_table("load_to_customers", t) then
		return std.lost("load_to_customers")
	end
	std.shape("load_to_customers", t, keys)
	std.shape_map("load_to_customers", t)
	local map = std.is_plain(t.map) and std.same(t.map) or {}
	map.JBCXM__Account__c = std.from(t, "account")
	return std.made("load_to_customers", t, {
		into = "gainsight.CustomerInfo",
		operation = "upsert",
		keys = { "JBCXM__Account__c" },
		map = std.from_made(t, "map", map),
		filters = std.from(t, "filters"),
	})
end
