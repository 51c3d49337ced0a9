#!/bin/sh
# SPDX-License-Identifier: MIT
# The main job in a minute, offline: exports into the store, rules checked,
# planned, run, run again, a rejected row explained, one account's history.

set -eu
precept=${PRECEPT:-precept}
home=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$home/pendo_gainsight/." "$work"
cd "$work"
PRECEPT_NOW=2026-08-01T03:00:00Z
export PRECEPT_NOW

# Runs a command, shows it first; $1 is the exit code that it should have.
say() {
	want=$1
	shift
	printf '\n$ precept'
	for word in "$@"; do
		case $word in *' '*) printf ' "%s"' "$word" ;;
		*) printf ' %s' "$word" ;; esac
	done
	printf '\n'
	code=0
	"$precept" "$@" || code=$?
	if [ "$code" != "$want" ]; then
		echo "demo: exit code $code, not $want" >&2
		exit 1
	fi
}

echo "# Exports of Salesforce and Gainsight, into the workspace's store."
say 3 load salesforce.Account data/accounts.csv
echo
echo "# Three rows of the export are bad: which, and why?"
say 0 log 1 -n 3
say 0 load gainsight.ScoringSchemeDefinition data/scores.csv
say 0 load gainsight.CustomerInfo data/customers.csv
echo
echo "# Two rules of text, checked against the schemas, and their tests."
say 0 check
say 0 test
echo
echo "# What would they change? Nothing is written."
say 2 plan -n 3
echo
echo "# Now for real; and once more: nothing is left to change."
say 0 run
say 0 run
echo
echo "# One account: who wrote it, from what, when."
id=$(sed -n 2p data/accounts.csv | cut -d'"' -f2)
say 0 why "$id"
echo
echo "# And back: what the second rule wrote, undone."
say 0 log -n 4
say 0 undo 5
echo
echo "demo: done"
