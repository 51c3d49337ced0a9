-- shape: a closed table. Every key is known, of its kind, and there if needed.
--
--	std.shape("csv", t, {
--		{ "path", "text", need = true, try = 'path = "data/x.csv"' },
--		{ "fields", "table" },
--	})
--
-- A kind may be several: "text or table". A key of value `one_of` takes
-- only the texts of that list.

local std = ...

local named = {
	text = "text", integer = "a whole number", number = "a number",
	boolean = "true or false", table = "a table",
	["function"] = "a function", null = "null",
}

local function names_of(keys)
	local names = {}
	for _, key in ipairs(keys) do
		names[#names + 1] = key[1]
	end
	return names
end

local function find(keys, name)
	for _, key in ipairs(keys) do
		if key[1] == name then
			return key
		end
	end
end

local function describe(kinds)
	local words = {}
	for _, kind in ipairs(kinds) do
		words[#words + 1] = named[kind]
	end
	return table.concat(words, " or ")
end

-- "text or table" as a list.
local function split(kinds)
	local list, from = {}, 1
	while true do
		local first, last = kinds:find(" or ", from)
		list[#list + 1] = kinds:sub(from, (first or 0) - 1)
		if not first then
			return list
		end
		from = last + 1
	end
end

local function has(kinds, kind)
	for _, k in ipairs(kinds) do
		if k == kind or (k == "number" and kind == "integer") then
			return true
		end
	end
	return false
end

-- Gives the key that was meant, if one is near.
local function unknown_key(word, t, name, keys)
	local names = names_of(keys)
	local near = std.nearest(name, names)
	std.complain {
		"P010", ("%s has no '%s'"):format(word, name)
			.. (near and (", did you mean '%s'?"):format(near) or ""),
		at = std.key_at(t, name) or std.at(t), try = near,
		note = ("%s takes: %s"):format(word, table.concat(names, ", ")),
	}
	return near
end

local function unknown_item(word, t, item, keys)
	std.complain {
		"P010", ("%s takes keys only: this value has none"):format(word),
		at = std.value_at(t, item) or std.at(t),
		note = ("%s takes: %s"):format(word,
			table.concat(names_of(keys), ", ")),
	}
end

-- t[name] is not of these kinds: says so.
function std.wrong_kind(t, name, kinds)
	local kind = std.kind(t[name])
	std.spoil(t, name)
	kind = kind == "number" and "a fraction" or named[kind]
	std.complain {
		"P011", ("'%s' must be %s, not %s"):format(name,
			describe(split(kinds)), kind),
		at = std.value_at(t, name) or std.at(t),
		label = "this is " .. kind,
	}
end

-- One of a fixed set of texts. True when it is.
function std.choose(t, name, list)
	local value = t[name]
	if type(value) ~= "string" then
		return false
	end
	for _, known in ipairs(list) do
		if known == value then
			return true
		end
	end
	local near = std.nearest(value, list)
	std.spoil(t, name)
	std.complain {
		"P019", ("'%s' cannot be '%s'"):format(name, value)
			.. (near and (", did you mean '%s'?"):format(near) or ""),
		at = std.value_at(t, name) or std.at(t), try = near,
		note = ("%s is one of: %s"):format(name,
			table.concat(list, ", ")),
	}
	return false
end

local function check_key(t, key)
	local kind = std.kind(t[key[1]])
	if kind == "word" or kind == "nil" then
		return
	elseif not has(split(key[2]), kind) then
		std.wrong_kind(t, key[1], key[2])
	elseif key.one_of then
		std.choose(t, key[1], key.one_of)
	end
end

local function missing(word, t, key)
	std.complain {
		"P012", ("%s needs '%s'"):format(word, key[1]),
		at = std.at(t), try = key.try,
	}
end

-- `items`, if given, is the kind of the table's items.
function std.shape(word, t, keys, items)
	local meant = {}
	for name in pairs(t) do
		if type(name) == "string" then
			if not find(keys, name) then
				meant[unknown_key(word, t, name, keys) or 1] = true
			end
		elseif not items then
			unknown_item(word, t, name, keys)
		end
	end
	for _, key in ipairs(keys) do
		check_key(t, key)
		if key.need and t[key[1]] == nil then
			std.spoil(t, key[1])
			if not meant[key[1]] then
				missing(word, t, key)
			end
		end
	end
end

-- Is it a table at all? If not, nothing comes of the word.
function std.is_table(word, t, try)
	local kind = std.kind(t)
	if kind == "table" then
		return true
	elseif kind ~= "word" then
		std.complain {
			"P011", ("%s takes a table, not %s"):format(word,
				named[kind] or "nothing"),
			word = word, try = try or word .. " { ... }",
		}
	end
	return false
end
