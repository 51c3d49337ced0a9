// SPDX-License-Identifier: MIT
// sync.js SAID IN all|changed: an export into accounts by jsforce, all rows or
// those that differ from what is there.
'use strict';

const { readFileSync } = require('fs');
const jsforce = require('jsforce');

const [said, path, way] = process.argv.slice(2);
const org = JSON.parse(readFileSync(said, 'utf8'));

function rows() {
	const [head, ...lines] = readFileSync(path, 'utf8').trimEnd()
	    .split('\n').map(line => line.split(','));

	return lines.map(line => Object.fromEntries(
	    line.map((cell, i) => [head[i], cell])));
}

// jsforce ends the results of a Bulk query with their first page (its issues
// 1546 and 1693), so it is a query that is asked page by page.
async function changed(conn, all) {
	const there = new Map();
	const found = await conn.query(
	    'SELECT Id, Visitors__c, Minutes__c FROM Account',
	    { autoFetch: true, maxFetch: 1000000 });

	for (const r of found.records)
		there.set(r.Id.slice(0, 15), r);
	return all.filter(r => {
		const old = there.get(r.Id.slice(0, 15));

		return old.Visitors__c !== +r.Visitors__c ||
		    old.Minutes__c !== +r.Minutes__c;
	});
}

async function main() {
	const conn = new jsforce.Connection({ version: '62.0', oauth2: {
		loginUrl: org.url, clientId: org.client_id,
		clientSecret: org.client_secret } });

	await conn.authorize({ grant_type: 'client_credentials' });

	const all = rows();
	const send = way === 'all' ? all : await changed(conn, all);

	if (send.length > 2000)
		await conn.bulk2.loadAndWaitForResults({ object: 'Account',
			operation: 'update', input: send });
	else if (send.length > 0)
		await conn.sobject('Account').update(send,
		    { allowRecursive: true });
}

main().catch(err => {
	console.error(err);
	process.exit(1);
});
