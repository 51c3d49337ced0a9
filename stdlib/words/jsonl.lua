-- jsonl: a file with one JSON object a line as a source

local std = ...

return std.file_source("jsonl")
