-- named: words that declare, `word "name" { ... }`.

local std = ...

local function complain_name(word, t)
	std.complain {
		"P013", ("a %s needs a name before its table"):format(word),
		at = std.kind(t) == "table" and std.at(t) or nil, word = word,
		try = ('%s "a name" {'):format(word),
	}
end

-- `make` gets the table and gives what is declared.
function std.named(word, make)
	return function(name, body)
		if type(name) ~= "string" or name == "" then
			if std.kind(name) ~= "word" then
				complain_name(word, name)
			end
			return std.lost(word)
		end
		local number = std.open(word, name)
		local function close(t)
			local good = std.is_table(word, t,
				('%s "%s" { ... }'):format(word, name))
			std.declare(number, good and make(t, name) or nil)
		end
		if body ~= nil then
			return close(body)
		end
		return close
	end
end
