-- What Pendo left on the Account goes to Gainsight's Usage Data.
rule "Pendo usage to Gainsight" {
  source  = "salesforce.Account",

  show = {                                  -- only these can be used below
    "Id",
    visitors = "Pendo_numberofvisitors_last30d__c",
    minutes  = "Pendo_timeonsite_last30d__c",
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
      },
    },
  },

  tests = {
    { name  = "an account without visitors is left out",
      rows  = { { Id = "001000000000001AAA", visitors = 12, minutes = 40.5 },
                { Id = "001000000000002AAA" } },
      gives = { { ["Active Visitors (30d)"] = 12 } } },
  },
}
