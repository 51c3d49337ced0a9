#!/bin/sh
# SPDX-License-Identifier: MIT
# examples/salesforce_org as its README.md has it: the commands in their
# order against precept sandbox, then each error that it names.

cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
for program in openssl curl; do
	command -v $program > /dev/null || {
		echo "There is no $program, which this test needs: install it."
		exit 1
	}
done
dir=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 $pid; rm -rf "$dir"' EXIT
cp -r examples/salesforce_org "$dir/w"
mkdir "$dir/bin"
ln -s "$PRECEPT" "$dir/bin/precept"
PATH=$dir/bin:$PATH
unset PRECEPT_NOW CREDENTIALS_DIRECTORY
cd "$dir/w" || exit 1
passed=0
failed=0

# that SENTENCE COMMAND ...: what it prints is shown when it fails.
that() {
	what=$1
	shift
	if "$@" > "$dir/out" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not so: $what"
		head -n 40 "$dir/out"
	fi
}

# code N COMMAND ...: does it exit with N?
code() {
	want=$1
	shift
	"$@" > "$dir/said" 2>&1
	is=$?
	cat "$dir/said"
	[ $is -eq "$want" ] || { echo "exit code $is"; return 1; }
}

# start COMMAND ...: a sandbox, on a port of its own.
start() {
	: > "$dir/up"
	"$@" --json --port 0 > "$dir/up" 2> "$dir/errors" &
	pid=$!
	tries=0
	while [ ! -s "$dir/up" ] && [ $tries -lt 200 ]; do
		sleep 0.05
		tries=$((tries + 1))
	done
	url=$(sed -n 's/{"url":"\([^"]*\)".*/\1/p' "$dir/up")
	sed -i "s#https://127.0.0.1:[0-9]*#$url#" connection.sandbox.lua
}

stop() {
	kill $pid
	wait $pid
	pid=
}

commands() {
	sed -n '/^## On this machine first/,/^## In your org/p' README.md |
	    sed -n 's/^    //p'
}

commands > "$dir/commands"
that 'README.md has its commands' [ "$(wc -l < "$dir/commands")" -eq 14 ]
while read -r line <&3; do
	case $line in
	'precept sandbox '*)
		# shellcheck disable=SC2086
		start $line
		that 'the sandbox has six accounts' grep -q '"rows":6' \
		    "$dir/up" ;;
	'precept plan')
		that "$line" code 2 precept plan
		cp "$dir/said" "$dir/plan" ;;
	*)	that "$line" sh -c "$line" ;;
	esac
done 3< "$dir/commands"
that 'the first plan shows four ratings' [ \
    "$(grep -c '^    Rating  .* -> ' "$dir/plan")" -eq 4 ]
that 'and three rows for the file' [ \
    "$(grep -c '^  + review.csv' "$dir/plan")" -eq 3 ]
that 'the file has them' [ "$(wc -l < review.csv)" -eq 4 ]
that 'what was undone is to be done again' code 2 precept plan \
    'Rate accounts by size'
precept plan -o first.plan > "$dir/said" 2>&1
that 'a saved plan is applied' precept apply first.plan
that 'nothing is left' code 0 precept plan 'Rate accounts by size'

# The connection for an org of one's own, and what git never gets to see.
cp connection.org.lua rules/connection.lua
that 'connection.org.lua is right' precept check
git init -q "$dir/git" 2> "$dir/said" && cp -r . "$dir/git"
that 'git sees no secret' [ -z "$(cd "$dir/git" && git status --porcelain \
    --untracked-files=all | grep -E '^.. (secrets|sandbox/|precept|review)')" ]

# says TEXT COMMAND ...: README.md names the error, and it is printed.
says() {
	text=$1
	shift
	"$@" > "$dir/said" 2>&1 && { echo 'it worked'; return 1; }
	grep -qF "| \`$text\`" README.md || { echo 'not in README.md'; return 1; }
	cat "$dir/said"
	grep -qF "$text" "$dir/said"
}

with() {
	sed "$1" connection.sandbox.lua > rules/connection.lua
}

error() {
	that "\`$1\`" says "$1" precept schema pull
}

fault() {
	curl -s --noproxy '*' --cacert sandbox/sandbox.crt -X DELETE \
	    "$url/sandbox/faults"
	[ -z "$1" ] || curl -s --noproxy '*' --cacert sandbox/sandbox.crt \
	    "$url/sandbox/faults" -d "$1" > /dev/null
}

key=secrets/salesforce-key
cp $key "$dir/key"
with ''
rm $key
error "there is no secret 'salesforce-key'"
openssl genrsa -out $key 2048 2> /dev/null
chmod 600 $key
error 'invalid_grant, invalid assertion'
chmod 644 $key
error "can be read by others: chmod 600 'secrets/salesforce-key'"
openssl genrsa -aes128 -passout pass:xxxx -out $key 2048 2> /dev/null
chmod 600 $key
error 'has a passphrase, and nobody is there to type it'
cp "$dir/key" $key
with 's/precept-sandbox/3MVG9/'
error 'invalid_client_id, client identifier invalid'
with 's/admin@/nobody@/'
error "invalid_grant, user hasn't approved this consumer"
with 's#sign_in .*#&\n  audience = "https://acme.my.salesforce.com",#'
error 'invalid_grant, audience is invalid'
with "s#$url#https://nosuch.invalid#"
error 'no address was found for'
with "s#$url#https://127.0.0.1:1#"
error 'could not be reached'
with '/ca_file/d'
error 'is not to be trusted'

with ''
fault 'hide field Account.Rating'
error "there is no field 'Rating' in salesforce.Account"
fault ''
that 'it is pulled once the right is there' precept schema pull
fault 'hide field Account.AnnualRevenue'
that 'a field hidden since the pull' says \
    "No such column 'AnnualRevenue' on entity 'Account'" precept plan
fault 'on *: error 403 API_DISABLED_FOR_ORG "No API."'
that 'no API' says 'API_DISABLED_FOR_ORG' precept plan
fault 'on *: daily limit'
that 'no calls left' says \
    'REQUEST_LIMIT_EXCEEDED, TotalRequests Limit exceeded' precept plan
fault ''
stop
rm -rf sandbox/org.db*
start precept sandbox --tls --certificate precept.crt \
    --load Account=data/accounts.csv
with ''
fault 'validation Account.Rating "Only sales may rate."'
that 'rows that the org refuses' code 3 precept run 'Rate accounts by size'
run=$(sed -n 's/.*(run \([0-9]*\)).*/\1/p' "$dir/said")
that 'their reasons are in the log' sh -c \
    "precept log $run | grep -q 'Only sales may rate.'"
fault ''
that 'and they go through later' precept retry "$run"
stop

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
