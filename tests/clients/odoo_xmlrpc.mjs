// odoo-xmlrpc: callbacks, and arguments in lists of lists.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { admin, base64, content, db, library, nobody, password, url, username } from './server.mjs';

const Odoo = library('odoo-xmlrpc');
const client = (changes = {}) => new Odoo({ url, db, username, password, ...changes });
const odoo = client();
const call = (model, method, ...args) => promisify(odoo.execute_kw.bind(odoo))(model, method, args);
const connect = (someone) => promisify(someone.connect.bind(someone))();
const fault = (faultCode, words, promise) =>
    assert.rejects(promise, (error) => error.faultCode === faultCode && error.faultString.includes(words));

before(() => connect(odoo));

test('connects by callback', (_, done) => {
    client().connect((error, uid) => {
        assert.deepEqual([error, uid], [null, admin]);
        client({ password: 'wrong' }).connect((refused, none) => {
            assert.deepEqual([refused, none], [{ message: 'No UID returned from authentication.' }, null]);
            done();
        });
    });
});

test('refuses another database', () => fault(1, 'another', connect(client({ db: 'another' }))));

// Its README's examples, in their order.
test('lists, counts, reads, searches', async () => {
    const id = await call('res.partner', 'create', [{ name: 'Rpc', is_company: true, ref: 'rpc' }]);
    const domain = [['is_company', '=', true], ['ref', '=', 'rpc']];
    assert.deepEqual(await call('res.partner', 'search', [domain]), [id]);
    assert.deepEqual(await call('res.partner', 'search', [domain, 0, 5]), [id]);
    assert.deepEqual(await call('res.partner', 'search', [domain, 1, 5]), []);
    assert.equal(await call('res.partner', 'search_count', [domain]), 1);
    assert.equal((await call('res.partner', 'read', [[id]]))[0].name, 'Rpc');
    assert.deepEqual(await call('res.partner', 'read', [[id], ['name', 'ref']]), [{ id, name: 'Rpc', ref: 'rpc' }]);
    assert.deepEqual(await call('res.partner', 'search_read', [domain, ['name', 'lang'], 0, 5]), [{ id, name: 'Rpc', lang: false }]);
    assert.deepEqual(await call('res.partner', 'search_read', [domain], { fields: ['name'], limit: 1 }), [{ id, name: 'Rpc' }]);
});

test('creates, writes, names, unlinks', async () => {
    const id = await call('res.partner', 'create', [{ name: 'New' }]);
    assert.equal(await call('res.partner', 'write', [[id], { name: 'Newer' }]), true);
    assert.deepEqual(await call('res.partner', 'name_get', [[id]]), [[id, 'Newer']]);
    assert.deepEqual(await call('res.partner', 'name_search', ['Newe']), [[id, 'Newer']]);
    assert.equal(await call('res.partner', 'unlink', [[id]]), true);
    assert.deepEqual(await call('res.partner', 'search', [[['id', '=', id]]]), []);
});

test('changes relations by commands', async () => {
    const tag = await call('res.partner.category', 'create', [{ name: 'tag' }]);
    const id = await call('res.partner', 'create', [{ name: 'Firm', category_id: [[6, 0, [tag]]], child_ids: [[0, 0, { name: 'Child' }]] }]);
    const [firm] = await call('res.partner', 'read', [[id], ['category_id', 'child_ids']]);
    assert.deepEqual(firm.category_id, [tag]);
    assert.deepEqual((await call('res.partner', 'read', [firm.child_ids, ['parent_id']]))[0].parent_id, [id, 'Firm']);
});

test('introspects fields and defaults', async () => {
    assert.equal((await call('res.partner', 'fields_get', [])).name.type, 'char');
    const fields = await call('sale.document', 'fields_get', [], { attributes: ['string', 'help', 'type', 'store'] });
    assert.deepEqual([fields.file.type, fields.file.store], ['binary', 's3']);
    assert.deepEqual(await call('res.partner', 'default_get', [['active']]), { active: true });
    assert.equal((await call('ir.model', 'search_read', [[['model', '=', 'sale.document']], ['modules']]))[0].modules, 'sale');
});

test('keeps every byte of a file', async () => {
    const id = await call('sale.document', 'create', [{ name: 'Contract', file: base64 }]);
    const [{ file }] = await call('sale.document', 'read', [[id], ['file']]);
    assert.ok(Buffer.from(file, 'base64').equals(content));
    const sized = await call('sale.document', 'read', [[id], ['file']], { context: { bin_size: true } });
    assert.equal(sized[0].file, '976.57 Kb');
});

test('is told what went wrong', async () => {
    await fault(1, "Invalid field 'nothing' on model 'res.partner'", call('res.partner', 'create', [{ name: 'x', nothing: 1 }]));
    await fault(2, 'Record does not exist or has been deleted.', call('res.partner', 'unlink', [[nobody]]));
    await fault(4, 'Private methods (such as _search) cannot be called remotely.', call('res.partner', '_search', [[]]));
    await fault(1, 'exec_workflow', promisify(odoo.exec_workflow.bind(odoo))('res.partner', 'confirm', [[admin]]));
    const stranger = client({ password: 'wrong' });
    await fault(3, 'Access Denied', promisify(stranger.execute_kw.bind(stranger))('res.partner', 'search', [[[]]]));
});

// OpenERP's reports are not among what is served.
test('finds no reports', () =>
    assert.rejects(promisify(odoo.render_report.bind(odoo))('sale.report', [[admin]]), { message: 'Not Found' }));
