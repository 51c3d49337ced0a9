#!/bin/sh
# SPDX-License-Identifier: MIT
# Our corpus of SOQL against another parser, the npm package soql-parser-js:
# both take parse.case and refuse refuse.case; in the *_alone.case files they
# differ, as written there. Needs node and npm; not part of `make check`.

cd "$(dirname "$0")/../.." || exit 1
version=5.0.2
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

command -v node > /dev/null && command -v npm > /dev/null || {
	echo "soql.sh: node and npm are not here"
	exit 77
}
(cd "$folder" && npm init -y > npm.log 2>&1 &&
    npm install --ignore-scripts --no-audit --no-fund \
    "soql-parser-js@$version" >> npm.log 2>&1) || {
	cat "$folder/npm.log"
	exit 1
}
cat > "$folder/compare.js" <<'END'
const { readFileSync } = require('fs');
const { isQueryValid } = require('soql-parser-js');
const files = [['parse', true], ['parse_alone', false],
    ['refuse', false], ['refuse_alone', true]];
let passed = 0, failed = 0;

for (const [file, want] of files) {
	const text = readFileSync('tests/cases/soql/' + file + '.case', 'utf8');

	for (const block of text.split(/\n\n+/)) {
		const query = block.split('\n').filter(l => l.startsWith('> '))
		    .map(l => l.slice(2)).join('\n');

		if (query === '')
			continue;
		if (isQueryValid(query) === want) {
			passed++;
			continue;
		}
		failed++;
		console.log(`${file}.case: ${want ? 'is refused' :
		    'is taken'} there: ${query}`);
	}
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
END
NODE_PATH="$folder/node_modules" node "$folder/compare.js"
