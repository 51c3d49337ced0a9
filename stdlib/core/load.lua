-- load_to: the load actions that only name another place.

local std = ...

std.operations = { "insert", "update", "upsert" }

-- A table, and not a bare name in place of one.
function std.is_plain(t)
	return std.kind(t) == "table"
end

-- A made table in place of t[key], with its place.
function std.from_made(t, key, made)
	return { ["\0v"] = made, ["\0f"] = t, ["\0k"] = key }
end

local map_keys = {
	{ "default", "text or number or boolean" },
	{ "null", "text", one_of = { "skip", "clear" } },
}

-- Each entry of t.map is an expression, or one with `default` and `null`.
function std.shape_map(word, t)
	if not std.is_plain(t.map) then
		return
	end
	for field, value in pairs(t.map) do
		local kind = std.kind(value)
		if kind == "table" then
			std.shape("a field of " .. word, value, map_keys, "text")
			if value[1] == nil then
				std.spoil(t.map, field)
				std.complain {
					"P012", ("'%s' needs an expression")
						:format(field),
					at = std.at(value),
					try = '{ "column", default = 0 }',
				}
			end
		elseif kind ~= "text" and kind ~= "word" then
			std.wrong_kind(t.map, field, "text or table")
		end
	end
end

-- `word { object =, … }`: a load into connection.object.
function std.load_to(word, connection, example)
	local keys = {
		{ "object", "text", need = true,
			try = ('object = "%s",'):format(example) },
		{ "operation", "text", one_of = std.operations },
		{ "keys", "table" },
		{ "map", "table", need = true,
			try = 'map = { Field = "column" },' },
		{ "filters", "text or table" },
		{ "on_missing", "text",
			one_of = { "skip", "create", "reject" } },
		{ "on_existing", "text",
			one_of = { "update", "skip", "reject" } },
	}
	return function(t)
		if not std.is_table(word, t) then
			return std.lost(word)
		end
		std.shape(word, t, keys)
		std.shape_map(word, t)
		local entries = std.same(t)
		entries.object = nil
		entries.operation = entries.operation or "upsert"
		entries.into = std.from(t, "object")
		if type(t.object) == "string" then
			entries.into["\0v"] = connection .. "." .. t.object
		end
		return std.made(word, t, entries)
	end
end
