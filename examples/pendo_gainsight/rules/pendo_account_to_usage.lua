-- What Pendo left on the Account goes to Gainsight's Usage Data, so that
-- health scores and playbooks can use it.
rule "Pendo Account to Usage Push" {
  source         = "salesforce.Account",
  customers_only = true,                  -- "Apply to Gainsight customers only"

  show = {                                -- only these can be used below
    "Id",
    visitors   = "Pendo_numberofvisitors_last30d__c",
    minutes    = "Pendo_timeonsite_last30d__c",
    last_visit = "Pendo_lastvisit_last30d__c",
  },

  filters = "visitors is not null",

  actions = {
    load_to_usage {
      account  = "Id",
      level    = "ACCOUNTLEVEL",
      date     = "rule_date",
      measures = {
        ["Active Visitors (30d)"] = "visitors",
        ["Minutes on Site (30d)"] = "minutes",
        ["Last Visit"]            = "to_date(last_visit)",
      },
    },
  },

  schedule = "daily at 03:00 in Europe/London",

  tests = {
    { name  = "an account that nobody visited has no last visit",
      rows  = { { Id = "001000000000001AAA", visitors = 0, minutes = 0 } },
      gives = { { ["Active Visitors (30d)"] = 0, Name = "ACCOUNTLEVEL" } } },
    { name  = "an account that Pendo does not know is left out",
      rows  = { { Id = "001000000000001AAA" } },
      gives = {} },
  },
}
