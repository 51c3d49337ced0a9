#!/bin/sh
# SPDX-License-Identifier: MIT
# No file uses a higher floor: engine/FLOORS against the includes. It is a
# total order, so there can be no circle.

cd "$(dirname "$0")/.." || exit 1

awk '
	FNR == NR {
		if (NF == 0 || $1 ~ /^#/)
			next
		if ($1 in floor)
			complain(FILENAME ":" FNR, $1 " is listed twice")
		if (NF < 2)
			complain(FILENAME ":" FNR, $1 " has no sentence")
		floor[$1] = FNR
		next
	}
	FNR == 1 {
		self = base(FILENAME)
		seen[self] = 1
		if (!(self in floor))
			complain(FILENAME, "is not listed in engine/FLOORS")
		kind = FILENAME ~ /\.c$/ ? self ".c" : self ".h"
		if (FILENAME ~ /^include/)
			kind = "precept/" kind
		if (kind in taken)
			complain(FILENAME, "has the name of " taken[kind])
		taken[kind] = FILENAME
	}
	/^#[ \t]*include[ \t]+"/ {
		split($0, part, "\"")
		need = base(part[2])
		if (need != self && !(need in floor))
			complain(FILENAME ":" FNR, need " is not listed")
		else if (self in floor && need != self && floor[need] > floor[self])
			complain(FILENAME ":" FNR, self " may not use " need \
			    ", which stands higher")
	}
	function base(path) {
		gsub(/.*\/|\.[ch]$/, "", path)
		return path
	}
	function complain(where, what) {
		print where ": " what
		bad = 1
	}
	END {
		for (name in floor)
			if (!(name in seen))
				complain("engine/FLOORS", name \
				    " is listed, and no such file is there")
		exit bad
	}
' engine/FLOORS $(find engine include/precept -name '*.[ch]' | sort)
