# SPDX-License-Identifier: MIT
# How each peer is installed and called. A peer's program is peers/accounts.* or
# a query in peers/NAME/.

# The interpreter itself: a wrapper before it would be timed too.
find_python() {
	python3 -c 'import sys; print(sys.executable)' 2> /dev/null
}

# Debian's package of a peer.
package() {
	case $1 in
	node) echo nodejs ;;
	python3 | duckdb | clickhouse) echo python3 ;;
	*) echo "$1" ;;
	esac
}

# The two that Debian does not have, as Python modules, once.
get_modules() {
	to=$home/modules
	list=$here/peers/requirements.txt
	cmp -s "$list" "$to/done" && return
	python3 -m ensurepip --version > /dev/null 2>&1 ||
	    sh .ci/deps python3-venv || return
	rm -rf "$to"
	python3 -m venv "$to" && "$to/bin/pip" install -q --no-deps \
	    --only-binary=:all: --require-hashes -r "$list" &&
	    cp "$list" "$to/done"
}

# What cannot be had is named as missing later.
get_peers() {
	[ "$PEERS" != none ] || return
	wanted=
	for p in $PEERS; do
		command -v "$(package "$p")" > /dev/null ||
		    wanted="$wanted $(package "$p")"
	done
	[ -z "$wanted" ] || sh .ci/deps $wanted
	case " $PEERS " in
	*' duckdb '* | *' clickhouse '*) get_modules ;;
	esac > "$work/said" 2>&1 || cat "$work/said" >&2
	python=$(find_python)
}

# module NAME: DuckDB and ClickHouse may be there as programs too.
module() {
	[ -x "$home/modules/bin/python" ] &&
	    "$home/modules/bin/python" -c "import $1" 2> /dev/null
}

has() {
	case $1 in
	duckdb) command -v duckdb > /dev/null || module duckdb ;;
	clickhouse) command -v clickhouse > /dev/null || module chdb ;;
	python3) [ -n "$python" ] ;;
	*) command -v "$1" > /dev/null ;;
	esac
}

# Awk and Lua have no JSON.
does() {
	case $1 in
	duckdb | clickhouse | sqlite3) [ -f "$here/peers/$1/$2.sql" ] ;;
	*awk | lua*) [ "$2" != t1j ] && [ "$2" != t5 ] ;;
	esac
}

input() {
	case $1 in
	t1m) echo "$data/acc_min.csv" ;;
	t1j) echo "$data/acc.jsonl" ;;
	t5) echo "$data/pages.jsonl" ;;
	*) echo "$data/acc.csv" ;;
	esac
}

# query PEER TASK: its SQL with the names of the files.
query() {
	sed "s|@IN@|$(input "$2")|; s|@OUT@|$out/peer.jsonl|" \
	    "$here/peers/$1/$2.sql" > "$work/query.sql"
}

call() {
	"$work/watch" "$work/took" "$@"
}

# call_module PEER: the query, by its Python module. The interpreter itself, as
# a wrapper before it would be timed too.
call_module() {
	PYTHONPATH=$(echo "$home"/modules/lib/python3*/site-packages) \
	    call "$python" "$here/peers/$1/run.py" "$work/query.sql"
}

# peer PEER TASK: its output is peer.jsonl, what it took is in $work/took.
peer() {
	file=$(input "$2")
	case $1 in
	duckdb)
		query "$1" "$2"
		if command -v duckdb > /dev/null; then
			call duckdb < "$work/query.sql"
		else
			call_module "$1"
		fi
		;;
	clickhouse)
		query "$1" "$2"
		if command -v clickhouse > /dev/null; then
			call clickhouse local --queries-file "$work/query.sql"
		else
			call_module "$1"
		fi
		;;
	sqlite3)
		query "$1" "$2"
		call sqlite3 :memory: < "$work/query.sql"
		;;
	*awk) call "$1" -v task="$2" -f "$here/peers/accounts.awk" \
	    "$file" > "$out/peer.jsonl" ;;
	lua*) call "$1" "$here/peers/accounts.lua" "$2" "$file" \
	    > "$out/peer.jsonl" ;;
	node) call node "$here/peers/accounts.js" "$2" "$file" \
	    > "$out/peer.jsonl" ;;
	python3) call "$python" "$here/peers/accounts.py" "$2" "$file" \
	    > "$out/peer.jsonl" ;;
	esac || fail "$1 failed at $2"
}

version() {
	case $1 in
	duckdb) duckdb --version 2> /dev/null || "$home/modules/bin/python" \
	    -c 'import duckdb; print(duckdb.__version__)' ;;
	clickhouse) clickhouse local --version 2> /dev/null ||
	    "$home/modules/bin/python" -c \
	    'import chdb; print(chdb.query("SELECT version()", "TSV"), end="")' ;;
	mawk) mawk -W version 2>&1 ;;
	lua*) "$1" -v ;;
	*) "$1" --version ;;
	esac | head -n 1 | cut -c 1-40
}

say_versions() {
	echo "rows: $ROWS; processors: $(nproc);" \
	    "load: $(cut -d ' ' -f 1-3 /proc/loadavg)"
	[ "$PEERS" != none ] || return
	for p in $PEERS; do
		if has "$p"; then
			echo "$p: $(version "$p")"
		else
			echo "$p: missing"
		fi
	done
}
