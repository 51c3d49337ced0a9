-- Rules that write accounts, and one that writes down what is there.
connection "salesforce" {
  kind          = "salesforce",
  login         = "URL",
  sign_in       = "client_credentials",
  client_id     = "precept-sandbox",
  client_secret = secret "salesforce-client_secret",
}

local input = csv { path = "data/in.csv",
                    fields = { key = "text(40)", name = "text(40)" } }

rule "insert" {
  source  = input,
  show    = { "key", "name" },
  actions = {
    load_to_sfdc { object = "Account", operation = "insert",
                   map = { Key__c = "key", Name = "name" } },
  },
}

rule "upsert" {
  source  = input,
  show    = { "key", "name" },
  actions = {
    load_to_sfdc { object = "Account", operation = "upsert",
                   keys = { "Key__c" },
                   map  = { Key__c = "key", Name = "name" } },
  },
}

rule "dump" {
  source  = "salesforce.Account",
  show    = { "Name" },
  filters = "Name starts with 'PREFIX'",
  actions = { export_file { path = "out/accounts.jsonl" } },
}
