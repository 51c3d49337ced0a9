#!/bin/sh
# SPDX-License-Identifier: MIT
# The disk is full from the n-th write of a command on, for every n. Each time
# the command says so in one sentence that names the file and ends with 1,
# leaves nothing half-written, and with space again does what it should have.

set -u
cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
[ -x "$PRECEPT" ] || { echo "there is no $PRECEPT"; exit 1; }
here=$PWD
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
shim=$dir/full.so
gcc -shared -fPIC -O1 -D_GNU_SOURCE -o "$shim" tests/shim/full.c -ldl || exit 1
PRECEPT_NOW=2026-08-01T00:00:00Z
export PRECEPT_NOW

rows() {
	awk -v n="$1" -v by="$2" 'BEGIN { print "key,value"
		for (i = 1; i <= n; i++) printf "k%03d,%d\n", i, i * by }'
}

new=$dir/new
mkdir -p "$new/rules" "$new/data"
cp "$here/tests/shim/kill.lua" "$new/rules/"
# An upsert alone, for undo.
sed '/load { into = "store.Lines"/,/map = /d; /rule "dump/,$d; s/"fill"/"up"/' \
    tests/shim/kill.lua > "$new/rules/up.lua"
rows 100 7 > "$new/data/in.csv"
rows 50 1 > "$new/data/old.csv"
fields=key:text\(10\),value:integer
for object in Table Lines; do
	(cd "$new" && "$PRECEPT" load store.$object data/old.csv \
	    --fields "$fields" -q) > "$dir/out" 2>&1 || {
		cat "$dir/out"; exit 1; }
done
cp -r "$new" "$dir/filled"
(cd "$dir/filled" && "$PRECEPT" run up -q) > /dev/null || exit 1

# What is in the store, told by the program itself.
state() {
	"$PRECEPT" run "dump table" "dump lines" -q > /dev/null 2>> "$dir/out" ||
	    return 1
	sort out/table.jsonl out/lines.jsonl
}

wrong() {
	echo "$name, full at write $n: $1"
	cat "$dir/out"
	bad=1
}

# One sentence, and nothing that is only half there.
look() {
	[ $code -eq 1 ] || wrong "it ended with $code"
	[ "$(grep -c . "$dir/out")" -eq 1 ] || wrong "that is not one line"
	grep -Eq 'precept.db|write p:|out/' "$dir/out" ||
	    wrong "no file is named"
	grep -Eq 'disk is full|No space left' "$dir/out" ||
	    wrong "it does not say what is wrong"
	[ -z "$(find . -name '*.part*')" ] || wrong "half a file is left"
}

# A run that stays open is finished by the next command that writes.
again() {
	want=$1
	shift
	case $1,$(cat "$dir/out") in
	run,*'stays open'*)	set -- run "dump table"
				want=0 ;;
	esac
	"$PRECEPT" "$@" -q > "$dir/said" 2>> "$dir/out"
	is=$?
	[ $is -eq "$want" ] || wrong "again it ended with $is"
}

# every NAME FROM ACCEPTED COMMAND …: ACCEPTED is its exit code when it works.
every() {
	name=$1 from=$2 good=$3
	shift 3
	n=0
	while n=$((n + 1)); do
		bad=0
		rm -rf "$dir/work"
		cp -r "$from" "$dir/work"
		cd "$dir/work" || exit 1
		FULL_AT=$n LD_PRELOAD=$shim \
		    ASAN_OPTIONS=verify_asan_link_order=0 \
		    "$PRECEPT" "$@" -q > "$dir/said" 2> "$dir/out"
		code=$?
		[ $code -eq "$good" ] || look
		[ $code -eq "$good" ] || again "$good" "$@"
		state > "$dir/is" || wrong "the store cannot be read"
		[ $n -gt 1 ] || [ -f "$dir/right.$name" ] || right "$from" "$@"
		cmp -s "$dir/right.$name" "$dir/is" ||
		    wrong "the store is another"
		[ $bad -eq 0 ] && passed=$((passed + 1)) ||
		    failed=$((failed + 1))
		[ $code -ne "$good" ] || break
		[ $n -lt 500 ] || { wrong "there is no end"; break; }
	done
	[ $n -gt 3 ] || { wrong "only $n writes: the shim does not work"
		failed=$((failed + 1)); }
}

# What the store holds after the command without any fault.
right() {
	rm -rf "$dir/whole"
	cp -r "$1" "$dir/whole"
	shift
	(cd "$dir/whole" && "$PRECEPT" "$@" -q > /dev/null 2>&1
	    state) > "$dir/right.$name"
}

passed=0
failed=0
every run "$new" 0 run fill
every load "$new" 0 load store.Other data/in.csv --fields "$fields"
every plan "$new" 2 plan fill -o p
every export "$new" 0 run "dump lines"
every undo "$dir/filled" 0 undo 3
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
