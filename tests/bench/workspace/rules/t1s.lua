-- T1S: T1 from the store, and so a check of what load.lua has put there.
rule "T1S" {
  source = "store.Accounts",

  show = { "AccountId", "Customer", "Visitors", "Minutes", "LastVisit" },

  filters = { "Customer", "Visitors is not null" },

  actions = {
    export_file {
      path = "out/t1s.jsonl",
      map  = {
        AccountId = "AccountId",
        Visitors  = "Visitors",
        Minutes   = "Minutes",
        LastVisit = "to_date(LastVisit)",
        Level     = "'ACCOUNTLEVEL'",
        RuleDate  = "rule_date",
      },
    },
  },
}
