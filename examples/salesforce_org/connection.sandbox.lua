-- The org that `precept sandbox --tls` runs on this machine: copy this to
-- rules/connection.lua.
connection "salesforce" {
  kind      = "salesforce",
  login     = "https://127.0.0.1:8443",
  sign_in   = "jwt",
  client_id = "precept-sandbox",
  username  = "admin@sandbox.example",
  key       = secret "salesforce-key",
  ca_file   = "sandbox/sandbox.crt",
}
