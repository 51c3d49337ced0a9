-- Gainsight's health goes back to the Account, where Pendo can read it for
-- its segments and guides.
rule "Pendo Sync from Gainsight to Account" {
  source = "gainsight.CustomerInfo",

  show = {
    account = "JBCXM__Account__c",
    health  = "JBCXM__CurScoreId__r.Name",
    stage   = "JBCXM__Stage__c",
    renewal = "JBCXM__NextRenewalDate__c",
  },

  actions = {
    load_to_sfdc {
      object    = "Account",
      operation = "update",               -- insert | update | upsert
      keys      = { "Id" },               -- "Include in identifiers"
      map = {
        Id                  = "account",
        Gainsight_Health__c = { "health", default = "Unknown" },
        Gainsight_Stage__c  = "stage",
        Next_Renewal__c     = { "renewal", null = "clear" },
      },
    },
  },

  after = "Pendo Account to Usage Push",
  guard = { max_blanked = 500 },

  tests = {
    { name  = "an account without a score is Unknown",
      rows  = { { account = "001000000000001AAA", renewal = "2026-03-31" } },
      gives = { { Id = "001000000000001AAA",
                  Gainsight_Health__c = "Unknown",
                  Next_Renewal__c = "2026-03-31" } } },
  },
}
