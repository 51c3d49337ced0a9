# SPDX-License-Identifier: MIT
"""sync.py SAID IN all|changed: an export into accounts by simple-salesforce,
all rows or those that differ from what is there."""

import csv
import io
import json
import sys

import requests
from requests.adapters import HTTPAdapter
from simple_salesforce import Salesforce

said, path, way = sys.argv[1:]
with open(said, encoding="utf-8") as file:
    org = json.load(file)


class ToSandbox(HTTPAdapter):
    """The library speaks HTTPS to Salesforce's own hosts only."""

    def send(self, request, **options):
        request.url = org["url"] + "/" + request.url.split("/", 3)[3]
        return super().send(request, **options)


def connect():
    session = requests.Session()
    session.mount("https://", ToSandbox())
    return Salesforce(
        session=session,
        version="62.0",
        consumer_key=org["client_id"],
        consumer_secret=org["client_secret"],
        domain="sandbox.my",
    )


def values(row):
    return float(row["Visitors__c"]), float(row["Minutes__c"])


def changed(account, rows):
    there = {}
    for page in account.query("SELECT Id, Visitors__c, Minutes__c FROM Account"):
        for row in csv.DictReader(io.StringIO(page)):
            there[row["Id"][:15]] = values(row)
    return [r for r in rows if there[r["Id"][:15]] != values(r)]


def main():
    with open(path, encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    account = connect().bulk2.Account
    if way == "changed":
        rows = changed(account, rows)
    if rows:
        account.update(records=rows)


main()
