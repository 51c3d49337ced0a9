# SPDX-License-Identifier: MIT
# How each peer is called. A peer's program is peers/accounts.* or a query in
# peers/NAME/.

# The interpreter itself: a wrapper before it would be timed too.
find_python() {
	python=$(python3 -c 'import sys; print(sys.executable)' 2> /dev/null)
}

has() {
	case $1 in
	duckdb) command -v duckdb > /dev/null || { [ -n "$python" ] &&
	    "$python" -c 'import duckdb' 2> /dev/null; } ;;
	python3) [ -n "$python" ] ;;
	*) command -v "$1" > /dev/null ;;
	esac
}

# Awk and Lua have no JSON.
does() {
	case $1 in
	duckdb | sqlite3) [ -f "$here/peers/$1/$2.sql" ] ;;
	*awk | lua*) [ "$2" != t1j ] ;;
	esac
}

input() {
	case $1 in
	t1m) echo "$data/acc_min.csv" ;;
	t1j) echo "$data/acc.jsonl" ;;
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

# peer PEER TASK: its output is peer.jsonl, what it took is in $work/took.
peer() {
	file=$(input "$2")
	case $1 in
	duckdb)
		query "$1" "$2"
		if command -v duckdb > /dev/null; then
			call duckdb < "$work/query.sql"
		else
			call "$python" "$here/peers/duckdb/run.py" \
			    "$work/query.sql"
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
	duckdb) duckdb --version 2> /dev/null ||
	    "$python" -c 'import duckdb; print(duckdb.__version__)' ;;
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
