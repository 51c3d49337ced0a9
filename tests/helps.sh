#!/bin/sh
# SPDX-License-Identifier: MIT
# Every code that the program can give has a page, every page is of a code
# that it can give, and none has two.

cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0

# Findings and reasons of rows; then what a target says, in its own words.
sources=$(find engine stdlib -name '*.[ch]' ! -name '*_help.c' -o \
    -name '*.lua')
{
	grep -hoE '"[PD][0-9]{3}"' $sources
	grep -hv getenv engine/io/store*.c engine/connect/*.c |
	    grep -oE '"[A-Z]+(_[A-Z]+)+"'
} | tr -d '"' | sort -u > "$dir/given"
"$PRECEPT" help codes | sed 's/:.*//' | sort > "$dir/pages"

# tell FILE SENTENCE: the codes in it are wrong.
tell() {
	[ -s "$1" ] || return
	sed "s/\$/ $2/" "$1"
	bad=1
}

uniq -d "$dir/pages" > "$dir/twice"
uniq "$dir/pages" > "$dir/once"
comm -23 "$dir/given" "$dir/once" > "$dir/without"
comm -13 "$dir/given" "$dir/once" > "$dir/unused"
tell "$dir/twice" "has two pages"
tell "$dir/without" "is given and has no page"
tell "$dir/unused" "has a page and is never given"

[ "$(wc -l < "$dir/given")" -gt 100 ] || {
	echo "only $(wc -l < "$dir/given") codes were found"; bad=1; }
while read -r code; do
	"$PRECEPT" help "$code" > "$dir/page" && [ "$(wc -c < "$dir/page")" \
	    -gt 60 ] || { echo "precept help $code says nothing"; bad=1; }
done < "$dir/once"
exit $bad
