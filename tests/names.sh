#!/bin/sh
# SPDX-License-Identifier: MIT
# The name is the address: what a file exports begins with its first word.

cd "$(dirname "$0")/.." || exit 1

find "${BUILD:-build/release}/engine" -name '*.o' | sort |
while read -r object; do
	source=engine/${object#*/engine/}
	[ -f "${source%.o}.c" ] || continue
	file=$(basename "$object" .o)
	nm -g --defined-only "$object" | awk -v word="${file%%_*}" \
	    -v file="${source%.o}.c" '
		$2 == "T" && $3 != "main" && index($3, word) != 1 {
			print file ": " $3 "() does not begin with " word
		}'
done | grep . && exit 1
exit 0
