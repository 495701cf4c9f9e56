// odoo-xmlrpc-ts: its compiled dist, as a program in JavaScript takes it. Its errors keep the fault's text alone.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { admin, apiKey, base64, content, db, library, nobody, password, url, username } from './server.mjs';

const { OdooAuthenticationError, OdooClient, OdooError } = library('odoo-xmlrpc-ts');
const client = (changes = {}) => new OdooClient({ url, db, username, password, ...changes });
const odoo = client();
const told = (words, promise) =>
    assert.rejects(promise, (error) => error instanceof OdooError && error.message.includes(words));

before(() => odoo.authenticate());

test('logs in, with the password or an API key', async () => {
    assert.equal(await client().authenticate(), admin);
    assert.equal(await client({ password: apiKey }).authenticate(), admin);
    assert.deepEqual(await odoo.version(), {
        server_version: '16.0', server_version_info: [16, 0, 0, 'final', 0, ''], server_serie: '16.0', protocol_version: 1 });
    await assert.rejects(client({ password: 'wrong' }).authenticate(), OdooAuthenticationError);
    await told('another', client({ db: 'another' }).authenticate());
});

test('creates, reads, writes, unlinks', async () => {
    const id = await odoo.create('res.partner', { name: 'Ty Pescript', ref: 'ts' });
    const other = await odoo.create('res.partner', { name: 'Zoe', ref: 'ts' });
    const domain = [['ref', '=', 'ts']];
    assert.deepEqual(await odoo.search('res.partner', domain, { order: 'name desc', limit: 1 }), [other]);
    assert.deepEqual(await odoo.search('res.partner', domain, { offset: 1, order: 'name' }), [other]);
    assert.equal(await odoo.searchCount('res.partner', domain), 2);
    assert.deepEqual(await odoo.read('res.partner', [id], ['name', 'email']), [{ id, name: 'Ty Pescript', email: false }]);
    assert.equal((await odoo.read('res.partner', [id]))[0].ref, 'ts');
    assert.deepEqual(await odoo.searchRead('res.partner', domain, { fields: ['name'], order: 'id', limit: 1 }), [{ id, name: 'Ty Pescript' }]);
    assert.equal(await odoo.write('res.partner', [id, other], { ref: 'changed' }), true);
    assert.equal(await odoo.unlink('res.partner', [id, other]), true);
    assert.equal(await odoo.searchCount('res.partner', [['ref', '=', 'changed']]), 0);
});

test('changes relations by commands', async () => {
    const tag = await odoo.create('res.partner.category', { name: 'ts tag' });
    const id = await odoo.create('res.partner', { name: 'Firm', category_id: [[4, tag]], child_ids: [[0, 0, { name: 'Child' }]] });
    const [firm] = await odoo.read('res.partner', [id], ['category_id', 'child_ids', 'parent_id']);
    assert.deepEqual([firm.category_id, firm.child_ids.length, firm.parent_id], [[tag], 1, false]);
    await odoo.write('res.partner', [id], { child_ids: [[2, firm.child_ids[0]]], category_id: [[5]] });
    assert.deepEqual(await odoo.read('res.partner', [id], ['category_id', 'child_ids']), [{ id, category_id: [], child_ids: [] }]);
});

test('describes fields, names and defaults', async () => {
    const fields = await odoo.fieldsGet('sale.document');
    assert.deepEqual([fields.file.type, fields.file.string], ['binary', 'File']);
    assert.equal((await odoo.fieldsGet('sale.document', ['store'])).file.store, 's3');
    const id = await odoo.create('res.partner', { name: 'Named ts' });
    assert.deepEqual(await odoo.execute('res.partner', 'name_get', [[id]]), [[id, 'Named ts']]);
    assert.deepEqual(await odoo.execute('res.partner', 'name_search', [], { name: 'Named t' }), [[id, 'Named ts']]);
    assert.deepEqual(await odoo.execute('res.partner', 'default_get', [['active']]), { active: true });
});

test('keeps every byte of a file', async () => {
    const id = await odoo.create('sale.document', { name: 'Contract', file: base64 });
    const [{ file }] = await odoo.read('sale.document', [id], ['file']);
    assert.ok(Buffer.from(file, 'base64').equals(content));
    assert.equal((await odoo.execute('sale.document', 'read', [[id], ['file']], { context: { bin_size: true } }))[0].file, '976.57 Kb');
});

test('is told what went wrong', async () => {
    await told("Invalid field 'nothing' on model 'res.partner'", odoo.search('res.partner', [['nothing', '=', 1]]));
    await told("has no attribute 'no_such_method'", odoo.execute('res.partner', 'no_such_method'));
    await told('Record does not exist or has been deleted.', odoo.write('res.partner', [nobody], { name: 'x' }));
    await told("Object no.model doesn't exist", odoo.search('no.model', []));
    await told('Private methods (such as _search) cannot be called remotely.', odoo.execute('res.partner', '_search', [[]]));
});
