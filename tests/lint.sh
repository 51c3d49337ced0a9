#!/bin/sh
# SPDX-License-Identifier: MIT
# Taste that a machine can hold: lengths, functions nobody may call, and
# which file may see which library. Warnings alone do not fail.

cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C

engine=$(find engine include/precept -name '*.[ch]' | sort)
tests=$(find tests -name '*.[ch]' | sort)
bad=0

# Function bodies begin and end with a brace in the first column.
awk '
	FNR == 1 {
		end_file()
		file = FILENAME
		most = file ~ /^tests\// ? 1000 : file ~ /\.h$/ ? 120 : 400
		from = 0
	}
	{
		lines = FNR
		text = $0
		while (match(text, /\t/))
			text = substr(text, 1, RSTART - 1) substr("        ", \
			    1, 8 - (RSTART - 1) % 8) substr(text, RSTART + 1)
		gsub(/[\200-\277]/, "", text)
		if (length(text) > 100)
			error(FNR, "is " length(text) " columns wide (100)")
		else if (length(text) > 80)
			print file ":" FNR ": warning: is " length(text) \
			    " columns wide (80)"
	}
	/[ \t]$/ { error(FNR, "ends in a blank") }
	/^\{/ {
		from = FNR
		# libmicrohttpd says what its handler looks like.
		if (commas > 5 && file != "engine/sandbox/server_open.c")
			error(FNR, "a function has " commas + 1 \
			    " parameters (6; aim at 5)")
	}
	/^\}/ {
		if (from > 0 && FNR - from - 1 > 50)
			error(from, "a function has " FNR - from - 1 \
			    " lines (50)")
		from = 0
	}
	/^[A-Za-z].*\(/ || /^$/ { commas = 0 }
	from == 0 && /^[a-z ]/ { gsub(/, \.\.\./, ""); commas += gsub(/,/, "") }
	function error(line, what) {
		print file ":" line ": " what
		bad = 1
	}
	function end_file() {
		if (file != "" && lines > most)
			error(lines, "has " lines " lines (" most ")")
	}
	END { end_file(); exit bad }
' $engine $tests || bad=1

# forbid PATTERN WHY FILES: nobody but the files given last. What stands in
# texts and comments does not count.
forbid() {
	awk -v pattern="$1" -v why="$2" -v but="^(${3:-none})$" '
		FILENAME ~ but { next }
		{
			text = $0
			gsub(/"([^"\\]|\\.)*"/, "\"\"", text)
			gsub(/\/\*.*/, "", text)
		}
		text !~ /^[ \t]*\*/ && text ~ pattern {
			print FILENAME ":" FNR ": " why ": " $0
			bad = 1
		}
		END { exit bad }
	' $engine || bad=1
}
call() {
	forbid "(^|[^a-z_A-Z0-9>.])($1) ?[(]" "$2" "$3"
}
see() {
	forbid "^#[ \t]*include <($1)" "only $2 may see this library" "$2"
}

call 'strcpy|strcat|v?sprintf|gets|strtok|alloca' 'no ceiling: use text.h'
call 'system|popen' 'no shells'
call 'setlocale|strcoll|toupper|tolower' 'no locales: use utf8.h'
call 'exit' 'only main ends the program' 'engine/cli/main[.]c'
call 'malloc|calloc|realloc|strdup|strndup|asprintf' 'use mem.h' \
    'engine/base/mem[.]c'
call 'clock_gettime|gettimeofday|time|ftime' 'use clock.h' \
    'engine/base/clock[.]c'
see '(lua|lauxlib|lualib)[.]h' 'engine/bind/.*'
see 'curl/' 'engine/io/http.*'
see 'sqlite3[.]h' 'engine/(io/store|sandbox/(org|soql|usage_data)).*'
see 'libpq' 'engine/io/pg.*'
see 'cjson/|cJSON' 'engine/value/(json|doc).*'
see 'openssl/' \
    'engine/(base/hash_sum|io/secret.*|connect/.*_jwt|sandbox/(auth.*|sandbox_pair))[.]c'
see 'microhttpd[.]h' 'engine/sandbox/server.*'
see 'zlib[.]h' 'engine/sandbox/server_zip[.]c'
see 'pcre2' 'engine/base/regex[.]c'

for file in $engine $tests; do
	head -n 1 "$file" | grep -q 'SPDX-License-Identifier: MIT' && continue
	echo "$file: the first line is not its licence"
	bad=1
done

sh tests/floors.sh || bad=1

if command -v luacheck > /dev/null; then
	lua=$(find stdlib rules examples -name '*.lua' 2> /dev/null)
	[ -z "$lua" ] || luacheck -q $lua || bad=1
fi
exit $bad
