-- An org of Salesforce's: copy this to rules/connection.lua and put in the
-- three values that are yours. README.md says where they come from.
connection "salesforce" {
  kind      = "salesforce",
  login     = "https://MYDOMAIN.my.salesforce.com",  -- a sandbox: MYDOMAIN--NAME.sandbox.my…
  sign_in   = "jwt",
  client_id = "3MVG9...",                            -- the app's consumer key
  username  = "precept@example.com",                 -- the user's name, not its e-mail address
  key       = secret "salesforce-key",               -- the file secrets/salesforce-key
  budget    = { calls = 2000, leave = "20%" },       -- of the org's calls a day
}
