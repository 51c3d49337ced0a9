-- connection: a service and how to reach it

local std = ...

-- What is a secret is held to that later: here it is a table or not.
local common = {
	{ "kind", "text", need = true,
		one_of = { "salesforce" },
		try = 'kind = "salesforce",' },
	{ "login", "text" },
	{ "ca_file", "text" },
	{ "connections", "integer" },
	{ "budget", "table" },
	{ "writes", "table" },
	{ "description", "text" },
}

-- What each kind has beside.
local own = {
	salesforce = {
		{ "sign_in", "text", one_of = { "jwt", "client_credentials",
			"refresh", "password" } },
		{ "client_id", "text" },
		{ "username", "text" },
		{ "key", "text or table" },
		{ "client_secret", "text or table" },
		{ "refresh_token", "text or table" },
		{ "password", "text or table" },
		{ "audience", "text" },
		{ "version", "text" },
	},
}

local function keys_of(kind)
	local keys = {}
	for _, key in ipairs(common) do
		keys[#keys + 1] = key
	end
	for _, key in ipairs(own[kind]) do
		keys[#keys + 1] = key
	end
	return keys
end

return std.named("connection", function(t)
	local kind = type(t.kind) == "string" and own[t.kind] and t.kind
	std.shape("connection", t, keys_of(kind or "salesforce"))
	return std.made("connection", t, std.same(t))
end)
