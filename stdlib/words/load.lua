-- load: rows into an object, the one action that all others are made of

local std = ...

local keys = {
	{ "into", "text", need = true, try = 'into = "salesforce.Account",' },
	{ "operation", "text", one_of = std.operations },
	{ "keys", "table" },
	{ "map", "table", need = true, try = 'map = { Field = "column" },' },
	{ "filters", "text or table" },
	{ "on_missing", "text", one_of = { "skip", "create", "reject" } },
	{ "on_existing", "text", one_of = { "update", "skip", "reject" } },
}

return function(t)
	if not std.is_table("load", t) then
		return std.lost("load")
	end
	std.shape("load", t, keys)
	std.shape_map("load", t)
	local entries = std.same(t)
	entries.operation = entries.operation or "upsert"
	return std.made("load", t, entries)
end
