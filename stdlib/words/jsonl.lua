-- jsonl: a file with one JSON object a line as a source, or a service's
-- answers with their rows in a list

local std = ...

return std.file_source("jsonl", "records")
