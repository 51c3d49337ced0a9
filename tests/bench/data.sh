# SPDX-License-Identifier: MIT
# The files of the tasks, made once a size and again when the generator is
# newer than they are.

made() {
	[ -s "$data/$1" ] && [ "$data/$1" -nt "$here/gen.c" ]
}

# make_file FORM NAME [ROWS]
make_file() {
	made "$2" && return
	"$work/gen" "$1" "${3:-$ROWS}" > "$data/$2.part" &&
	    mv "$data/$2.part" "$data/$2" || fail "cannot make $data/$2"
}

make_data() {
	mkdir -p "$data" "$work"
	cc -O2 -std=gnu11 -D_GNU_SOURCE -o "$work/gen" "$here/gen.c" -lm &&
	    cc -O2 -std=gnu11 -D_GNU_SOURCE -o "$work/watch" "$here/watch.c" ||
	    fail "the generator cannot be compiled"
	make_file csv acc.csv
	make_file min acc_min.csv
	make_file jsonl acc.jsonl
	make_file pages pages.jsonl
	make_file ref1 ref1.jsonl
	make_file ref2 ref2.jsonl
}

# For the dry run: the first fifth is acc.csv.
make_more() {
	make_file csv more.csv $((5 * ROWS))
}
