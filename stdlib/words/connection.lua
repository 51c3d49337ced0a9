-- connection: a service and how to reach it

local std = ...

-- What is a secret is held to that later: here it is a table or not.
local keys = {
	{ "kind", "text", need = true, one_of = { "salesforce" },
		try = 'kind = "salesforce",' },
	{ "login", "text" },
	{ "sign_in", "text",
		one_of = { "jwt", "client_credentials", "refresh", "password" } },
	{ "client_id", "text" },
	{ "username", "text" },
	{ "key", "text or table" },
	{ "client_secret", "text or table" },
	{ "refresh_token", "text or table" },
	{ "password", "text or table" },
	{ "audience", "text" },
	{ "version", "text" },
	{ "ca_file", "text" },
	{ "connections", "integer" },
	{ "budget", "table" },
	{ "writes", "table" },
	{ "description", "text" },
}

return std.named("connection", function(t)
	std.shape("connection", t, keys)
	return std.made("connection", t, std.same(t))
end)
