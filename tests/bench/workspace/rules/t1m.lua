-- T1M: T1 from a file with as few quotes as can be.
rule "T1M" {
  source = csv {
    path   = "data/acc_min.csv",
    fields = {
      Id                                = "id",
      Is_Gainsight_Customer__c          = "boolean",
      Pendo_numberofvisitors_last30d__c = "integer",
      Pendo_timeonsite_last30d__c       = "decimal(18,2)",
      Pendo_lastvisit_last30d__c        = "datetime",
    },
  },

  show = {
    "Id",
    customer   = "Is_Gainsight_Customer__c",
    visitors   = "Pendo_numberofvisitors_last30d__c",
    minutes    = "Pendo_timeonsite_last30d__c",
    last_visit = "Pendo_lastvisit_last30d__c",
  },

  filters = { "customer", "visitors is not null" },

  actions = {
    export_file {
      path = "out/t1m.jsonl",
      map  = {
        AccountId = "Id",
        Visitors  = "visitors",
        Minutes   = "minutes",
        LastVisit = "to_date(last_visit)",
        Level     = "'ACCOUNTLEVEL'",
        RuleDate  = "rule_date",
      },
    },
  },
}
