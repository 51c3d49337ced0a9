#!/bin/sh
# SPDX-License-Identifier: MIT
# sh tests/shim/sandbox_curl.sh URL CERTIFICATE - a sandbox as the curl
# command sees it. The suite sandbox_server calls it.

command -v curl > /dev/null || {
	echo "There is no curl to ask the sandbox with: install curl."
	exit 1
}
url=$1
ca=$2
passed=0
failed=0

ask() {
	curl -s --max-time 20 --noproxy '*' --cacert "$ca" "$@"
}

# is WHAT GOT WANTED
is() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		echo "$1: '$2' instead of '$3'"
		failed=$((failed + 1))
	fi
}

status() {
	ask -o /dev/null -w '%{http_code}' "$@"
}

token=$(ask "$url/services/oauth2/token" -d grant_type=client_credentials \
    -u precept-sandbox:sandbox-secret |
    sed 's/.*"access_token":"\([^"]*\)".*/\1/')
bearer="Authorization: Bearer $token"
limits=$url/services/data/v62.0/limits

is 'a token' "$(status -H "$bearer" "$limits")" 200
is 'no token' "$(status "$limits")" 401
is 'gzip' "$(ask --compressed -H "$bearer" "$url/services/data")" \
    "$(ask "$url/services/data")"
is 'HEAD' "$(status -I -H "$bearer" "$limits")" 200
is 'another method' "$(status -X PUT -H "$bearer" "$limits")" 405
is 'HTTP/1.0' "$(status --http1.0 "$url/services/data")" 200
is 'two calls on one connection' "$(ask -o /dev/null -o /dev/null \
    -w '%{num_connects} ' "$url/services/data" "$url/services/data")" '1 0 '

ask "$url/sandbox/faults" --data-binary 'on GET /limits: reset once
on GET /limits: cut body at 20 bytes after 1 calls once' > /dev/null
ask -H "$bearer" "$limits" > /dev/null
case $? in
52|56) is reset reset reset ;;
*) is reset $? '52 or 56' ;;
esac
ask -H "$bearer" "$limits" > /dev/null
is 'a cut body' $? 18
is 'after them' "$(status -H "$bearer" "$limits")" 200

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
