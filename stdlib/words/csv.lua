-- csv: a file of comma-separated values as a source

local std = ...

return std.file_source("csv", "delimiter")
