---@meta precept
-- What an editor needs to know of a rule file (LuaLS); .luarc.json of a
-- workspace points here. The program never runs it.
-- luacheck: ignore

---A value that is nothing: for the rows of tests.
---@class precept.Null
null = {}

---An expression over the columns of Show: `"coalesce(minutes, 0)"`.
---@alias precept.Expression string
---One condition, or a list of which all must hold.
---@alias precept.Conditions string | string[]
---@alias precept.Operation "insert" | "update" | "upsert"

---A mapped value with what to do when it is null.
---@class precept.Mapped
---@field [1] precept.Expression
---@field default? string | number | boolean in place of null
---@field null? "skip" | "clear" leave the field (default), or empty it
---@alias precept.Map table<string, precept.Expression | precept.Mapped>

---@class precept.Guard
---@field max_rows? integer rows that may be written
---@field max_changed? integer | string of the matched ones: 500 or "20%"
---@field max_blanked? integer values that may become empty

---@class precept.Budget
---@field calls? integer at most in one run
---@field leave? string of the day's limit, kept for others: "20%"

---@class precept.Test
---@field name? string
---@field action? integer whose rows `gives` lists, from 1
---@field rows table[]
---@field gives table[]

---@class precept.Rule
---@field source string | table "connection.Object", csv { } or jsonl { }
---@field customers_only? boolean only accounts that Gainsight knows
---@field show (precept.Expression | table)[] | table<string, precept.Expression>
---@field filters? precept.Conditions
---@field actions table[]
---@field schedule? string "daily at 03:00 in Europe/London"
---@field after? string the rule that this one follows
---@field guard? precept.Guard
---@field budget? precept.Budget
---@field tests? precept.Test[]
---@field description? string

---One closed table that says what goes where, and when.
---@param name string
---@return fun(rule: precept.Rule)
function rule(name) end

---@class precept.Load
---@field into string "connection.Object"
---@field operation? precept.Operation upsert if nothing is said
---@field keys? string[] fields of the target that find the record
---@field map precept.Map
---@field filters? precept.Conditions
---@field on_missing? "skip" | "create" | "reject"
---@field on_existing? "update" | "skip" | "reject"

---Rows into an object, the one action that all others are made of.
---@param action precept.Load
---@return table
function load(action) end

---@class precept.LoadTo
---@field object string
---@field operation? precept.Operation
---@field keys? string[]
---@field map precept.Map
---@field filters? precept.Conditions
---@field on_missing? "skip" | "create" | "reject"
---@field on_existing? "update" | "skip" | "reject"

---Rows into a Salesforce object.
---@param action precept.LoadTo
---@return table
function load_to_sfdc(action) end

---Rows into an object of Gainsight's own.
---@param action precept.LoadTo
---@return table
function load_to_gainsight_object(action) end

---@class precept.LoadToCustomers
---@field account precept.Expression
---@field map precept.Map
---@field filters? precept.Conditions

---Rows into Gainsight's Customer Info, one an account.
---@param action precept.LoadToCustomers
---@return table
function load_to_customers(action) end

---@class precept.LoadToUsage
---@field account precept.Expression
---@field level "ACCOUNTLEVEL" | "INSTANCELEVEL" | "USERLEVEL" | "INSTANCEUSERLEVEL"
---@field date precept.Expression mostly "rule_date"
---@field instance? precept.Expression
---@field instance_name? precept.Expression
---@field user? precept.Expression
---@field week_label? precept.Expression
---@field measures precept.Map
---@field filters? precept.Conditions

---Measures of an account, instance or user on a day.
---@param action precept.LoadToUsage
---@return table
function load_to_usage(action) end

---@class precept.ExportFile
---@field path string below the workspace
---@field format? "csv" | "jsonl" what the path's ending says
---@field map? precept.Map all columns of Show if nothing is said
---@field filters? precept.Conditions
---@field guard_formulas? boolean texts that a spreadsheet would compute

---Rows into a file.
---@param action precept.ExportFile
---@return table
function export_file(action) end

---@class precept.File
---@field path string below the workspace
---@field fields? table<string, string> name = "type"
---@field schema? string "connection.Object", in place of fields

---@class precept.Csv: precept.File
---@field delimiter? string "," if nothing is said

---A file of comma-separated values as a source.
---@param source precept.Csv
---@return table
function csv(source) end

---@class precept.Jsonl: precept.File
---@field records? string the list whose objects are the rows: "records"

---A file with one JSON object a line as a source; with `records`, answers of a
---service with the rows in a list.
---@param source precept.Jsonl
---@return table
function jsonl(source) end

---@class precept.Func
---@field args string[] types: "text", "integer", "decimal(18,2)" ...
---@field returns string a type
---@field [1] function

---A function of Lua that expressions can call.
---@param name string
---@return fun(func: precept.Func)
function func(name) end

---@class precept.Connection
---@field kind "salesforce"
---@field login? string "https://login.salesforce.com" if nothing is said
---@field sign_in? "jwt" | "client_credentials" | "refresh" | "password"
---@field client_id string the consumer key of the connected app
---@field username? string of the integration user: jwt, password
---@field key? table secret "name": the private key, for jwt
---@field client_secret? table secret "name"
---@field refresh_token? table secret "name"
---@field password? table secret "name": with the security token behind it
---@field audience? string of the JWT, if it is not the login's
---@field version? string "62.0"
---@field ca_file? string below the workspace, beside the system's
---@field connections? integer calls at once, 5 if nothing is said
---@field budget? precept.Budget
---@field writes? table<string, string[]> all that rules may write: Account = { "Health__c", "Pendo_*" }
---@field description? string

---A service and how to reach it.
---@param name string
---@return fun(connection: precept.Connection)
function connection(name) end

---The name of a secret; its value never comes into a rule file.
---@param name string
---@return table
function secret(name) end
