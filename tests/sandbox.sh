#!/bin/sh
# SPDX-License-Identifier: MIT
# precept sandbox as a shell sees it: started, signed in to with curl, asked,
# switched, stopped, started again.

cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
command -v curl > /dev/null || {
	echo "There is no curl to ask the sandbox with: install curl."
	exit 1
}
dir=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 $pid; rm -rf "$dir"' EXIT
passed=0
failed=0

# is WHAT GOT WANTED
is() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		echo "$1: '$2' instead of '$3'"
		failed=$((failed + 1))
	fi
}

# start OPTION ...: a sandbox in w/sandbox; what it said is in $dir/said.
start() {
	: > "$dir/said"
	"$PRECEPT" sandbox -C "$dir/w" --json --port 0 "$@" \
	    > "$dir/said" 2> "$dir/errors" &
	pid=$!
	tries=0
	while [ ! -s "$dir/said" ] && [ $tries -lt 200 ] &&
	    kill -0 $pid 2> /dev/null; do
		sleep 0.05
		tries=$((tries + 1))
	done
	url=$(said url)
}

# stop SIGNAL: 'code' is the exit code then.
stop() {
	kill -"$1" $pid
	wait $pid
	code=$?
	pid=
}

said() {
	sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$dir/said"
}

ask() {
	curl -s --max-time 20 --noproxy '*' "$@"
}

sign_in() {
	token=$(ask "$@" "$url/services/oauth2/token" \
	    -d grant_type=client_credentials \
	    -u "$(said client_id):$(said client_secret)" |
	    sed 's/.*"access_token":"\([^"]*\)".*/\1/')
}

count() {
	ask "$@" -H "Authorization: Bearer $token" \
	    "$url/services/data/v62.0/query?q=SELECT+count()+FROM+Account" |
	    sed 's/.*"totalSize":\([0-9]*\).*/\1/'
}

"$PRECEPT" init -q "$dir/w"
cp "$dir/w/data/accounts.csv" "$dir/Account.csv"

start --load "$dir/Account.csv"
is 'a file without its object' "$(cat "$dir/errors")" \
    "precept: --load $dir/Account.csv: it is no folder; a file is given with its object: --load Account=$dir/Account.csv"
wait "$pid"
pid=

start --load "Account=$dir/Account.csv"
is 'the address' "${url%:*}" http://127.0.0.1
is 'the rows loaded' "$(sed 's/.*"loaded":\(.*\)}/\1/' "$dir/said")" \
    '[{"object":"Account","rows":6}]'
sign_in
is 'the records' "$(count)" 6
is 'a second one in the folder' "$("$PRECEPT" sandbox -C "$dir/w" --port 0 \
    2>&1; echo $?)" "precept: another sandbox runs in the folder \
'$dir/w/sandbox': stop it, or name another folder
1"
is 'a port in use' "$("$PRECEPT" sandbox --port "${url##*:}" "$dir/other" \
    2>&1; echo $?)" "precept: The sandbox cannot listen on port \
${url##*:}: Address already in use
1"
ask "$url/sandbox/faults" -d 'on GET /query: error 400 X "y" once' > /dev/null
is 'a fault' "$(ask -H "Authorization: Bearer $token" \
    "$url/services/data/v62.0/query?q=x")" '[{"message":"y","errorCode":"X"}]'
is 'the soap way in' "$(ask "$url/services/Soap/u/62.0" \
    -H 'Content-Type: text/xml' -H 'SOAPAction: login' -o /dev/null \
    -w '%{http_code}' -d "<env:Envelope \
xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\"><env:Body>\
<n1:login xmlns:n1=\"urn:partner.soap.sforce.com\"><n1:username>\
$(said username)</n1:username><n1:password>\
$(said password)$(said security_token)</n1:password></n1:login></env:Body>\
</env:Envelope>")" 200
stop INT
is 'Ctrl-C' $code 0

start
sign_in
is 'the records of the last time' "$(count)" 6
is 'a reset' "$(ask -X DELETE -o /dev/null -w '%{http_code}' \
    "$url/sandbox/data")" 204
is 'the records after it' "$(count)" 0
stop TERM
is 'SIGTERM' $code 0

mkdir "$dir/many"
cp "$dir/Account.csv" "$dir/many/salesforce.Account.csv"
printf 'Id,LastName,AccountId\n003000000000001AAA,Ada,0015g00000AcmeAAAR\n' \
    > "$dir/many/Contact.csv"
echo 'on GET /query: error 400 X "y" once' > "$dir/faults"
start --tls --load "$dir/many" --faults "$dir/faults" --api-limit 1 \
    --clock 2026-08-01T00:00:00Z
is 'https' "${url%:*}" https://127.0.0.1
is 'a folder' "$(sed 's/.*"loaded":\(.*\)}/\1/' "$dir/said")" \
    '[{"object":"Contact","rows":1},{"object":"Account","rows":6}]'
ca=$(said certificate)
sign_in --cacert "$ca"
is 'the fault of the file' "$(count --cacert "$ca")" \
    '[{"message":"y","errorCode":"X"}]'
is 'and then' "$(count --cacert "$ca")" 6
is 'no calls left' "$(count --cacert "$ca")" \
    '[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]'
is 'the clock' "$(ask --cacert "$ca" "$url/sandbox/clock" |
    sed 's/.*"now":"\(.............\).*/\1/')" 2026-08-01T00
is 'a certificate that is not trusted' "$(ask "$url/services/data" \
    > /dev/null 2>&1; echo $?)" 60
stop TERM

# For people: what to paste, and no secret where it would be kept.
: > "$dir/page"
"$PRECEPT" sandbox -C "$dir/w" --port 0 --tls > "$dir/page" &
pid=$!
tries=0
while ! grep -q 'Ctrl-C' "$dir/page" && [ $tries -lt 200 ]; do
	sleep 0.05
	tries=$((tries + 1))
done
stop INT
secret=$(cat "$dir/w/sandbox/secrets/salesforce-client_secret")
is 'a secret in a file' "$(grep -c "$secret" "$dir/page")" 0
sed -n '/^  connection/,/^  }/p' "$dir/page" > "$dir/w/rules/sandbox.lua"
is 'the connection to paste' "$("$PRECEPT" check -C "$dir/w" 2>&1 |
    sed -n 1p)" '1 rule, no errors'
is 'the line of the shell' "$(sed -n 's/^  export //p' "$dir/page" |
    sed -n 1p)" "CREDENTIALS_DIRECTORY=$dir/w/sandbox/secrets"

start --new
sign_in
is 'a new one' "$(count)" 0
stop TERM
is 'nothing to complain of' "$(cat "$dir/errors")" ''

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
