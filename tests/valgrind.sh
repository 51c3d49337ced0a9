#!/bin/sh
# SPDX-License-Identifier: MIT
# `make valgrind`: the main commands under valgrind, which sees what the
# sanitizers do not: values that were never set, memory that a library loses,
# files that are still open in the end. Each command is one test.

set -u
cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/valgrind}" "${PRECEPT:=$PWD/$BUILD/precept}"
command -v valgrind > /dev/null || {
	echo "valgrind is not there: sh .ci/deps valgrind"
	exit 1
}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
PRECEPT_NOW=2026-08-01T03:00:00Z
NO_COLOR=1
LC_ALL=C.UTF-8
export PRECEPT_NOW NO_COLOR LC_ALL
passed=0
failed=0

# Descriptors that were open before do not count.
left_open() {
	awk '/Open .*(descriptor|socket)/ { what = $0; next }
	    what != "" && !/<inherited from parent>/ { print what; n++ }
	    { what = "" }
	    END { exit n == 0 }' "$dir/found"
}

# ends CODE ARGUMENT …: the program ends so, and valgrind finds nothing.
ends() {
	want=$1
	shift
	valgrind -q --error-exitcode=99 --leak-check=full --track-fds=yes \
	    --errors-for-leak-kinds=definite,indirect,possible \
	    --log-file="$dir/found" "$PRECEPT" "$@" \
	    < /dev/null > "$dir/said" 2>&1
	code=$?
	if [ $code -eq "$want" ] && ! left_open; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "precept $*: ends with $code, not $want, or valgrind objects"
	cat "$dir/said" "$dir/found"
}

ends 0 init "$dir/crm"
cd "$dir/crm" || exit 1
cat > rules/rows.lua << 'END'
rule "rows" {
  source = csv { path = "data/rows.csv", fields = {
    Id = "text(4)", Born = "date", Score = "decimal(5,2)" } },
  show = { "Id", "Born", score = "round(Score * 2, 1)" },
  filters = "Id is null or Id != 'no'",
  actions = {
    load { into = "store.People", operation = "upsert", keys = { "Id" },
           map = { Id = "Id", Born = { "Born", null = "clear" },
                   Score = "score" } },
  },
}
rule "out" {
  source = "store.People",
  show = { "Id", "Born" },
  actions = { export_file { path = "out/people.jsonl" } },
}
END
printf 'Id,Born,Score\na1,2001-02-03,7\na2,,8\n' > data/people.csv
printf 'Id,Born,Score\na1,,7.5\na2,1999-12-31,4\na2,,1\n,,\nno,,\nb,x,1\n' \
    > data/rows.csv
ends 0 load store.People data/people.csv \
    --fields Id:text\(4\),Born:date,Score:decimal\(5,2\)
ends 0 load salesforce.Account data/accounts.csv
ends 0 check
ends 0 test
ends 0 explain
ends 2 plan
ends 2 plan rows -o p.jsonl
ends 3 apply p.jsonl
ends 1 apply p.jsonl
ends 3 run rows
ends 0 run 'Pendo usage to Gainsight'
ends 0 run 'Pendo usage to Gainsight' --json
printf 'Id,Born,Score\nb,2001-01-01,1\n' >> data/rows.csv
ends 3 retry 3
ends 0 run out
ends 0 log
ends 0 log 3 --json
ends 0 why a2
ends 0 undo 3
ends 0 undo 3
ends 0 help P104
printf 'rule "r" { source = "salesforce.Acount", show = { "Id", ' > rules/b.lua
ends 1 check
printf 'rule "r" { source = "salesforce.Acount", shw = { "Id" } }' \
    > rules/b.lua
ends 1 check
ends 1 run nothing
ends 1 nothing

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
