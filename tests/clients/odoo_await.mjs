// odoo-await: its search shapes, its actions on many2many and one2many fields, its external ids.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { admin, apiKey, base64, content, db, library, nobody, password, url, username } from './server.mjs';

const OdooAwait = library('odoo-await');
const odoo = new OdooAwait({ baseUrl: url, db, username, password });

before(() => odoo.connect());

const partner = (name, values = {}) => odoo.create('res.partner', { name, ...values });
const one = async (model, id, fields) => (await odoo.read(model, id, fields))[0];
const fault = (faultCode, words, call) =>
    assert.rejects(call, (error) => error.faultCode === faultCode && error.faultString.includes(words));

test('logs in, with the password or an API key', async () => {
    assert.equal(odoo.uid, admin);
    assert.equal(await new OdooAwait({ baseUrl: url, db, username, password: apiKey }).connect(), admin);
    await assert.rejects(new OdooAwait({ baseUrl: url, db, username, password: 'wrong' }).connect(), /^Error connecting|invalid credentials/);
    await fault(1, 'another', new OdooAwait({ baseUrl: url, db: 'another', username, password }).connect());
});

test('creates, reads, updates, deletes', async () => {
    const id = await partner('Ada ☃ <&>', { email: 'ada@example.com' });
    assert.deepEqual(await one('res.partner', id, ['name', 'email', 'phone']), { id, name: 'Ada ☃ <&>', email: 'ada@example.com', phone: false });
    assert.equal(await odoo.update('res.partner', id, { phone: '123' }), true);
    assert.equal((await one('res.partner', [id])).phone, '123');
    assert.equal(await odoo.delete('res.partner', id), true);
    assert.deepEqual(await odoo.read('res.partner', id, ['name']), []);
});

test('searches by object, by one condition and by a whole domain', async () => {
    const ids = [await partner('Berta', { ref: 'await' }), await partner('Carl', { ref: 'await' })];
    assert.deepEqual(await odoo.search('res.partner', { name: 'Berta', ref: 'await' }), [ids[0]]);
    assert.deepEqual(await odoo.search('res.partner', { name: ['Berta'] }), [ids[0]]);
    assert.deepEqual(await odoo.search('res.partner', ['ref', '=', 'await']), ids);
    assert.deepEqual(await odoo.search('res.partner', ['|', ['name', '=', 'Berta'], ['name', '=', 'Carl']]), ids);
    assert.ok((await odoo.search('res.partner')).length >= 2);
    assert.deepEqual(await odoo.searchRead('res.partner', { ref: 'await' }, ['name'], { offset: 1, limit: 5, order: 'name' }), [{ id: ids[1], name: 'Carl' }]);
    assert.deepEqual((await odoo.searchRead('res.partner', [['ref', '=', 'await']], ['name'])).map(({ name }) => name), ['Berta', 'Carl']);
    assert.equal(await odoo.execute_kw('res.partner', 'search_count', [[[['ref', '=', 'await']]]]), 2);
});

test('changes one2many and many2many fields by its actions', async () => {
    const firm = await partner('Firm', { child_ids: { action: 'create', value: [{ name: 'Anne' }, { name: 'Bob' }] } });
    const children = async () => (await one('res.partner', firm, ['child_ids'])).child_ids;
    const [anne, bob] = await children();
    assert.deepEqual((await one('res.partner', anne, ['parent_id'])).parent_id, [firm, 'Firm']);
    await odoo.update('res.partner', firm, { child_ids: { action: 'update', id: anne, value: { name: 'Anna' } } });
    assert.equal((await one('res.partner', anne, ['name'])).name, 'Anna');
    await odoo.update('res.partner', firm, { child_ids: { action: 'delete', id: bob } });
    assert.deepEqual(await children(), [anne]);

    const red = await odoo.create('res.partner.category', { name: 'red' });
    const blue = await odoo.create('res.partner.category', { name: 'blue' });
    const after = async (category_id) => {
        await odoo.update('res.partner', firm, { category_id });
        return (await one('res.partner', firm, ['category_id'])).category_id;
    };
    assert.deepEqual(await after({ action: 'add', id: [red, blue] }), [red, blue]);
    assert.deepEqual(await after({ action: 'remove', id: red }), [blue]);
    assert.deepEqual(await after({ action: 'replace', id: [red] }), [red]);
    assert.deepEqual(await after({ action: 'clear' }), []);
    assert.equal((await after({ action: 'create', value: { name: 'green' } })).length, 1);
    assert.deepEqual(await after({ action: 'replace', id: [blue] }), [blue]);
    assert.deepEqual(await after({ action: 'delete', id: blue }), []);
    assert.deepEqual(await odoo.search('res.partner.category', { id: blue }), []);
});

test('finds records by external ids', async () => {
    const id = await odoo.create('res.partner', { name: 'Ext' }, 'await_ext');
    assert.equal(await odoo.searchByExternalId('await_ext'), id);
    assert.deepEqual(await odoo.readByExternalId('await_ext', ['name']), { id, name: 'Ext' });
    assert.equal(await odoo.updateByExternalId('await_ext', { name: 'Other' }), true);
    assert.equal((await odoo.readByExternalId('await_ext', ['name'])).name, 'Other');
    const second = await partner('Second');
    await odoo.createExternalId('res.partner', second, 'await_second', 'elsewhere');
    assert.deepEqual(await odoo.searchRead('ir.model.data', { name: 'await_second' }, ['module', 'model', 'res_id'])
        .then(([row]) => [row.module, row.model, row.res_id]), ['elsewhere', 'res.partner', second]);
    assert.equal(await odoo.deleteByExternalId('await_ext'), true);
    assert.deepEqual(await odoo.search('res.partner', { id }), []);
    await assert.rejects(odoo.searchByExternalId('await_ext'), /No matching record/);
});

test('keeps every byte of a file', async () => {
    const id = await odoo.create('sale.document', { name: 'Contract', file: base64 });
    assert.ok(Buffer.from((await one('sale.document', id, ['file'])).file, 'base64').equals(content));
    const sized = await odoo.searchRead('sale.document', { id }, ['file'], { context: { bin_size: true } });
    assert.equal(sized[0].file, '976.57 Kb');
    await odoo.update('sale.document', id, { file: false });
    assert.equal((await one('sale.document', id, ['file'])).file, false);
});

test('describes fields, names and defaults', async () => {
    const fields = await odoo.getFields('sale.document', ['type', 'store']);
    assert.deepEqual(fields.file, { type: 'binary', store: 's3' });
    assert.equal((await odoo.getFields('res.partner')).parent_id.relation, 'res.partner');
    const id = await partner('Named await');
    assert.deepEqual(await odoo.action('res.partner', 'name_get', id), [[id, 'Named await']]);
    assert.deepEqual(await odoo.execute_kw('res.partner', 'name_search', [['Named aw']]), [[id, 'Named await']]);
    assert.deepEqual(await odoo.execute_kw('res.partner', 'default_get', [[['active']]]), { active: true });
});

test('is told what went wrong', async () => {
    await fault(1, "Invalid field 'nothing' on model 'res.partner'", odoo.search('res.partner', { nothing: 1 }));
    await fault(1, "has no attribute 'action_confirm'", odoo.action('res.partner', 'action_confirm', [admin]));
    await fault(2, 'Record does not exist or has been deleted.', odoo.update('res.partner', nobody, { name: 'x' }));
    await fault(2, "Object no.model doesn't exist", odoo.search('no.model', {}));
    await fault(4, 'Private methods (such as _write) cannot be called remotely.', odoo.action('res.partner', '_write', [admin]));
    const wrong = new OdooAwait({ baseUrl: url, db, username, password: 'wrong' });
    wrong.uid = admin;
    await fault(3, 'Access Denied', wrong.search('res.partner', {}));
});
