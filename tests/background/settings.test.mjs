import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CHANGEABLE, KEPT } from '../../extension/shared/kinds.js';
import { record } from '../../extension/shared/shapes.js';
import { defaults, repair } from '../../extension/background/schema.js';
import { makeRandom } from './random.mjs';
import { openPage, start } from './setup.mjs';

const whole = record({ ...CHANGEABLE, ...KEPT });

/** Whether settings are in every field what the rest of the extension counts on. */
function assertWhole({ v, ...fields }) {
    assert.equal(v, 1);
    assert.equal(whole(fields, ''), null);
}

const valid = {
    v: 1,
    default: 'off',
    sites: { 'shop.example': 'on' },
    tactics: { urgency: false },
    sensitivity: 'high',
    tone: 'warm',
    highlight: false,
    remember: false,
    sensitive: { added: ['portal.*'], removed: ['mail.*'] },
    hosts: 'sites',
    ignored: [
        {
            id: 'a',
            site: 'shop.example',
            rule: 'en.scarcity.x',
            tactic: 'scarcity',
            hmac: 'a'.repeat(64),
            when: '2026-01-31',
        },
    ],
};

test('the defaults fit', () => assertWhole(defaults()));

test('valid settings are read as they were written', () => assert.deepEqual(repair(valid), valid));

test('garbage of any shape becomes settings that fit', () => {
    const random = makeRandom(7);
    for (let i = 0; i < 3_000; i += 1) {
        assertWhole(repair(random.value(4)));
    }
});

test('a broken field falls back to its default and leaves the others alone', () => {
    const random = makeRandom(11);
    for (const field of Object.keys(valid).filter((name) => name !== 'v')) {
        for (let i = 0; i < 100; i += 1) {
            const fixed = repair({ ...valid, [field]: random.value() });
            assertWhole(fixed);
            assert.deepEqual(
                { ...fixed, [field]: null },
                { ...valid, [field]: null },
                `${field} spoilt another field`,
            );
        }
    }
});

test('of lists and tables the entries that fit are kept', () => {
    const fixed = repair({
        ...valid,
        sites: { 'shop.example': 'on', 'bad host': 'on', 'other.example': 'perhaps' },
        tactics: { urgency: false, scarcity: true, nonsense: false },
        ignored: [valid.ignored[0], { id: 'b' }, null],
    });
    assert.deepEqual(fixed.sites, { 'shop.example': 'on' });
    assert.deepEqual(fixed.tactics, { urgency: false });
    assert.deepEqual(fixed.ignored, valid.ignored);
});

test('settings of a newer version keep the fields this one knows', () => {
    const fixed = repair({ ...valid, v: 9, future: true });
    assert.equal(fixed.sensitivity, 'high');
    assertWhole(fixed);
});

test('the background starts on garbage in storage and answers with the defaults', async () => {
    const { ask } = await start({ stored: { settings: ['nonsense'], key: 12 } });
    assert.deepEqual((await ask('settings-get')).settings, defaults());
});

test('a hundred changes at once all arrive', async () => {
    const { ask } = await start();
    const sites = Array.from({ length: 100 }, (_, i) => `shop${i}.example`);
    await Promise.all(sites.map((site) => ask('site-set', { site, on: false })));
    const { settings } = await ask('settings-get');
    assert.deepEqual(Object.keys(settings.sites).sort(), sites.sort());
});

test('a full disk gives an error and loses nothing', async () => {
    const { chrome, ask } = await start({ stored: { settings: valid } });
    chrome.storage.local.fail = 1;
    const reply = await ask('settings-set', { patch: { tone: 'plain' } });
    assert.equal(reply.error.want, 'room');
    assert.deepEqual((await ask('settings-get')).settings, { ...valid, hosts: 'sites' });
    assert.equal((await ask('settings-set', { patch: { tone: 'plain' } })).settings.tone, 'plain');
});

test('more sites than can be kept are refused, and those there stay', async () => {
    const sites = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`s${i}.example`, 'off']));
    const { ask } = await start({ stored: { settings: { ...valid, sites } } });
    assert.equal((await ask('site-set', { site: 'one-more.example', on: false })).error.field, 'sites');
    assert.equal(Object.keys((await ask('settings-get')).settings.sites).length, 5_000);
});

test('a change reaches every open tab', async () => {
    const { chrome, ask } = await start();
    const pages = [1, 2, 3].map((id) => openPage(chrome, { id }));
    await ask('settings-set', { patch: { sensitivity: 'low' } });
    for (const page of pages) {
        assert.deepEqual(
            page.told.map(({ kind }) => kind),
            ['settings-changed'],
        );
    }
});

test('reset brings the defaults back but leaves the access the browser gave', async () => {
    const { ask } = await start({ stored: { settings: valid } });
    await ask('settings-reset');
    assert.deepEqual((await ask('settings-get')).settings, { ...defaults(), hosts: 'sites' });
});
