#!/bin/sh
# SPDX-License-Identifier: MIT
# A run into Salesforce (the sandbox), by calls and by Bulk jobs, is killed
# before and after whatever it sends, and before every single call that
# changes a file. The next start must settle it by looking at the org, and
# finish it: no record is lost, none is doubled, and the ledger has the id of
# each.

set -u
cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
[ -x "$PRECEPT" ] || { echo "there is no $PRECEPT"; exit 1; }
: "${KILL_STEP:=7}"		# every seventh step, later fewer; 1: all
here=$PWD
dir=$(mktemp -d)
sandbox=
trap '[ -z "$sandbox" ] || kill "$sandbox"; rm -rf "$dir"' EXIT
shim=$dir/kill.so
gcc -shared -fPIC -O1 -D_GNU_SOURCE -o "$shim" tests/shim/kill.c -ldl || exit 1
unset CREDENTIALS_DIRECTORY

mkdir -p "$dir/new/rules" "$dir/new/data" "$dir/new/schema" "$dir/new/secrets"
cp tests/shim/kill_salesforce.json "$dir/new/schema/salesforce.Account.json"
chmod 700 "$dir/new/secrets"

# A new org each time: what earlier tries left would be asked for again.
open_org() {
	[ -z "$sandbox" ] || { kill "$sandbox"; wait "$sandbox"; } 2> /dev/null
	: > "$dir/sandbox.json"
	"$PRECEPT" sandbox "$dir/org" --port 0 --new --json --api-limit 1000000 \
	    --schema "$dir/new/schema" > "$dir/sandbox.json" \
	    2> "$dir/sandbox.err" &
	sandbox=$!
	url=
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		url=$(sed -n 's/.*"\(http:[^"]*\)".*/\1/p' "$dir/sandbox.json")
		[ -z "$url" ] || break
		sleep 0.1
	done
	[ -n "$url" ] || { cat "$dir/sandbox.err"; exit 1; }
	cp -p "$dir/org/secrets/salesforce-client_secret" "$dir/new/secrets/" ||
	    exit 1
}

# Rows of this try have its number in their names.
ready() {
	rm -rf "$dir/work"
	cp -r "$dir/new" "$dir/work"
	cd "$dir/work" || exit 1
	sed "s|URL|$url|; s|PREFIX|$1-|" "$here/tests/shim/kill_salesforce.lua" \
	    > rules/a.lua
	awk -v p="$1-" -v n="$2" 'BEGIN { print "key,name";
	    for (i = 1; i <= n; i++) printf "%s%03d,%s%03d\n", p, i, p, i }' \
	    > data/in.csv
}

later() {
	PRECEPT_NOW=$(date -u -d '+10 minutes' +%Y-%m-%dT%H:%M:%SZ) \
	    "$PRECEPT" "$@" -q
}

# state RULE WANTED: as many accounts, all of them different; as many rows
# in the ledger that have an id.
state() {
	rm -f out/accounts.jsonl
	later run dump >> "$dir/out" 2>&1 || { echo "cannot look"; return 1; }
	n=$(wc -l < out/accounts.jsonl)
	u=$(sort -u out/accounts.jsonl | wc -l)
	[ "$n" -eq "$2" ] && [ "$u" -eq "$2" ] || {
		echo "$n accounts, $u different ones"
		return 1
	}
	"$PRECEPT" log --json | grep -o "{\"rule\":\"$1\"[^}]*" > "$dir/log"
	grep -q "\"state\":\"done\".*\"created\":$2," "$dir/log" &&
	    [ "$(wc -l < "$dir/log")" -eq 1 ] || { cat "$dir/log"; return 1; }
	run=$(sed -n 's/.*"run":\([0-9]*\).*/\1/p' "$dir/log")
	n=$("$PRECEPT" log "$run" --all --json | grep -o '"id":"001Sb' | wc -l)
	[ "$n" -eq "$2" ] || { echo "$n rows in the ledger"; return 1; }
}

passed=0
failed=0

# kill_all RULE ROWS: a run of so many rows, killed at each step.
kill_all() {
	at=1
	while :; do
		open_org
		ready "$1$2-$at" "$2"
		{ KILL_AT=$at LD_PRELOAD=$shim \
		    ASAN_OPTIONS=verify_asan_link_order=0 \
		    "$PRECEPT" run "$1" -q > "$dir/out" 2>&1; } 2> /dev/null
		code=$?
		[ $code -eq 0 ] || [ $code -eq 137 ] || {
			cat "$dir/out"
			failed=$((failed + 1))
			break
		}
		# Before the journal knew of it, it is done now; else the next
		# start has finished it.
		if [ $code -ne 0 ]; then
			"$PRECEPT" log --json > "$dir/log" 2>> "$dir/out"
			grep -q "\"rule\":\"$1\"" "$dir/log" ||
			    later run "$1" >> "$dir/out" 2>&1
		fi
		if state "$1" "$2"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "$1 of $2, killed at $at:"
			cat "$dir/out"
		fi
		[ $code -ne 0 ] || break
		[ $at -lt 100000 ] || { echo "no end"; failed=1; break; }
		[ "$KILL_STEP" -eq 1 ] || at=$((at + at / 16))
		at=$((at + KILL_STEP))
	done
	[ $at -gt 10 ] || { echo "only $at steps"; failed=1; }
}

kill_all insert 30
kill_all upsert 30
# More go by Bulk 2.0: here whatever is sent or comes is a step.
export KILL_NET=1
kill_all insert 2001
kill_all upsert 2001
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
