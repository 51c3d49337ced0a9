-- T5: T1 from the answers of a service, 2,000 records each.
rule "T5" {
  source = jsonl {
    path    = "data/pages.jsonl",
    records = "records",
    fields  = {
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
      path = "out/t5.jsonl",
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
