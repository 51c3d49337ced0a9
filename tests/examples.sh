#!/bin/sh
# SPDX-License-Identifier: MIT
# What is documented is executed: the examples, the ready rules, and what
# README.md says of a first rule.

cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
PRECEPT_NOW=2026-08-01T03:00:00Z
export PRECEPT PRECEPT_NOW
here=$PWD
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
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

for w in examples/*/rules/; do
	w=${w%/rules/}
	that "the rules of $w are right" "$PRECEPT" check -C "$w"
	that "the tests of $w pass" "$PRECEPT" test -C "$w"
	that "every rule of $w has a test" [ "$("$PRECEPT" check -C "$w" |
	    grep -c '^  ')" -le "$("$PRECEPT" test -C "$w" | grep -c '^  ok')" ]
done

mkdir -p "$dir/ready"
cp -r rules "$dir/ready/rules"
that "the ready rules are right" "$PRECEPT" check -C "$dir/ready"
that "the tests of the ready rules pass" "$PRECEPT" test -C "$dir/ready"

sh examples/demo.sh > "$dir/demo" 2>&1
that "the demo prints examples/pendo_gainsight/expected.txt" \
    diff -u examples/pendo_gainsight/expected.txt "$dir/demo"

mkdir "$dir/made"
gcc -O1 -o "$dir/generate" examples/pendo_gainsight/generate.c &&
    "$dir/generate" "$dir/made"
that "generate.c makes the data of pendo_gainsight" \
    diff -r "$dir/made" examples/pendo_gainsight/data

# README.md: the commands in their order, as they stand there. A plan that
# has something to change exits with 2.
commands() {
	sed -n '/^## A first rule/,/^## What a dry run/p' README.md |
	    sed '/^```lua/,/^```$/d' | sed -n 's/^    //p'
}
mkdir "$dir/bin" "$dir/first"
ln -s "$PRECEPT" "$dir/bin/precept"
{
	echo "PATH=$dir/bin:\$PATH; cd $dir/first"
	commands | while read -r line; do
		case $line in
		"precept plan"*) echo "${line%%#*}; [ \$? -eq 2 ] || exit 1" ;;
		*) echo "{ ${line%%#*}; } || exit 1" ;;
		esac
	done
} > "$dir/script"
that "README.md has commands" [ "$(commands | wc -l)" -ge 9 ]
that "the commands of README.md work" sh -x "$dir/script"

# block HEADING: the first ``` block below it.
block() {
	awk -v heading="## $1" '
		/^```/ && open { exit }
		open { print }
		/^```/ && found { open = 1 }
		$0 == heading { found = 1 }' README.md
}
plain() {
	sed 's/ *-- .*//' "$1" | sed '/^  tests = {/,/^  },/d' |
	    sed '/^$/d'
}
block 'A first rule' > "$dir/readme.lua"
plain "$dir/readme.lua" > "$dir/want"
plain stdlib/init/first.lua > "$dir/is"
that "the rule in README.md is the one that init makes" \
    diff -u "$dir/want" "$dir/is"

# The mistake that README.md shows: a picklist where a number belongs.
"$PRECEPT" init -q "$dir/mistake"
sed -i 's/"Pendo_numberofvisitors_last30d__c"/"Industry"/' \
    "$dir/mistake/rules/first.lua"
(cd "$dir/mistake" && "$PRECEPT" check 2>&1) | sed '/^1 error/d' > "$dir/is"
block 'What a mistake looks like' | sed 1d > "$dir/want"
that "the mistake in README.md is found" diff -u "$dir/want" "$dir/is"

# The dry run that README.md shows.
cp -r examples/pendo_gainsight "$dir/crm"
cd "$dir/crm" || exit 1
for load in "salesforce.Account data/accounts.csv" \
    "gainsight.ScoringSchemeDefinition data/scores.csv" \
    "gainsight.CustomerInfo data/customers.csv"; do
	# shellcheck disable=SC2086
	"$PRECEPT" load -q $load > "$dir/out" 2>&1
done
plan=$(sed -n 's/^\$ precept plan/plan/p' "$here/README.md")
(cd "$here" && block 'What a dry run looks like') | sed 1d > "$dir/want"
eval "\"\$PRECEPT\" $plan" > "$dir/is" 2>&1
that "the plan in README.md is what is printed" diff -u "$dir/want" "$dir/is"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
