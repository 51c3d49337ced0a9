-- Large customers are hot. What a person has rated stays, unless it is wrong.
rule "Rate accounts by size" {
  source = "salesforce.Account",

  show = {
    "Id",
    employees = "NumberOfEmployees",
    revenue   = "AnnualRevenue",
  },

  filters = "employees is not null or revenue is not null",

  actions = {
    load_to_sfdc {
      object    = "Account",
      operation = "update",
      keys      = { "Id" },
      map = {
        Id     = "Id",
        Rating = "case when employees >= 1000 or revenue >= 50000000 then 'Hot' "
              .. "when employees >= 100 then 'Warm' else 'Cold' end",
      },
    },
  },

  guard = { max_changed = 1000 },

  tests = {
    { name  = "a thousand people are hot, a hundred warm",
      rows  = { { Id = "001000000000001AAA", employees = 1000 },
                { Id = "001000000000002AAA", employees = 999 },
                { Id = "001000000000003AAA", employees = 5 },
                { Id = "001000000000004AAA", revenue = 50000000 } },
      gives = { { Id = "001000000000001AAA", Rating = "Hot" },
                { Id = "001000000000002AAA", Rating = "Warm" },
                { Id = "001000000000003AAA", Rating = "Cold" },
                { Id = "001000000000004AAA", Rating = "Hot" } } },
    { name  = "without any number there is no rating",
      rows  = { { Id = "001000000000001AAA" } },
      gives = {} },
  },
}
