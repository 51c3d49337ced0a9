# SPDX-License-Identifier: MIT
"""accounts.py t1|t1m|t1j|t2|t5 IN: T1 and T2 in plain Python, to stdout."""

import csv
import json
import re
import sys
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
DOMAIN = re.compile(r"https?://([a-z0-9.-]+)")


def rows(task, path):
    with open(path, encoding="utf-8", newline="") as lines:
        if task == "t1j":
            yield from map(json.loads, lines)
        elif task == "t5":
            for line in lines:
                yield from json.loads(line)["records"]
        else:
            yield from csv.DictReader(lines)


def health(visitors):
    if visitors >= 500:
        return "GREEN"
    return "YELLOW" if visitors >= 100 else "ORANGE" if visitors >= 10 else "RED"


def account(row):
    minutes = row["Pendo_timeonsite_last30d__c"]
    visit = row["Pendo_lastvisit_last30d__c"]
    return {
        "AccountId": row["Id"],
        "Visitors": int(row["Pendo_numberofvisitors_last30d__c"]),
        "Minutes": None if minutes in (None, "") else float(minutes),
        "LastVisit": visit[:10] if visit else None,
        "Level": "ACCOUNTLEVEL",
        "RuleDate": "2026-08-01",
    }


def add_second(out, row):
    minutes, visitors = row["Pendo_timeonsite_last30d__c"], out["Visitors"]
    found = DOMAIN.search(row["Description"])
    out["MinutesPerVisitor"] = None
    if minutes and visitors > 0:
        ratio = Decimal(minutes) / visitors
        out["MinutesPerVisitor"] = float(ratio.quantize(HUNDREDTH, ROUND_HALF_UP))
    out["Health"] = health(visitors)
    out["Industry"] = row["Industry"].upper() or None
    out["Domain"] = found.group(1) if found else None


def main(task, path):
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    write = sys.stdout.write
    for row in rows(task, path):
        if row["Is_Gainsight_Customer__c"] not in ("true", True):
            continue
        if row["Pendo_numberofvisitors_last30d__c"] in (None, ""):
            continue
        out = account(row)
        if task == "t2":
            add_second(out, row)
        write(encode(out) + "\n")


main(sys.argv[1], sys.argv[2])
