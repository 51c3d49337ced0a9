// SPDX-License-Identifier: MIT
// jsforce against the sandbox: node drive.js SAID, where SAID is the file of
// what `precept sandbox --json` printed. Each check is a promise of jsforce's
// own: what it throws or hands back when the service answers as documented.
'use strict';

const assert = require('assert/strict');
const { createSign } = require('crypto');
const { readFileSync } = require('fs');
const jsforce = require('jsforce');

const said = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const version = '62.0';
const loginUrl = said.url;
const oauth2 = { loginUrl, clientId: said.client_id,
	clientSecret: said.client_secret };
const rows = 4500;
let passed = 0, failed = 0;

async function check(sentence, work) {
	try {
		await work();
		passed++;
	} catch (err) {
		failed++;
		console.log(`not so: ${sentence}\n${err.stack}`);
	}
}

function connection(more) {
	return new jsforce.Connection({ loginUrl, version, ...more });
}

function base64url(value) {
	return Buffer.from(value).toString('base64url');
}

function assertion(claims) {
	const text = base64url('{"alg":"RS256"}') + '.' +
	    base64url(JSON.stringify({ iss: said.client_id, sub: said.username,
	    aud: 'https://login.salesforce.com',
	    exp: Math.floor(Date.now() / 1000) + 180, ...claims }));

	return text + '.' + createSign('RSA-SHA256').update(text)
	    .sign(readFileSync(said.key), 'base64url');
}

async function jwt(conn, claims) {
	return conn.authorize({
		grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
		assertion: assertion(claims)
	});
}

async function throws(work, name, message) {
	await assert.rejects(work, err => {
		assert.equal(err.errorCode ?? err.name, name);
		if (message !== undefined)
			assert.match(err.message, message);
		return true;
	});
}

async function signIn() {
	await check('a signed assertion is a way in', async () => {
		const conn = connection({ oauth2: { loginUrl } });
		const user = await jwt(conn);

		assert.equal(user.id.slice(0, 3), '005');
		assert.equal(user.organizationId.slice(0, 3), '00D');
		assert.equal(conn.instanceUrl, said.url);
		assert.equal((await conn.identity()).username, said.username);
	});
	await check('an assertion for somebody else is none', () => throws(
	    () => jwt(connection({ oauth2: { loginUrl } }),
	    { sub: 'nobody@sandbox.example' }), 'invalid_grant',
	    /user hasn't approved this consumer/));
	await check('an assertion that has expired is none', () => throws(
	    () => jwt(connection({ oauth2: { loginUrl } }), { exp: 1 }),
	    'invalid_grant'));
	await check('client credentials are a way in', async () => {
		const conn = connection({ oauth2 });

		await conn.authorize({ grant_type: 'client_credentials' });
		assert.equal((await conn.identity()).username, said.username);
	});
	await check('a wrong client secret is refused', () => throws(
	    () => connection({ oauth2: { ...oauth2, clientSecret: 'x' } })
	    .authorize({ grant_type: 'client_credentials' }),
	    'invalid_client'));
	await check('a refresh token is a way in', async () => {
		const conn = connection({ oauth2, instanceUrl: said.url,
			refreshToken: said.refresh_token });
		let refreshed = 0;

		conn.on('refresh', () => refreshed++);
		assert.ok((await conn.limits()).DailyApiRequests.Max > 0);
		assert.equal(refreshed, 1);
	});
	await check('a session that has expired is refreshed', async () => {
		const conn = connection({ oauth2, instanceUrl: said.url,
			accessToken: '00D!gone', refreshToken: said.refresh_token });
		let refreshed = 0;

		conn.on('refresh', () => refreshed++);
		await Promise.all([conn.limits(), conn.limits(), conn.limits()]);
		assert.equal(refreshed, 1);
	});
	await check('user and password are a way in', async () => {
		const conn = connection({ oauth2 });
		const user = await conn.login(said.username,
		    said.password + said.security_token);

		assert.equal(user.id.slice(0, 3), '005');
		assert.ok((await conn.limits()).DailyApiRequests.Max > 0);
	});
	await check('a wrong password is refused', () => throws(
	    () => connection({ oauth2 }).login(said.username, 'x'),
	    'invalid_grant', /authentication failure/));
	await check('SOAP is a way in, and out again', async () => {
		const conn = connection({ logLevel: 'FATAL' });
		const user = await conn.login(said.username,
		    said.password + said.security_token);

		assert.equal(user.organizationId.slice(0, 3), '00D');
		assert.equal(conn.instanceUrl, said.url);
		assert.ok((await conn.limits()).DailyApiRequests.Max > 0);
		await assert.rejects(connection({ logLevel: 'FATAL' })
		    .login(said.username, 'x'), /INVALID_LOGIN/);
	});
	await check('a token that was revoked is none', async () => {
		const conn = connection({ oauth2 });

		await conn.authorize({ grant_type: 'client_credentials' });
		const token = conn.accessToken;
		await conn.logout();
		await throws(() => connection({ instanceUrl: said.url,
		    accessToken: token }).limits(), 'INVALID_SESSION_ID');
	});
}

async function describe(conn) {
	await check('all objects are described', async () => {
		const all = await conn.describeGlobal();
		const account = all.sobjects.find(o => o.name === 'Account');

		assert.equal(all.encoding, 'UTF-8');
		assert.equal(all.maxBatchSize, 200);
		assert.equal(account.keyPrefix, '001');
		assert.equal(account.queryable, true);
		assert.equal(account.urls.describe,
		    `/services/data/v${version}/sobjects/Account/describe`);
	});
	await check('an object is described', async () => {
		const account = await conn.describe('Account');
		const of = name => account.fields.find(f => f.name === name);

		assert.equal(account.labelPlural, 'Accounts');
		assert.deepEqual(of('Rating').picklistValues.map(v => v.value),
		    ['Hot', 'Warm', 'Cold']);
		assert.equal(of('Rating').restrictedPicklist, true);
		assert.equal(of('Code__c').externalId, true);
		assert.equal(of('Score__c').scale, 2);
		assert.equal(of('OwnerId').referenceTo[0], 'User');
		assert.ok(account.childRelationships.some(
		    r => r.relationshipName === 'Contacts'));
	});
	await check('an object that is not there is not found', () => throws(
	    () => conn.describe('Acount'), 'NOT_FOUND'));
}

async function query(conn) {
	await check('pages follow each other', async () => {
		const first = await conn.query(
		    'SELECT Id, Name FROM Account ORDER BY Name');

		assert.equal(first.totalSize, rows);
		assert.equal(first.records.length, 2000);
		assert.equal(first.done, false);
		const second = await conn.queryMore(first.nextRecordsUrl);
		const third = await conn.queryMore(second.nextRecordsUrl);
		assert.equal(third.done, true);
		assert.equal(third.nextRecordsUrl, undefined);
		const ids = new Set([first, second, third]
		    .flatMap(p => p.records).map(r => r.Id));
		assert.equal(ids.size, rows);
	});
	await check('jsforce follows them by itself', async () => {
		const got = await conn.query('SELECT Id FROM Account',
		    { autoFetch: true, maxFetch: 10000 });

		assert.equal(got.records.length, rows);
	});
	await check('a query is built, with parents and children', async () => {
		const got = await conn.sobject('Account').find({
			Name: { $like: 'Account 00000%' }, Rating: null
		}, ['Id', 'Name', 'Owner.Username']).include('Contacts')
		    .select('Id, LastName').end().sort({ Name: 1 }).limit(3);

		assert.equal(got.length, 3);
		assert.equal(got[0].Owner.Username, said.username);
		assert.equal(got[0].Contacts, null);
	});
	await check('a count is a number', async () => {
		assert.equal(await conn.sobject('Account')
		    .count({ Name: 'Account 000007' }), 1);
	});
	await check('a bad query is told of', async () => {
		await throws(() => conn.query('SELECT Nam FROM Account'),
		    'INVALID_FIELD', /No such column 'Nam' on entity 'Account'/);
		await throws(() => conn.query('SELECT FROM Account'),
		    'MALFORMED_QUERY');
		await throws(() => conn.query('SELECT Id FROM Acount'),
		    'INVALID_TYPE');
	});
}

async function single(conn) {
	let id;

	await check('a record is made, read, changed', async () => {
		const made = await conn.sobject('Account').create({
			Name: 'Acme "Süd" \u2603', Score__c: 1.25,
			Seen__c: '2026-03-01T10:00:00+01:00' });

		id = made.id;
		assert.deepEqual(made, { id, success: true, errors: [] });
		assert.equal(id.length, 18);
		await conn.sobject('Account').update({ Id: id, Rating: 'Hot' });
		const read = await conn.sobject('Account').retrieve(id);
		assert.equal(read.Name, 'Acme "Süd" \u2603');
		assert.equal(read.Score__c, 1.25);
		assert.equal(read.Seen__c, '2026-03-01T09:00:00.000+0000');
		assert.equal(read.Rating, 'Hot');
		assert.equal(read.Code__c, null);
		assert.equal(read.attributes.type, 'Account');
	});
	await check('what does not fit is refused, by its reason', async () => {
		const account = conn.sobject('Account');

		await throws(() => account.create({}), 'REQUIRED_FIELD_MISSING',
		    /Required fields are missing: \[Name\]/);
		await throws(() => account.create({ Name: 'x', Rating: 'Tepid' }),
		    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
		await throws(() => account.update({ Id: id, Nam: 'x' }),
		    'INVALID_FIELD', /No such column 'Nam' on sobject of type/);
		await throws(() => account.create({ Name: 'x'.repeat(256) }),
		    'STRING_TOO_LONG');
	});
	await check('a record is deleted once', async () => {
		await conn.sobject('Account').destroy(id);
		await throws(() => conn.sobject('Account').destroy(id),
		    'ENTITY_IS_DELETED');
		await throws(() => conn.sobject('Account').retrieve(id),
		    'NOT_FOUND');
	});
	await check('upsert makes, changes, and finds several', async () => {
		const account = conn.sobject('Account');
		const made = await account.upsert({ Code__c: 'js 1/a', Name: 'new' },
		    'Code__c').catch(err => err);

		// jsforce does not escape the slash in the address.
		assert.equal(made.errorCode, 'NOT_FOUND');
		const one = await account.upsert({ Code__c: 'js-1', Name: 'new' },
		    'Code__c');
		assert.equal(one.created, true);
		assert.equal(one.success, true);
		const two = await account.upsert({ Code__c: 'js-1', Name: 'old' },
		    'Code__c');
		assert.deepEqual([two.created, two.id], [false, one.id]);
		for (const Name of ['a', 'b'])
			await account.create({ Name, Group__c: 'twins' });
		const err = await account.upsert({ Group__c: 'twins', Name: 'c' },
		    'Group__c').catch(e => e);
		assert.equal(err.name, 'MULTIPLE_CHOICES');
		assert.equal(err.content.length, 2);
		assert.equal(typeof err.content[0], 'string');
		await throws(() => account.upsert({ Nope__c: 'x', Name: 'c' },
		    'Nope__c'), 'NOT_FOUND');
	});
}

async function many(conn) {
	const account = conn.sobject('Account');
	const names = n => Array.from({ length: n }, (_, i) => ({
		Name: `many ${i}`, Code__c: `many-${i}` }));
	let ids;

	await check('rows of one call fail alone', async () => {
		const got = await account.create([{ Name: 'good' }, {},
			{ Name: 'bad', Rating: 'Tepid' }, { Name: 'good too' }]);

		assert.deepEqual(got.map(r => r.success),
		    [true, false, false, true]);
		assert.deepEqual(got[1].errors, [{
			statusCode: 'REQUIRED_FIELD_MISSING',
			message: 'Required fields are missing: [Name]',
			fields: ['Name'] }]);
		assert.equal(got[2].errors[0].statusCode,
		    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
		ids = got.filter(r => r.success).map(r => r.id);
	});
	await check('or all of them, if that is wanted', async () => {
		const got = await account.create([{ Name: 'good' }, {}],
		    { allOrNone: true });

		assert.deepEqual(got.map(r => r.errors[0].statusCode),
		    ['ALL_OR_NONE_OPERATION_ROLLED_BACK',
		    'REQUIRED_FIELD_MISSING']);
	});
	await check('more than 200 are several calls', async () => {
		const got = await account.create(names(450),
		    { allowRecursive: true });

		assert.ok(got.every(r => r.success));
		await throws(() => account.create(names(201)),
		    'EXCEEDED_ID_LIMIT', /cannot submit more than 200 records/);
	});
	await check('many are upserted', async () => {
		const got = await account.upsert([
			{ Code__c: 'many-1', Name: 'old' },
			{ Code__c: 'many-450', Name: 'new' },
			{ Code__c: 'many-2', Name: 'bad', Rating: 'Tepid' } ],
		    'Code__c');

		assert.deepEqual(got.map(r => [r.success, r.created === true]),
		    [[true, false], [true, true], [false, false]]);
	});
	await check('many are read, changed, deleted', async () => {
		const got = await account.update(ids.map(
		    Id => ({ Id, Rating: 'Cold' })));

		assert.ok(got.every(r => r.success));
		const read = await account.retrieve(ids);
		assert.deepEqual(read.map(r => r.Rating), ['Cold', 'Cold']);
		const gone = await account.destroy([...ids, ids[0]]);
		assert.deepEqual(gone.map(r => r.success), [true, true, false]);
	});
	await check('changed and deleted ones are listed', async () => {
		const now = Date.now(), hour = 3600e3;
		const from = new Date(now - hour), to = new Date(now + 60e3);

		assert.ok((await account.updated(from, to)).ids.length > 400);
		assert.deepEqual((await account.deleted(from, to))
		    .deletedRecords.map(r => r.id).filter(id => ids.includes(id))
		    .sort(), ids.sort());
	});
}

async function bulk(conn) {
	const load = more => conn.bulk2.loadAndWaitForResults({
		object: 'Account', pollInterval: 50, pollTimeout: 30000, ...more });
	let ids;

	await check('rows of a job fail alone', async () => {
		const got = await load({ operation: 'insert', input: [
			{ Name: 'Süd, "bulk"', Code__c: 'bulk-1', Rating: 'Hot' },
			{ Name: '', Code__c: 'bulk-2', Rating: 'Hot' },
			{ Name: 'bad', Code__c: 'bulk-3', Rating: 'Tepid' },
			{ Name: 'two\nlines', Code__c: 'bulk-4', Rating: '' } ] });
		const of = code => got.failedResults.find(r => r.Code__c === code);

		assert.deepEqual(got.successfulResults.map(
		    r => [r.Code__c, r.sf__Created]).sort(),
		    [['bulk-1', 'true'], ['bulk-4', 'true']]);
		assert.equal(of('bulk-2').sf__Error, 'REQUIRED_FIELD_MISSING:' +
		    'Required fields are missing: [Name]:Name --');
		assert.match(of('bulk-3').sf__Error,
		    /^INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:.*:Rating --$/);
		assert.equal(of('bulk-3').sf__Id, '');
		assert.deepEqual(got.unprocessedRecords, []);
		ids = got.successfulResults.map(r => r.sf__Id);
		assert.equal((await conn.sobject('Account').findOne(
		    { Code__c: 'bulk-1' }, 'Name')).Name, 'Süd, "bulk"');
	});
	await check('a job upserts, with parents by their keys', async () => {
		const got = await load({ operation: 'upsert',
			externalIdFieldName: 'Code__c',
			input: 'Code__c,Name,Owner.Username\n' +
			`bulk-1,old,${said.username}\nbulk-9,nine,nobody\n` +
			`bulk-5,new,${said.username}\n` });

		assert.deepEqual(got.successfulResults.map(
		    r => [r.Code__c, r.sf__Created]).sort(),
		    [['bulk-1', 'false'], ['bulk-5', 'true']]);
		assert.match(got.failedResults[0].sf__Error,
		    /Foreign key external ID: nobody not found/);
	});
	await check('a job updates and deletes', async () => {
		let got = await load({ operation: 'update',
			input: ids.map(Id => ({ Id, Rating: '#N/A' })) });
		assert.equal(got.successfulResults.length, 2);
		got = await load({ operation: 'delete', input: [
			...ids.map(Id => ({ Id })), { Id: '001000000000001AAA' } ] });
		assert.equal(got.successfulResults.length, 2);
		assert.equal(got.failedResults.length, 1);
	});
	await check('a job of unknown columns fails as a whole', () =>
	    assert.rejects(load({ operation: 'insert',
		input: [{ Nam: 'x' }] }), /InvalidBatch : Field name not found/));
	await check('a job is aborted and deleted', async () => {
		const job = conn.bulk2.createJob({ object: 'Account',
			operation: 'insert' });

		await job.open();
		assert.match(job.getInfo().contentUrl,
		    /^services\/data\/v62.0\/jobs\/ingest\/750\w{15}\/batches$/);
		await job.uploadData('Name\nx\n');
		await job.abort();
		assert.equal((await job.check()).state, 'Aborted');
		await job.delete();
		await throws(() => job.check(), 'NOT_FOUND');
	});
	await check('a query is a job', async () => {
		const stream = await conn.bulk2.query('SELECT Id, Name, ' +
		    "Owner.Username FROM Account WHERE Name LIKE 'Account 0%'",
		    { pollInterval: 50, pollTimeout: 30000 });
		const got = await stream.toArray();

		assert.equal(new Set(got.map(r => r.Id)).size, rows);
		assert.match(got[0].Name, /^Account 0/);
		assert.equal(got[7]['Owner.Username'], said.username);
	});
	// jsforce ends the stream of its results with the first page (its
	// issues 1546 and 1693): here its own call is made page by page.
	await check('results of a query come in pages', async () => {
		const made = await conn.request({ method: 'POST',
			url: `/services/data/v${version}/jobs/query`,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ operation: 'query', query:
			    "SELECT Id FROM Account WHERE Name LIKE 'Account 0%'" }) });
		const job = conn.bulk2.job('query', { id: made.id });
		const pages = [];

		await job.poll(50, 30000);
		while (job.locator !== 'null')
			pages.push(await job.createQueryRequest({ method: 'GET',
				path: `/${job.id}/results?maxRecords=1000` +
				(job.locator ? `&locator=${job.locator}` : ''),
				headers: { Accept: 'text/csv' },
				responseType: 'text/csv' }));
		assert.deepEqual(pages.map(p => p.length),
		    [1000, 1000, 1000, 1000, 500]);
		assert.equal(new Set(pages.flat().map(r => r.Id)).size, rows);
		await job.delete();
	});
	await check('a query that a job cannot do is refused', () =>
	    assert.rejects(conn.bulk2.query(
		'SELECT Id, BillingAddress FROM Account'),
		/compound data not supported in Bulk Query/));
	await check('nor does a job group', () => throws(() => conn.bulk2.query(
	    'SELECT COUNT(Id) FROM Account GROUP BY Name'), 'API_ERROR'));
}

async function tooling(conn) {
	const describes = async () => (await conn.describe('Account')).fields
	    .find(f => f.name === 'Usage__c');
	let id;

	await check('a field is made, and hidden at first', async () => {
		const made = await conn.tooling.sobject('CustomField').create({
			FullName: 'Account.Usage__c', Metadata: { label: 'Usage',
			type: 'Number', precision: 18, scale: 2 } });

		assert.equal(made.success, true);
		id = made.id;
		assert.equal(id.slice(0, 3), '00N');
		assert.equal(await describes(), undefined);
	});
	await check('a permission set shows it', async () => {
		const set = await conn.sobject('PermissionSet').create({
			Name: 'Usage', Label: 'Usage' });

		await conn.sobject('FieldPermissions').create({
			ParentId: set.id, SobjectType: 'Account',
			Field: 'Account.Usage__c', PermissionsRead: true,
			PermissionsEdit: true });
		await conn.sobject('PermissionSetAssignment').create({
			PermissionSetId: set.id, AssigneeId: conn.userInfo.id });
		assert.equal((await describes()).scale, 2);
		const made = await conn.sobject('Account').create({
			Name: 'used', Usage__c: 1.5 });
		assert.equal((await conn.sobject('Account')
		    .retrieve(made.id)).Usage__c, 1.5);
	});
	await check('it is found by a query, and deleted', async () => {
		const got = await conn.tooling.query("SELECT Id, DeveloperName " +
		    "FROM CustomField WHERE DeveloperName = 'Usage'");

		assert.deepEqual(got.records.map(r => r.Id), [id]);
		await conn.tooling.sobject('CustomField').destroy(id);
		assert.equal(await describes(), undefined);
	});
	await check('a field that is there is not made again', () => throws(
	    () => conn.tooling.sobject('CustomField').create({
		FullName: 'Account.Score__c', Metadata: { label: 'Score',
		type: 'Number', precision: 5, scale: 2 } }),
		'DUPLICATE_DEVELOPER_NAME'));
}

async function main() {
	const conn = connection({ oauth2 });

	await signIn();
	await conn.authorize({ grant_type: 'client_credentials' });
	await describe(conn);
	await query(conn);
	await single(conn);
	await many(conn);
	await bulk(conn);
	await tooling(conn);
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 ? 1 : 0;
}

main();
