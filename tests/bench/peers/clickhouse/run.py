# SPDX-License-Identifier: MIT
"""run.py FILE.sql: ClickHouse inside of Python, where its program is not."""

import sys

import chdb

with open(sys.argv[1], encoding="utf-8") as sql:
    chdb.query(sql.read())
