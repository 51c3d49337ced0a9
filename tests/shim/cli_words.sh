# SPDX-License-Identifier: MIT
# The words that tests/cli/*.case know beside the shell's own.

# put FILE: the input becomes the file, and its folder is made.
put() {
	mkdir -p "$(dirname "$1")" && cat > "$1"
}

# bytes FILE AT TEXT: overwrites bytes; TEXT is for printf.
bytes() {
	printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2> /dev/null
}

# valid COMMAND …: the output is JSON; what comes out is shown.
valid() {
	"$@" > .valid
	code=$?
	json < .valid && cat .valid
	rm -f .valid
	return $code
}

# A workspace whose one rule upserts data/in.csv into store.People.
people() {
	mkdir -p rules data
	cat > rules/people.lua <<-'END'
	rule "people" {
	  source = csv { path = "data/in.csv", fields = {
	    Id = "text(4)", Born = "date", Score = "integer" } },
	  show = { "Id", "Born", "Score" },
	  actions = {
	    load { into = "store.People", operation = "upsert",
	           keys = { "Id" },
	           map = { Id = "Id", Born = "Born", Score = "Score" } },
	  },
	}
	END
	printf 'Id,Born,Score\na1,2001-02-03,7\na2,,8\n' > data/in.csv
	precept load store.People data/in.csv \
	    --fields 'Id:text(4),Born:date,Score:integer' -q > /dev/null
}

# There must be no file that only a broken-off command leaves behind.
leftovers() {
	find . -name '*.part*' -o -name '*.tmp'
}

# A run whose store is on a disk of 512 KiB, if this may mount one.
small() {
	mkdir full
	if ! mount -t tmpfs -o size=512k none full 2> /dev/null; then
		rmdir full
		echo "skipped: a disk of 512 KiB cannot be mounted here" >&3
		return 0
	fi
	(
		cd full || exit
		people
		seq -f '%.0f,,1' 9999 | sed '1i Id,Born,Score' \
		    > data/in.csv
		precept run
		precept log -n 1
	)
	umount full && rmdir full
}
