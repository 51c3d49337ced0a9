-- T2: T1 with a ratio, a health, upper case and the domain of a URL.
rule "T2" {
  source = csv {
    path   = "data/acc.csv",
    fields = {
      Id                                = "id",
      Industry                          = "text",
      Is_Gainsight_Customer__c          = "boolean",
      Pendo_numberofvisitors_last30d__c = "integer",
      Pendo_timeonsite_last30d__c       = "decimal(18,2)",
      Pendo_lastvisit_last30d__c        = "datetime",
      Description                       = "text",
    },
  },

  show = {
    "Id",
    "Industry",
    "Description",
    customer   = "Is_Gainsight_Customer__c",
    visitors   = "Pendo_numberofvisitors_last30d__c",
    minutes    = "Pendo_timeonsite_last30d__c",
    last_visit = "Pendo_lastvisit_last30d__c",
  },

  filters = { "customer", "visitors is not null" },

  actions = {
    export_file {
      path = "out/t2.jsonl",
      map  = {
        AccountId         = "Id",
        Visitors          = "visitors",
        Minutes           = "minutes",
        LastVisit         = "to_date(last_visit)",
        Level             = "'ACCOUNTLEVEL'",
        RuleDate          = "rule_date",
        MinutesPerVisitor = "round(minutes / visitors, 2)",
        Health            = "case when visitors >= 500 then 'GREEN' "
          .. "when visitors >= 100 then 'YELLOW' "
          .. "when visitors >= 10 then 'ORANGE' else 'RED' end",
        Industry          = "upper(Industry)",
        Domain            = "regex_extract(Description, "
          .. "'https?://([a-z0-9.-]+)', 1)",
      },
    },
  },
}
