-- One rule that upserts and inserts; two that write down what is there.
local input = csv { path = "data/in.csv",
                    fields = { key = "text(10)", value = "integer" } }

rule "fill" {
  source  = input,
  show    = { "key", "value" },
  actions = {
    load { into = "store.Table", operation = "upsert", keys = { "key" },
           map = { key = "key", value = "value" } },
    load { into = "store.Lines", operation = "insert",
           map = { key = "key", value = "value" } },
  },
}

rule "dump table" {
  source  = "store.Table",
  show    = { "key", "value" },
  actions = { export_file { path = "out/table.jsonl" } },
}

rule "dump lines" {
  source  = "store.Lines",
  show    = { "key", "value" },
  actions = { export_file { path = "out/lines.jsonl" } },
}
