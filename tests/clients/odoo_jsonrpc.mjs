// @fernandoslim/odoo-jsonrpc: with a password it keeps a session, with an API key it names itself in every call.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { admin, apiKey, base64, content, db, library, nobody, password, port, username } from './server.mjs';

const { default: OdooJSONRpc } = library('@fernandoslim/odoo-jsonrpc');
const client = (who) => new OdooJSONRpc({ baseUrl: 'http://127.0.0.1', port, db, ...who });
const clients = { session: client({ username, password }), 'API key': client({ username, apiKey }) };

before(() => Promise.all(Object.values(clients).map((odoo) => odoo.connect())));

test('opens a session, takes it up again and ends it', async () => {
    const odoo = client({ username, password });
    const info = await odoo.connect();
    assert.deepEqual([info.uid, info.username, info.db, info.is_admin, odoo.uId], [admin, username, db, true, admin]);
    assert.match(odoo.sessionId, /^[0-9a-f]+$/);
    const again = client({ sessionId: odoo.sessionId });
    assert.equal((await again.connect()).username, username);
    assert.deepEqual(await again.read('res.users', admin, ['login']), [{ id: admin, login: username }]);
    assert.equal(await odoo.disconnect(), true);
    await assert.rejects(again.search('res.partner', []), { message: 'Session expired' });
    await assert.rejects(again.connect(), /Authentication failed/);
});

test('connects when first called', async () =>
    assert.deepEqual(await client({ username, password }).read('res.users', [admin], ['login']), [{ id: admin, login: username }]));

test('is refused', async () => {
    await assert.rejects(client({ username, password: 'wrong' }).connect(), /Cookie not found/);
    await assert.rejects(client({ username: 'nobody', password }).connect(), /Cookie not found/);
    const keyless = client({ username, apiKey: 'wrong' });
    assert.equal((await keyless.connect()).uid, false);
    await assert.rejects(keyless.search('res.partner', []), /Please connect/);
    await assert.rejects(client({ sessionId: '0'.repeat(40) }).connect(), /Authentication failed/);
});

for (const [by, odoo] of Object.entries(clients)) {
    const message = (words, promise) => assert.rejects(promise, (error) => error.message.includes(words));

    test(`by ${by}: creates, reads, updates, searches, deletes`, async () => {
        const id = await odoo.create('res.partner', { name: 'Jay Son ☃', ref: by });
        assert.deepEqual(await odoo.read('res.partner', [id], ['name', 'email']), [{ id, name: 'Jay Son ☃', email: false }]);
        assert.equal(await odoo.update('res.partner', id, { email: 'jay@example.com' }), true);
        assert.deepEqual(await odoo.search('res.partner', [['ref', '=', by]]), [id]);
        assert.deepEqual(await odoo.searchRead('res.partner', [['ref', '=', by]], ['email'], { limit: 2, order: 'id' }), [{ id, email: 'jay@example.com' }]);
        assert.equal(await odoo.call_kw('res.partner', 'search_count', [[['ref', '=', by]]]), 1);
        assert.deepEqual(await odoo.call_kw('res.partner', 'name_get', [[id]]), [[id, 'Jay Son ☃']]);
        assert.deepEqual(await odoo.call_kw('res.partner', 'name_search', [], { name: 'Jay S' }), [[id, 'Jay Son ☃']]);
        assert.equal(await odoo.delete('res.partner', id), true);
        assert.deepEqual(await odoo.read('res.partner', [id], ['name']), []);
    });

    test(`by ${by}: changes relations by commands`, async () => {
        const tag = await odoo.create('res.partner.category', { name: by });
        const id = await odoo.create('res.partner', { name: 'Firm', category_id: [[6, 0, [tag]]], child_ids: [[0, 0, { name: 'Child' }]] });
        const [firm] = await odoo.read('res.partner', id, ['category_id', 'child_ids']);
        assert.deepEqual(firm.category_id, [tag]);
        assert.deepEqual((await odoo.read('res.partner', firm.child_ids, ['parent_id']))[0].parent_id, [id, 'Firm']);
    });

    test(`by ${by}: finds records by external ids`, async () => {
        const name = `jsonrpc_${by.replace(' ', '_')}`;
        const id = await odoo.create('res.partner', { name: 'Ext' });
        await odoo.createExternalId('res.partner', id, name);
        assert.equal(await odoo.searchByExternalId(name), id);
        assert.deepEqual(await odoo.readByExternalId(name, ['name']), { id, name: 'Ext' });
        assert.equal(await odoo.updateByExternalId(name, { name: 'Other' }), true);
        assert.equal((await odoo.readByExternalId(name, ['name'])).name, 'Other');
        assert.equal(await odoo.deleteByExternalId(name), true);
        await assert.rejects(odoo.readByExternalId(name), /No matching record/);
    });

    test(`by ${by}: keeps every byte of a file`, async () => {
        const id = await odoo.create('sale.document', { name: 'Contract', file: base64 });
        assert.ok(Buffer.from((await odoo.read('sale.document', id, ['file']))[0].file, 'base64').equals(content));
        const sized = await odoo.searchRead('sale.document', [['id', '=', id]], ['file'], { context: { bin_size: true } });
        assert.equal(sized[0].file, '976.57 Kb');
    });

    test(`by ${by}: describes fields and defaults`, async () => {
        const { file, create_uid } = await odoo.getFields('sale.document');
        assert.deepEqual([file.type, file.store, create_uid.relation], ['binary', 's3', 'res.users']);
        assert.deepEqual(await odoo.call_kw('res.partner', 'default_get', [['active']]), { active: true });
    });

    test(`by ${by}: is told what went wrong`, async () => {
        await message("Invalid field 'nothing' on model 'res.partner'", odoo.search('res.partner', [['nothing', '=', 1]]));
        await message("has no attribute 'update_field_translations'", odoo.updateFieldTranslations('res.partner', admin, 'name', {}));
        await message('Record does not exist or has been deleted.', odoo.update('res.partner', nobody, { name: 'x' }));
        await message("Object no.model doesn't exist", odoo.search('no.model', []));
        await message('Private methods (such as _search) cannot be called remotely.', odoo.action('res.partner', '_search', [[]]));
    });
}
