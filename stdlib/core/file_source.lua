-- file_source: files that rows are read from.

local std = ...

-- The fields are listed, or those of an object that is known.
local function check_fields(word, t)
	if (t.fields == nil) == (t.schema == nil) then
		std.spoil(t, "fields")
		std.complain {
			"P012", ("%s needs either 'fields' or 'schema'")
				:format(word),
			at = std.at(t),
			try = 'fields = { Id = "id", Visitors = "integer" },',
		}
	end
end

-- `more`: the name of one more key, a text.
function std.file_source(word, more)
	local keys = {
		{ "path", "text", need = true, try = 'path = "data/rows.csv",' },
		{ "fields", "table" },
		{ "schema", "text" },
	}
	if more then
		keys[#keys + 1] = { more, "text" }
	end
	return function(t)
		if not std.is_table(word, t) then
			return std.lost(word)
		end
		std.shape(word, t, keys)
		check_fields(word, t)
		return std.made(word, t, std.same(t))
	end
end
