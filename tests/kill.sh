#!/bin/sh
# SPDX-License-Identifier: MIT
# A run is killed before every single call that changes a file. The next
# start must finish or settle it: no record is lost, none is doubled, and the
# ledger tells of exactly what is there.

set -u
cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
[ -x "$PRECEPT" ] || { echo "there is no $PRECEPT"; exit 1; }
here=$PWD
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
shim=$dir/kill.so
gcc -shared -fPIC -O1 -D_GNU_SOURCE -o "$shim" tests/shim/kill.c -ldl || exit 1
PRECEPT_NOW=2026-08-01T00:00:00Z
export PRECEPT_NOW

mkdir -p "$dir/new/rules" "$dir/new/data"
cp "$here/tests/shim/kill.lua" "$dir/new/rules/"
awk 'BEGIN { print "key,value"; for (i = 1; i <= 100; i++)
	printf "k%03d,%d\n", i, i * 7 }' > "$dir/new/data/in.csv"
awk 'BEGIN { print "key,value"; for (i = 1; i <= 50; i++)
	printf "k%03d,%d\n", i, i }' > "$dir/new/data/old.csv"
(cd "$dir/new" &&
    "$PRECEPT" load store.Table data/old.csv --fields \
	"key:text(10),value:integer" &&
    "$PRECEPT" load store.Lines data/old.csv --fields \
	"key:text(10),value:integer") > "$dir/out" 2>&1 || {
	cat "$dir/out"; exit 1; }

# What must be there in the end: the upserted table has 100 records, the
# inserted lines 150, each key as often as without a kill.
state() {
	"$PRECEPT" run "dump table" "dump lines" -q > /dev/null 2>> "$dir/out" ||
	    return 1
	sort out/table.jsonl out/lines.jsonl
}

failed=0
n=0
cp -r "$dir/new" "$dir/right"
cd "$dir/right" || exit 1
"$PRECEPT" run fill -q > "$dir/out" 2>&1 || { cat "$dir/out"; exit 1; }
state > "$dir/right.txt" || { cat "$dir/out"; exit 1; }
[ "$(wc -l < "$dir/right.txt")" -eq 250 ] || {
	echo "without a kill there are $(wc -l < "$dir/right.txt") rows"; exit 1; }

while :; do
	n=$((n + 1))
	rm -rf "$dir/work"
	cp -r "$dir/new" "$dir/work"
	cd "$dir/work" || exit 1
	KILL_AT=$n LD_PRELOAD=$shim ASAN_OPTIONS=verify_asan_link_order=0 \
	    "$PRECEPT" run fill -q > "$dir/out" 2>&1
	code=$?
	# If the kill came before the journal knew of the run, it is done now;
	# else the next start has finished it and this changes nothing.
	if [ $code -ne 0 ]; then
		"$PRECEPT" log --json > "$dir/log" 2>> "$dir/out"
		if grep -q '"rule":"fill"' "$dir/log"; then
			"$PRECEPT" run "dump table" -q >> "$dir/out" 2>&1
		else
			"$PRECEPT" run fill -q >> "$dir/out" 2>&1
		fi
	fi
	state > "$dir/is.txt"
	if ! cmp -s "$dir/right.txt" "$dir/is.txt"; then
		failed=$((failed + 1))
		echo "killed at $n: $(wc -l < "$dir/is.txt") rows"
		diff "$dir/right.txt" "$dir/is.txt" | head -5
		cat "$dir/out"
	fi
	[ $code -ne 0 ] || break
	[ $n -lt 2000 ] || { echo "no end"; failed=$((failed + 1)); break; }
done
[ $n -gt 10 ] || { echo "only $n steps: the shim does not work"; failed=1; }
echo "$((n - failed)) passed, $failed failed"
[ $failed -eq 0 ]
