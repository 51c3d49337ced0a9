#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py REF OUT: do two files of JSON lines hold the same rows?

Rows are found by AccountId. OK: every value is the same, to the digit. NEAR:
only numbers differ, by at most 0.01, as ties do that were rounded in binary
floating point. DIFF: anything else; the first three are shown, and the exit
code is 1. A key whose value is null may be left out.
"""

import json
import sys
from decimal import Decimal

SAME, NEAR, DIFF = range(3)


def load(path):
    rows, twice = {}, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line, parse_float=Decimal, parse_int=Decimal)
            twice += row["AccountId"] in rows
            rows[row["AccountId"]] = row
    return rows, twice


def compare_values(a, b):
    if a == b and isinstance(a, bool) == isinstance(b, bool):
        return SAME
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return NEAR if abs(a - b) <= Decimal("0.01") else DIFF
    return DIFF


def compare(a, b):
    if a is None or b is None:
        return DIFF
    return max((compare_values(a.get(k), b.get(k)) for k in a.keys() | b.keys()),
               default=SAME)


def main(ref_path, out_path):
    ref, _ = load(ref_path)
    out, twice = load(out_path)
    near, diff = 0, []
    for key in ref.keys() | out.keys():
        found = compare(ref.get(key), out.get(key))
        near += found == NEAR
        if found == DIFF:
            diff.append(key)
    verdict = "DIFF" if diff or twice else "NEAR" if near else "OK"
    print(f"{verdict} {len(ref)} rows expected, {len(out)} found, "
          f"{near} near, {len(diff)} different, {twice} twice")
    for key in diff[:3]:
        print(f"  {key}\n    expected {ref.get(key)}\n    found    {out.get(key)}")
    return verdict == "DIFF"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
