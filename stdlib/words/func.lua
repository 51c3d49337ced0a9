-- func: a function of Lua that expressions can call

local std = ...

local keys = {
	{ "args", "table", need = true, try = 'args = { "integer" },' },
	{ "returns", "text", need = true, try = 'returns = "text",' },
}

local function check_function(t)
	local kind = std.kind(t[1])
	if (kind == "function" and t[2] == nil) or kind == "word" then
		return
	end
	std.spoil(t, 1)
	std.complain {
		"P012", "a func needs one function, without a key",
		at = std.at(t), try = "function(x) return x end,",
	}
end

return std.named("func", function(t)
	std.shape("func", t, keys, "function")
	check_function(t)
	return std.made("func", t, std.same(t))
end)
