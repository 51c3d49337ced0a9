-- secret: the name of a secret; its value never comes into a rule file

local std = ...

return function(name)
	if std.kind(name) == "word" then
		return name
	elseif type(name) ~= "string" or name == "" then
		std.complain {
			"P011", "secret takes the name of a secret, as text",
			at = std.kind(name) == "table" and std.at(name) or nil,
			word = "secret",
			try = 'secret "salesforce-password"',
		}
		return std.lost("secret")
	end
	return std.made("secret", nil, { name })
end
