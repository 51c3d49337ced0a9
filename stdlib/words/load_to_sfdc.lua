-- load_to_sfdc: rows into a Salesforce object

local std = ...

return std.load_to("load_to_sfdc", "salesforce", "Account")
