connection "salesforce" {
  kind          = "salesforce",
  login         = "URL",
  sign_in       = "client_credentials",
  client_id     = "precept-sandbox",
  client_secret = secret "salesforce-client_secret",
}
