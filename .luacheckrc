-- What a rule file may use: one word a file of stdlib/words, and null.
std = "lua54"
max_line_length = 100
self = false
allow_defined_top = true

local words = { "null" }
for file in io.popen("ls stdlib/words"):lines() do
	words[#words + 1] = file:match("^([%w_]+)%.lua$")
end
assert(#words > 1, "luacheck is to be run where stdlib/words is")

files["rules"] = { read_globals = words }
files["examples"] = { read_globals = words }
files["stdlib/init"] = { read_globals = words }
