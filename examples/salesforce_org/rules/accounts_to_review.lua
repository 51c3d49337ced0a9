-- Accounts that somebody should look at, for a spreadsheet.
rule "Accounts to review" {
  source = "salesforce.Account",

  show = {
    "Id",
    "Name",
    phone    = "Phone",
    industry = "Industry",
  },

  filters = "phone is null or industry is null",

  actions = {
    export_file {
      path = "review.csv",
      map  = {
        Account = "Name",
        Missing = "case when phone is null and industry is null then 'phone, industry' "
               .. "when phone is null then 'phone' else 'industry' end",
        Id      = "Id",
      },
    },
  },

  tests = {
    { name  = "what is missing is named",
      rows  = { { Id = "001000000000001AAA", Name = "Acme", phone = "1" },
                { Id = "001000000000002AAA", Name = "Bolt" },
                { Id = "001000000000003AAA", Name = "Cask", phone = "1", industry = "Banking" } },
      gives = { { Account = "Acme", Missing = "industry", Id = "001000000000001AAA" },
                { Account = "Bolt", Missing = "phone, industry", Id = "001000000000002AAA" } } },
  },
}
