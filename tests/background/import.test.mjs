import assert from 'node:assert/strict';
import { test } from 'node:test';

import { defaults } from '../../extension/background/schema.js';
import { messagesOf, start } from './setup.mjs';

const good = { softsell: 'settings', v: 1 };

test('a file holds only what differs from the defaults, and brings it back', async () => {
    const { ask } = await start();
    assert.deepEqual(JSON.parse((await ask('settings-export')).json), good);

    const patch = {
        tone: 'warm',
        sites: { 'shop.example': 'off' },
        tactics: { fomo: false },
        sensitive: { added: ['portal.*'], removed: [] },
    };
    await ask('settings-set', { patch });
    const { json } = await ask('settings-export');
    assert.deepEqual(JSON.parse(json), { ...good, ...patch });

    await ask('settings-reset');
    await ask('settings-import', { json });
    assert.deepEqual((await ask('settings-get')).settings, { ...defaults(), ...patch });
});

test('a field that the file does not name goes to its default', async () => {
    const { ask } = await start();
    await ask('settings-set', { patch: { tone: 'warm' } });
    await ask('settings-import', { json: JSON.stringify({ ...good, sensitivity: 'low' }) });
    const { settings } = await ask('settings-get');
    assert.equal(settings.tone, 'plain');
    assert.equal(settings.sensitivity, 'low');
});

test('ignored phrases and access are neither exported nor touched by an import', async () => {
    const ignored = [
        {
            id: 'a',
            site: 'shop.example',
            rule: 'en.scarcity.x',
            tactic: 'scarcity',
            hmac: 'a'.repeat(64),
            when: '2026-01-31',
        },
    ];
    const { ask } = await start({ stored: { settings: { ...defaults(), ignored, hosts: 'sites' } } });
    assert.deepEqual(JSON.parse((await ask('settings-export')).json), good);
    await ask('settings-import', { json: JSON.stringify(good) });
    const { settings } = await ask('settings-get');
    assert.deepEqual(settings.ignored, ignored);
    assert.equal(settings.hosts, 'sites');
});

const file = (fields) => JSON.stringify({ ...good, ...fields });
const many = (n, make) => Object.fromEntries(Array.from({ length: n }, (_, i) => make(i)));

/** What is in the file, and the field the error must name. */
const BAD = [
    ['', ''],
    [' ', ''],
    ['{', ''],
    ['null', ''],
    ['[]', ''],
    ['42', ''],
    ['"settings"', ''],
    ['true', ''],
    ['{"softsell": "settings", "v": 1', ''],
    ['{"softsell": "settings", "v": 1}}', ''],
    ['// nothing', ''],
    ['<html></html>', ''],
    ['\u0000\u0001\u0002', ''],
    ['\ufffd'.repeat(50), ''],
    ['{}', ''],
    ['{"v": 1}', ''],
    ['{"softsell": "report", "v": 1}', ''],
    ['{"softsell": true, "v": 1}', ''],
    ['[{"softsell": "settings", "v": 1}]', ''],
    ['{"softsell": "settings"}', 'v'],
    [file({ v: 0 }), 'v'],
    [file({ v: -1 }), 'v'],
    [file({ v: 1.5 }), 'v'],
    [file({ v: '1' }), 'v'],
    [file({ v: null }), 'v'],
    [file({ v: 2 }), 'v'],
    [file({ v: 1e9 }), 'v'],
    [file({ default: 'maybe' }), 'default'],
    [file({ default: true }), 'default'],
    [file({ default: null }), 'default'],
    [file({ sites: [] }), 'sites'],
    [file({ sites: 'shop.example' }), 'sites'],
    [file({ sites: { 'shop.example': true } }), 'sites.shop.example'],
    [file({ sites: { 'https://shop.example/': 'on' } }), 'sites.https://shop.example/'],
    [file({ sites: { '': 'on' } }), 'sites'],
    [file({ sites: { 'SHOP.example': 'on' } }), 'sites.SHOP.example'],
    [file({ sites: { '<b>': 'on' } }), 'sites.<b>'],
    [file({ sites: { [`${'a'.repeat(300)}.example`]: 'on' } }), 'sites.aaa'],
    [file({ sites: many(5_001, (i) => [`s${i}.example`, 'on']) }), 'sites'],
    ['{"softsell": "settings", "v": 1, "sites": {"__proto__": "maybe"}}', 'sites.__proto__'],
    ['{"softsell": "settings", "v": 1, "__proto__": {}}', '__proto__'],
    ['{"softsell": "settings", "v": 1, "constructor": 1}', 'constructor'],
    [file({ tactics: { urgency: true } }), 'tactics.urgency'],
    [file({ tactics: { advice: false } }), 'tactics.advice'],
    [file({ tactics: { nonsense: false } }), 'tactics.nonsense'],
    [file({ tactics: ['urgency'] }), 'tactics'],
    [file({ sensitivity: 'extreme' }), 'sensitivity'],
    [file({ sensitivity: 2 }), 'sensitivity'],
    [file({ tone: 'rude' }), 'tone'],
    [file({ highlight: 'yes' }), 'highlight'],
    [file({ sensitive: ['mail.*'] }), 'sensitive'],
    [file({ sensitive: { added: [] } }), 'sensitive.removed'],
    [file({ sensitive: { added: ['*'], removed: [] } }), 'sensitive.added[0]'],
    [file({ sensitive: { added: ['(a+)+$'], removed: [] } }), 'sensitive.added[0]'],
    [file({ sensitive: { added: [1], removed: [] } }), 'sensitive.added[0]'],
    [file({ ignored: [] }), 'ignored'],
    [file({ hosts: 'everywhere' }), 'hosts'],
    [file({ key: 'a'.repeat(64) }), 'key'],
    [file({ rules: [{ pattern: '.*' }] }), 'rules'],
    [file({ sites: {}, extra: 1 }), 'extra'],
    [`${file({})}${' '.repeat(1_000_001)}`, ''],
    [JSON.stringify({ ...good, note: 'å'.repeat(600_000) }), ''],
    ['['.repeat(200_000), ''],
];

test(`${BAD.length} bad files are refused with a reason that names the field, and change nothing`, async () => {
    const messages = messagesOf('en');
    const { chrome, ask } = await start();
    await ask('settings-set', { patch: { tone: 'advisory' } });
    const before = chrome.storage.local.peek();
    for (const [json, field] of BAD) {
        const { error } = await ask('settings-import', { json });
        const shown = json.slice(0, 80);
        assert.ok(error, `accepted: ${shown}`);
        assert.ok(
            error.field.startsWith(field) && Boolean(error.field) === Boolean(field),
            `${shown}: names ${error.field}`,
        );
        const words = messages[`misfit_${error.want.replaceAll('-', '_')}`];
        assert.ok(words, `no words for ${error.want}`);
        assert.deepEqual(chrome.storage.local.peek(), before, `changed by ${shown}`);
    }
});
