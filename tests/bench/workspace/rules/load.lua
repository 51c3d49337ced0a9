-- A million accounts into the store; once more, and nothing has changed.
rule "load" {
  source = csv {
    path   = "data/acc.csv",
    fields = {
      Id                                = "id",
      Name                              = "text(255)",
      Industry                          = "text(40)",
      Is_Gainsight_Customer__c          = "boolean",
      Pendo_numberofvisitors_last30d__c = "integer",
      Pendo_timeonsite_last30d__c       = "decimal(18,2)",
      Pendo_lastvisit_last30d__c        = "datetime",
    },
  },

  show = {
    "Id",
    "Name",
    "Industry",
    customer   = "Is_Gainsight_Customer__c",
    visitors   = "Pendo_numberofvisitors_last30d__c",
    minutes    = "Pendo_timeonsite_last30d__c",
    last_visit = "Pendo_lastvisit_last30d__c",
  },

  actions = {
    load {
      into      = "store.Accounts",
      operation = "upsert",
      keys      = { "AccountId" },
      map       = {
        AccountId = "Id",
        Name      = "Name",
        Industry  = "Industry",
        Customer  = "customer",
        Visitors  = "visitors",
        Minutes   = "minutes",
        LastVisit = "last_visit",
      },
    },
  },
}
