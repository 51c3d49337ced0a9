-- An export into accounts; most of them are the same already.
rule "sync" {
  source = csv {
    path   = "data/in.csv",
    fields = {
      Id          = "id",
      Visitors__c = "integer",
      Minutes__c  = "decimal(16,2)",
    },
  },

  show = { "Id", "Visitors__c", "Minutes__c" },

  filters = "Id is not null",

  actions = {
    load_to_sfdc {
      object    = "Account",
      operation = "update",
      keys      = { "Id" },
      map       = {
        Id          = "Id",
        Visitors__c = "Visitors__c",
        Minutes__c  = "Minutes__c",
      },
    },
  },
}
