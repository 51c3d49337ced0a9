-- load_to_gainsight_object: rows into an object of Gainsight's own

local std = ...

return std.load_to("load_to_gainsight_object", "gainsight", "CustomerInfo")
