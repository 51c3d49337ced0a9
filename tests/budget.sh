#!/bin/sh
# SPDX-License-Identifier: MIT
# What a rule costs of a service's calls: estimated by plan, counted by run,
# kept to the budgets. Against a sandbox in a process of its own.

cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
dir=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 $pid; rm -rf "$dir"' EXIT
passed=0
failed=0
PRECEPT_NOW=2026-08-01T03:00:00Z
export PRECEPT_NOW

# is WHAT GOT WANTED
is() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		printf '%s:\n%s\ninstead of\n%s\n' "$1" "$2" "$3"
		failed=$((failed + 1))
	fi
}

# start OPTION ...
start() {
	: > "$dir/said"
	"$PRECEPT" sandbox --new --json --port 0 "$@" "$dir/org" \
	    > "$dir/said" 2> "$dir/errors" &
	pid=$!
	tries=0
	while [ ! -s "$dir/said" ] && [ $tries -lt 200 ] &&
	    kill -0 $pid 2> /dev/null; do
		sleep 0.05
		tries=$((tries + 1))
	done
	url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$dir/said")
	sed -n 's/.*"client_secret":"\([^"]*\)".*/\1/p' "$dir/said" \
	    > "$dir/w/secrets/s"
	sed "s|URL|$url|; s|BUDGET|$budget|" > "$dir/w/rules/c.lua" <<'END'
connection "salesforce" {
  kind = "salesforce", login = "URL", sign_in = "client_credentials",
  client_id = "precept-sandbox", client_secret = secret "s", BUDGET
}
END
}

stop() {
	kill -TERM $pid
	wait $pid
	pid=
}

# rule BUDGET FORMULA
rule() {
	sed "s|BUDGET|$1|; s|FORMULA|$2|" > "$dir/w/rules/r.lua" <<'END'
rule "double" {
  source  = "salesforce.Account",
  show    = { "Id", n = "NumberOfEmployees" },
  actions = {
    load_to_sfdc {
      object = "Account", operation = "update", keys = { "Id" },
      map = { Id = "Id", NumberOfEmployees = "FORMULA" },
    },
  },
  BUDGET
  tests = {
    { rows = { { Id = "001000000000001AAA", n = 1 } },
      gives = { { NumberOfEmployees = 2 } } } },
}
END
}

precept() {
	"$PRECEPT" "$@" -C "$dir/w" 2>&1
}

# The counts of bytes are not what is looked at.
calls() {
	sed -n 's/, [0-9]* kB//; /^  salesforce: /p'
}

mkdir -p "$dir/w/rules" "$dir/w/secrets"
chmod 700 "$dir/w/secrets"
: > "$dir/w/secrets/s"
chmod 600 "$dir/w/secrets/s"
awk 'BEGIN { print "Id,Name,NumberOfEmployees"
	for (i = 1; i <= 900; i++)
		printf "001%012d,Account %d,%d\n", i, i, i }' > "$dir/a.csv"

budget=
start --load "Account=$dir/a.csv" --api-limit 1000
rule '' 'n * 2'
is 'the estimate' "$(precept plan -n 0 | calls)" \
    '  salesforce: 4 calls to plan, about 5 more to do it; 4 of the org'"'"'s 1000 of the day are used'
is 'for scripts' "$(precept plan -n 0 --json |
    sed 's/.*"calls":\[\({[^}]*}\)\].*/\1/; s/"bytes":[0-9]*,//')" \
    '{"connection":"salesforce","made":4,"more":5,"day_used":8,"day_max":1000}'
rule 'budget = { calls = 8 },' 'n * 2'
is 'a budget that is too small' "$(precept run; echo $?)" \
    "precept: connection 'salesforce': 4 calls are made, writing takes about \
5 more, and the rule's budget allows 8 in one run: raise 'calls' in its \
budget, or let it write less
1"
is 'nothing was written' "$(precept plan -n 0 | sed 1q)" \
    'double: 900 to update of 900 read'
rule 'budget = { calls = 2 },' 'n * 2'
is 'one that does not even do for reading' "$(precept plan; echo $?)" \
    "precept: rule 'double', load_to_sfdc: connection 'salesforce': 2 of the 2 calls that \
the rule's budget allows in one run are made, and the next is not: raise \
'calls' in its budget, or let it read and write less
1"
rule 'budget = { leave = "99%" },' 'n * 2'
is 'calls that are left to others' "$(precept run; echo $?)" \
    "precept: rule 'double', load_to_sfdc: connection 'salesforce': 19 of the \
org's 1000 calls of the day are used, and the rule's budget leaves 990 of \
them to others: wait, or lower 'leave' in its budget
1"
rule 'budget = { calls = 9 },' 'n * 2'
is 'one that does' "$(precept run | calls)" \
    "  salesforce: 9 calls; 28 of the org's 1000 of the day are used"
is 'a plan for it' "$(precept plan -n 0 -o "$dir/p" | calls)" \
    "  salesforce: 4 calls to plan, about 5 more to do it; 32 of the org's \
1000 of the day are used"
is 'applied: each record is looked at again' \
    "$(precept apply "$dir/p" | calls)" \
    "  salesforce: 8 calls; 40 of the org's 1000 of the day are used"
is 'and all is done' "$(precept log 4 -n 0 | sed -n 2p)" \
    '        900 updated of 900 read'

# A budget that ends in the midst: what was not sent is for the next run.
printf 'on PATCH /composite/**: status 503 once\n' > "$dir/faults"
rule 'budget = { calls = 9 },' '7'
curl -s --noproxy '*' --data-binary "@$dir/faults" "$url/sandbox/faults" \
    > /dev/null
is 'one call more than was thought' "$(precept run -q; echo $?)" \
    "precept: connection 'salesforce': 9 of the 9 calls that the rule's \
budget allows in one run are made, and the next is not: raise 'calls' in its \
budget, or let it read and write less; 'precept retry 5' goes on with the \
rows that are not written yet
1"
is 'what was done' "$(precept log -n 1 | sed -n 2p)" \
    '        700 updated of 700 read'
is 'retry does the rest' "$(precept retry 5 | sed 1q)" \
    'double (run 5): 900 updated of 900 read'
stop

budget='budget = { calls = 3 },'
start --load "Account=$dir/a.csv"
is 'the connection'"'"'s budget' "$(precept plan -n 0; echo $?)" \
    "precept: rule 'double', load_to_sfdc: connection 'salesforce': 3 of the \
3 calls that the connection's budget allows in one run are made, and the \
next is not: raise 'calls' in its budget, or let it read and write less
1"
stop

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
