table.insert(setmetatable({},{__len=function() return 9007199254740992 end}),1,"x")
