# SPDX-License-Identifier: MIT
"""run.py FILE.sql: DuckDB's Python module, where its command line is not."""

import sys

import duckdb

with open(sys.argv[1], encoding="utf-8") as sql:
    duckdb.execute(sql.read())
