// SPDX-License-Identifier: MIT
// accounts.js t1|t1m|t1j|t2|t5 IN: T1 and T2 in plain JavaScript, to stdout.
"use strict";

const fs = require("fs");
const [task, path] = process.argv.slice(2);
const names = ["Id", "Industry", "Is_Gainsight_Customer__c",
  "Pendo_numberofvisitors_last30d__c", "Pendo_timeonsite_last30d__c",
  "Pendo_lastvisit_last30d__c", "Description"];

// The records that end in `text`; what is left is returned.
function records(text, ended, take) {
  let at = 0, start = 0, cells = [];
  while (at < text.length) {
    let cell, stop;
    if (text.charCodeAt(at) === 34) {
      let doubled = false;
      stop = text.indexOf('"', at + 1);
      while (stop >= 0 && text.charCodeAt(stop + 1) === 34) {
        doubled = true;
        stop = text.indexOf('"', stop + 2);
      }
      if (stop < 0 || (stop + 1 >= text.length && !ended))
        break;
      cell = text.slice(at + 1, stop++);
      if (doubled)
        cell = cell.replaceAll('""', '"');
    } else {
      stop = at;
      for (let c; stop < text.length; stop++)
        if ((c = text.charCodeAt(stop)) === 44 || c === 10)
          break;
      if (stop >= text.length && !ended)
        break;
      cell = text.slice(at, stop);
    }
    cells.push(cell);
    at = stop + 1;
    if (text.charCodeAt(stop) !== 44) {
      take(cells);
      cells = [];
      start = at;
    }
  }
  return text.slice(start);
}

function lines(text, ended, take) {
  let start = 0;
  for (let stop; (stop = text.indexOf("\n", start)) >= 0; start = stop + 1)
    take(JSON.parse(text.slice(start, stop)));
  return text.slice(start);
}

// Half away from zero; no number here is negative.
function ratio(minutes, visitors) {
  if (minutes === "" || visitors === 0)
    return null;
  const hundredths = Math.round(minutes * 100);
  return Math.floor((2 * hundredths + visitors) / (2 * visitors)) / 100;
}

function health(visitors) {
  return visitors >= 500 ? "GREEN" : visitors >= 100 ? "YELLOW" :
    visitors >= 10 ? "ORANGE" : "RED";
}

let out = [];

function account(id, industry, customer, visitors, minutes, visit, about) {
  if (String(customer) !== "true" || visitors === "" || visitors === null)
    return;
  const row = {
    AccountId: id,
    Visitors: +visitors,
    Minutes: minutes === "" || minutes === null ? null : +minutes,
    LastVisit: visit ? visit.slice(0, 10) : null,
    Level: "ACCOUNTLEVEL",
    RuleDate: "2026-08-01",
  };
  if (task === "t2") {
    row.MinutesPerVisitor = ratio(minutes, row.Visitors);
    row.Health = health(row.Visitors);
    row.Industry = industry === "" ? null : industry.toUpperCase();
    const found = /https?:\/\/([a-z0-9.-]+)/.exec(about);
    row.Domain = found ? found[1] : null;
  }
  out.push(JSON.stringify(row), "\n");
}

let places = null;

function take(cells) {
  if (task === "t5")
    for (const record of cells.records)
      account(...names.map((name) => record[name]));
  else if (task === "t1j")
    account(...names.map((name) => cells[name]));
  else if (places === null)
    places = names.map((name) => cells.indexOf(name));
  else
    account(...places.map((i) => cells[i]));
}

const file = fs.openSync(path), room = Buffer.alloc(1 << 20);
const decoder = new (require("string_decoder").StringDecoder)("utf8");
const read = task === "t1j" || task === "t5" ? lines : records;
let rest = "";
for (let n; (n = fs.readSync(file, room)) > 0; out = []) {
  rest = read(rest + decoder.write(room.subarray(0, n)), false, take);
  fs.writeSync(1, out.join(""));
}
out = [];
read(rest, true, take);
fs.writeSync(1, out.join(""));
