-- export_file: rows into a file

local std = ...

local formats = { "csv", "jsonl" }

local keys = {
	{ "path", "text", need = true, try = 'path = "out/rows.csv",' },
	{ "format", "text", one_of = formats },
	{ "map", "table" },
	{ "filters", "text or table" },
	{ "guard_formulas", "boolean" },
}

-- The ending says it, unless `format` does.
local function format_of(path)
	for _, format in ipairs(formats) do
		if path:sub(-#format - 1) == "." .. format then
			return format
		end
	end
end

local function add_format(t, entries)
	if t.format ~= nil or type(t.path) ~= "string" then
		return
	end
	entries.format = format_of(t.path)
	if entries.format == nil then
		entries.format = std.lost("format")
		std.complain {
			"P012", "export_file needs 'format': the path ends "
				.. "neither in .csv nor in .jsonl",
			at = std.value_at(t, "path") or std.at(t),
			try = 'format = "csv",',
		}
	end
end

return function(t)
	if not std.is_table("export_file", t) then
		return std.lost("export_file")
	end
	std.shape("export_file", t, keys)
	std.shape_map("export_file", t)
	local entries = std.same(t)
	add_format(t, entries)
	return std.made("export_file", t, entries)
end
