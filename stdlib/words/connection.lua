-- connection: a service and how to reach it

local std = ...

return std.named("connection", function(t)
	return std.made("connection", t, std.same(t))
end)
