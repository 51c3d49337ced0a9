# SPDX-License-Identifier: MIT
# awk -v task=t1|t1m|t2 -f accounts.awk IN: T1 and T2, to stdout.
#
# A line is split at its commas; only where that can't be right, as a field
# holds a comma, a quote or a newline, it is read with care.

# A record of the file's text, which may be several lines, into f[1..12].
function read_record(line,	n, start, end, cell, more) {
	while (gsub(/"/, "\"", line) % 2 == 1 && (getline more) > 0)
		line = line "\n" more
	n = 0
	while (n < 12) {
		if (substr(line, 1, 1) == "\"") {
			cell = ""
			line = substr(line, 2)
			while ((end = index(line, "\"")) > 0) {
				cell = cell substr(line, 1, end - 1)
				line = substr(line, end + 1)
				if (substr(line, 1, 1) != "\"")
					break
				cell = cell "\""
				line = substr(line, 2)
			}
			line = substr(line, 2)
		} else {
			end = index(line, ",")
			cell = end > 0 ? substr(line, 1, end - 1) : line
			line = end > 0 ? substr(line, end + 1) : ""
		}
		f[++n] = cell
	}
}

function text(s) {
	if (s == "")
		return "null"
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "\"" s "\""
}

function number(s) {
	return s == "" ? "null" : s
}

# Half away from zero; no number here is negative.
function ratio(minutes, visitors) {
	if (minutes == "" || visitors + 0 == 0)
		return "null"
	return int(minutes / visitors * 100 + 0.5 + 1e-7) / 100
}

function health(v) {
	return v >= 500 ? "GREEN" : v >= 100 ? "YELLOW" : v >= 10 ? "ORANGE" : "RED"
}

function domain(s,	found) {
	if (!match(s, /https?:\/\/[a-z0-9.-]+/))
		return "null"
	found = substr(s, RSTART, RLENGTH)
	sub(/^https?:\/\//, "", found)
	return "\"" found "\""
}

BEGIN {
	FS = task == "t1m" ? "," : "\",\""
	OFMT = CONVFMT = "%.12g"
}
# A line that is a record, and holds no comma or quote but between fields.
function plain(line) {
	if (task == "t1m")
		return NF == 12 && index(line, "\"") == 0
	return NF == 12 && gsub(/"/, "\"", line) == 24
}

NR == 1 { next }
{
	if (plain($0)) {
		id = task == "t1m" ? $1 : substr($1, 2)
		industry = $3
		customer = $6
		visitors = $7
		minutes = $8
		visit = $9
		about = $12
	} else {
		read_record($0)
		id = f[1]
		industry = f[3]
		customer = f[6]
		visitors = f[7]
		minutes = f[8]
		visit = f[9]
		about = f[12]
	}
	if (customer != "true" || visitors == "")
		next
	printf "{\"AccountId\":\"%s\",\"Visitors\":%s,\"Minutes\":%s," \
	    "\"LastVisit\":%s,\"Level\":\"ACCOUNTLEVEL\"," \
	    "\"RuleDate\":\"2026-08-01\"", id, visitors, number(minutes),
	    text(substr(visit, 1, 10))
	if (task == "t2")
		printf ",\"MinutesPerVisitor\":%s,\"Health\":\"%s\"," \
		    "\"Industry\":%s,\"Domain\":%s", ratio(minutes, visitors),
		    health(visitors + 0), text(toupper(industry)), domain(about)
	print "}"
}
