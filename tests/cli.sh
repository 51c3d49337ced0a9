#!/bin/sh
# SPDX-License-Identifier: MIT
# The program as a shell sees it: tests/cli/*.case are transcripts, each in an
# empty folder of its own. A line `$ command` is run, lines `> text` after it
# are its input; what it says (both outputs, then its exit code in brackets if
# that is not 0) is compared whole. `sh tests/cli.sh NAME …` runs some;
# WRITE=1 writes what came out into the case, to be read and committed.

set -u
cd "$(dirname "$0")/.." || exit 1
: "${BUILD:=build/release}" "${PRECEPT:=$PWD/$BUILD/precept}"
[ -x "$PRECEPT" ] || { echo "there is no $PRECEPT"; exit 1; }
export PRECEPT BUILD
here=$PWD
dir=$(mktemp -d)
trap 'umount "$dir/work/full" 2> /dev/null; chmod -R u+w "$dir"
	rm -rf "$dir"' EXIT
mkdir "$dir/bin"
ln -s "$PRECEPT" "$dir/bin/precept"
gcc -std=gnu11 -O1 -Wall -o "$dir/bin/json" tests/shim/json.c || exit 1
PATH=$dir/bin:$PATH
PRECEPT_NOW=2026-08-01T03:00:00Z
NO_COLOR=1
LC_ALL=C.UTF-8
export PATH PRECEPT_NOW NO_COLOR LC_ALL
. "$here/tests/shim/cli_words.sh"

exec 3>&1
passed=0
failed=0

# The time goes on by the microseconds that a command takes.
settle() {
	sed 's/\(T03:00:[0-9][0-9]\)\.[0-9]\{3,6\}Z/\1Z/g'
}

# The block's command in the work folder: its output, then its code.
run_block() {
	: > "$dir/is"
	[ -n "$command" ] || return 0
	(
		cd "$dir/work" || exit 99
		eval "$command"
	) < "$dir/input" > "$dir/raw" 2>&1
	code=$?
	settle < "$dir/raw" > "$dir/is"
	[ ! -s "$dir/is" ] || [ -z "$(tail -c 1 "$dir/is")" ] ||
	    echo >> "$dir/is"
	[ $code -eq 0 ] || echo "[$code]" >> "$dir/is"
}

# Compares the block that ends here and begins the next.
close_block() {
	if [ -n "$command" ]; then
		run_block
		sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$dir/want" \
		    > "$dir/want.cut"
		if cmp -s "$dir/want.cut" "$dir/is"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			printf '%s: $ %s\n' "$file" "$command"
			diff -u "$dir/want.cut" "$dir/is" | sed 1,2d
		fi
		cat "$dir/is" >> "$dir/new"
		! [ -s "$dir/is" ] || echo >> "$dir/new"
	fi
	command=
	: > "$dir/want"
	: > "$dir/input"
}

run_case() {
	chmod -R u+w "$dir/work" 2> /dev/null
	rm -rf "$dir/work"
	mkdir "$dir/work"
	command=
	: > "$dir/new"
	close_block
	while IFS= read -r line; do
		case $line in
		'$ '*)	close_block
			command=${line#??}
			printf '%s\n' "$line" >> "$dir/new" ;;
		'> '* | '>')	line=${line#>}
			printf '%s\n' "${line# }" >> "$dir/input"
			printf '%s\n' "$line" | sed 's/^/>/' >> "$dir/new" ;;
		'# '*)	close_block
			printf '%s\n' "$line" >> "$dir/new" ;;
		*)	printf '%s\n' "$line" >> "$dir/want" ;;
		esac
	done < "$file"
	close_block
	[ -z "${WRITE:-}" ] || cp "$dir/new" "$file"
}

[ $# -gt 0 ] || set -- $(cd tests/cli && ls *.case | sed 's/\.case$//')
for name in "$@"; do
	file=tests/cli/$name.case
	run_case
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
