return setmetatable({},{__index=function() while true do end end,__pairs=function() while true do end end,__len=function() return 1099511627776 end})
