-- SPDX-License-Identifier: MIT
-- accounts.lua t1|t1m|t2 IN: T1 and T2 in plain Lua, to stdout.

local task, path = arg[1], arg[2]
local find, sub = string.find, string.sub

-- The fields of the record that begins at `at`, and where the next begins.
local function record(text, at, cells)
  local n, len = 0, #text
  while at <= len do
    local cell, stop
    if sub(text, at, at) == '"' then
      local from = at + 1
      stop = find(text, '"', from, true)
      if sub(text, stop + 1, stop + 1) == '"' then
        repeat
          stop = find(text, '"', stop + 2, true)
        until sub(text, stop + 1, stop + 1) ~= '"'
        cell = sub(text, from, stop - 1):gsub('""', '"')
      else
        cell = sub(text, from, stop - 1)
      end
      stop = stop + 1
    else
      stop = find(text, "[,\n]", at) or len + 1
      cell = sub(text, at, stop - 1)
    end
    n = n + 1
    cells[n] = cell
    at = stop + 1
    if sub(text, stop, stop) ~= "," then
      return at
    end
  end
end

local function text(s)
  if s == "" then
    return "null"
  end
  return '"' .. s:gsub('[\\"]', "\\%0") .. '"'
end

local function number(s)
  return s == "" and "null" or s
end

local function ratio(minutes, visitors)
  if minutes == "" or visitors == 0 then
    return "null"
  end
  local hundredths = math.floor(tonumber(minutes) * 100 + 0.5)
  return ("%.2f"):format((2 * hundredths + visitors) // (2 * visitors) / 100)
end

local function health(visitors)
  return visitors >= 500 and "GREEN" or visitors >= 100 and "YELLOW"
    or visitors >= 10 and "ORANGE" or "RED"
end

-- Lua's patterns have no optional group: both forms are tried.
local function domain(s)
  local from = find(s, "http", 1, true)
  while from do
    local found = s:match("^https?://([a-z0-9.-]+)", from)
    if found then
      return '"' .. found .. '"'
    end
    from = find(s, "http", from + 1, true)
  end
  return "null"
end

local first = '{"AccountId":"%s","Visitors":%s,"Minutes":%s,"LastVisit":%s,'
  .. '"Level":"ACCOUNTLEVEL","RuleDate":"2026-08-01"'
local second = ',"MinutesPerVisitor":%s,"Health":"%s","Industry":%s,"Domain":%s'

local function show(c)
  local out = first:format(c[1], c[7], number(c[8]), text(sub(c[9], 1, 10)))
  if task == "t2" then
    local visitors = math.tointeger(c[7])
    out = out .. second:format(ratio(c[8], visitors), health(visitors),
      text(c[3]:upper()), domain(c[12]))
  end
  return out .. "}\n"
end

-- Pieces of 1 MiB, cut where a record ends: after a newline with an even
-- number of quotes before it.
local function pieces(file)
  local rest, ended = "", false
  return function()
    while not ended do
      local more = file:read(1 << 20)
      ended = more == nil
      rest = rest .. (more or "")
      local cut = ended and #rest or 0
      local at, quotes = 1, 0
      while not ended do
        local stop = find(rest, "\n", at, true)
        if not stop then
          break
        end
        local _, count = sub(rest, at, stop):gsub('"', "")
        quotes = quotes + count
        cut = quotes % 2 == 0 and stop or cut
        at = stop + 1
      end
      if cut > 0 then
        local piece = sub(rest, 1, cut)
        rest = sub(rest, cut + 1)
        return piece
      end
    end
  end
end

local cells, header = {}, true
for piece in pieces(assert(io.open(path, "rb"))) do
  local at, out = 1, {}
  while at <= #piece do
    at = record(piece, at, cells)
    if not header and cells[6] == "true" and cells[7] ~= "" then
      out[#out + 1] = show(cells)
    end
    header = false
  end
  io.write(table.concat(out))
end
