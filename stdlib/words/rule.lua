-- rule: one closed table that says what goes where, and when

local std = ...

local keys = {
	{ "source", "text or table", need = true,
		try = 'source = "salesforce.Account",' },
	{ "customers_only", "boolean" },
	{ "show", "table", need = true, try = 'show = { "Id" },' },
	{ "filters", "text or table" },
	{ "actions", "table", need = true, try = "actions = { ... }," },
	{ "schedule", "text" },
	{ "after", "text" },
	{ "guard", "table" },
	{ "budget", "table" },
	{ "tests", "table" },
	{ "description", "text" },
}

return std.named("rule", function(body)
	std.shape("rule", body, keys)
	return std.made("rule", body, std.same(body))
end)
