-- from, same, made: tables that remember where their values stood.

local std = ...

-- What is wrong with t[key] was said: nothing more comes of it.
function std.spoil(t, key)
	local spoilt = t["\0b"] or {}
	spoilt[key] = true
	t["\0b"] = spoilt
end

-- t[key], with its place in the rule file. Nothing if there is nothing.
function std.from(t, key)
	local value, spoilt = t[key], t["\0b"]
	if spoilt and spoilt[key] then
		value = std.lost(key)
	elseif value == nil then
		return nil
	end
	return { ["\0v"] = value, ["\0f"] = t, ["\0k"] = key }
end

-- All entries of t, each with its place.
function std.same(t)
	local copy = {}
	for key in pairs(t) do
		copy[key] = std.from(t, key)
	end
	for key in pairs(t["\0b"] or {}) do
		copy[key] = std.from(t, key)
	end
	return copy
end

-- The table that a word gives: its entries, made of what it was given.
function std.made(word, given, entries)
	entries["\0w"] = word
	entries["\0f"] = given
	return entries
end

-- A text as the expression language writes it: it's -> 'it''s'.
local function quote(text)
	local parts, from = {}, 1
	while true do
		local at = text:find("'", from)
		parts[#parts + 1] = text:sub(from, (at or 0) - 1)
		if not at then
			return "'" .. table.concat(parts, "''") .. "'"
		end
		from = at + 1
	end
end

-- A text as a literal, with the place of t[key].
function std.literal(t, key)
	local box = std.from(t, key)
	if box and type(box["\0v"]) == "string" then
		box["\0v"] = quote(box["\0v"])
	end
	return box
end
