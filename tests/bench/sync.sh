#!/bin/sh
# SPDX-License-Identifier: MIT
# sh tests/bench/sync.sh DIR - what a sync of 100,000 accounts costs in calls and
# bytes, ours and by two libraries; each against a new org of `precept sandbox`
# in a process of its own. In a network of its own (`unshare -rn`) the bytes of
# the wire are counted too.

cd "$(dirname "$0")/../.." || exit 1
: "${PRECEPT:=$PWD/build/release/precept}" "${ACCOUNTS:=100000}"
here=$PWD/tests/bench
tools=$PWD/build/foreign
dir=$1
wire=0
pid=
bad=0
trap '[ -z "$pid" ] || kill -9 $pid' EXIT
unset CREDENTIALS_DIRECTORY
[ -z "$WIRE" ] || { ip link set lo up && wire=1; }

fail() {
	echo "bench: $*" >&2
	exit 1
}

# start: an org as Account.csv has it, and a workspace connected to it.
start() {
	rm -rf "$dir/org" "$dir/space"
	mkdir -p "$dir/space/data" "$dir/space/secrets"
	cp -r "$here/sync/rules" "$here/sync/schema" "$dir/space/"
	chmod 700 "$dir/space/secrets"
	: > "$dir/said"
	"$PRECEPT" sandbox "$dir/org" --new --json --port 0 \
	    --schema "$here/sync/schema" --load "Account=$dir/Account.csv" \
	    > "$dir/said" 2> "$dir/log" &
	pid=$!
	while [ ! -s "$dir/said" ]; do
		kill -0 $pid 2> /dev/null || fail "$(cat "$dir/log")"
		sleep 0.1
	done
	url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$dir/said")
	cp -p "$dir/org/secrets/salesforce-client_secret" "$dir/space/secrets/"
	sed "s|URL|$url|" "$here/sync/connection.lua" \
	    > "$dir/space/rules/connection.lua"
}

stop() {
	kill -TERM $pid
	wait $pid
	pid=
}

ask() {
	curl -s --noproxy '*' "$@"
}

# Bytes that this network's own loopback has seen.
seen() {
	sed -n 's/^ *lo: *\([0-9]*\).*/\1/p' /proc/net/dev
}

# count PATTERN: how many calls of the log are like it.
count() {
	grep -c "$1" "$dir/calls"
}

# Records that the org should have and has not as in.csv says.
wrong() {
	sqlite3 -cmd '.mode csv' -cmd ".import $dir/in.csv wanted" \
	    -cmd 'CREATE UNIQUE INDEX by_id ON wanted (Id)' \
	    -cmd "ATTACH 'file:$dir/org/org.db?mode=ro' AS org" :memory: \
	    'SELECT (SELECT count(*) FROM wanted) - count(*)
	    FROM org.Account a CROSS JOIN wanted w
	    ON w.Id = substr(a.Id, 1, 15)
	    WHERE a.Visitors__c = CAST(w.Visitors__c AS REAL)
	    AND a.Minutes__c = CAST(w.Minutes__c AS REAL)'
}

# measure TASK PROGRAM COMMAND ...
measure() {
	name=$1
	program=$2
	shift 2
	ask -X DELETE "$url/sandbox/log"
	before=$(seen)
	"$dir/watch" "$dir/took" "$@" > "$dir/log" 2>&1 ||
	    fail "$program: $(cat "$dir/log")"
	after=$(seen)
	ask "$url/sandbox/log" | grep -v /oauth2/ > "$dir/calls"
	read -r seconds cpu _ < "$dir/took"
	answer=OK
	[ "$(wrong)" = 0 ] || { answer=DIFF; bad=1; }
	bytes=-
	[ $wire = 0 ] || bytes=$(((after - before) / 1024))
	body=$(sed 's/.*"received":\([0-9]*\),"bytes":\([0-9]*\).*/\1 \2/' \
	    "$dir/calls" | awk '{ n += $1 + $2 } END { print int(n / 1024) }')
	printf '%-7s %-18s %7d %5d %8s %8d %8.2f %7.2f  %s\n' "$name" \
	    "$program" "$(count '"method"')" "$(count \
	    '"POST".*/jobs/')" "$bytes" "$body" "$seconds" "$cpu" "$answer"
}

# use EVERY: the export; the values of each EVERYth account are new.
use() {
	awk -F, -v OFS=, -v n="$1" 'NR == 1 { print $1, $3, $4; next }
	    { print $1, $3 + ((NR - 1) % n == 0), $4 }' \
	    "$dir/Account.csv" > "$dir/in.csv"
	cp "$dir/in.csv" "$dir/space/data/"
}

ours() {
	measure "$1" precept "$PRECEPT" run sync -C "$dir/space" -q
}

jsforce() {
	node=$(echo "$tools"/jsforce/node_modules/node-linux-*/bin/node)
	[ -x "$node" ] || return
	NODE_PATH=$tools/jsforce/node_modules measure "$1" "jsforce, $2" \
	    "$node" "$here/peers/sync.js" "$dir/said" "$dir/in.csv" "$2"
}

simple_salesforce() {
	[ -x "$tools/simple_salesforce/bin/python" ] || return
	measure "$1" "simple-s., $2" "$tools/simple_salesforce/bin/python" \
	    "$here/peers/sync.py" "$dir/said" "$dir/in.csv" "$2"
}

# each TASK EVERY COMMAND ...: for a new org.
each() {
	start
	use "$2"
	"$3" "$1" "$4"
	[ "$3" != ours ] || ours again
	stop
}

mkdir -p "$dir"
cc -O2 -std=gnu11 -D_GNU_SOURCE -o "$dir/watch" "$here/watch.c" || exit 1
awk -v n="$ACCOUNTS" 'BEGIN { print "Id,Name,Visitors__c,Minutes__c"
	for (i = 1; i <= n; i++)
		printf "001%012d,Account %d,%d,%.2f\n", i, i, i % 977,
		    (i % 7919) / 4 }' > "$dir/Account.csv"
printf '\n%-7s %-18s %7s %5s %8s %8s %8s %7s  %s\n' task program calls jobs \
    wire-kB body-kB seconds cpu answer
for every in 20 200; do
	task=sync$((ACCOUNTS / every))
	each $task $every ours
	each $task $every jsforce changed
	each $task $every simple_salesforce changed
done
each "sync$((ACCOUNTS / 20))" 20 jsforce all
each "sync$((ACCOUNTS / 20))" 20 simple_salesforce all
exit $bad
