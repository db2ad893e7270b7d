import assert from 'node:assert/strict';
import { test } from 'node:test';

import { normalise } from '../../extension/background/fingerprints.js';
import { finding } from './engine.mjs';
import { openPage, start } from './setup.mjs';

const phrase = { text: 'Only 3 left', rule: 'en.scarcity.only-n-left', tactic: 'scarcity' };
const texts = async (page, text = 'Only 3 left') => {
    const reply = await page.say('scan', { page: 'page1', lang: 'en', blocks: [{ i: 0, text }] });
    return reply.findings.map((finding) => finding.text);
};

test('a phrase is the same whatever its case, width, spacing, hidden characters and numbers', () => {
    const plain = normalise('Only 3 left');
    for (const text of [
        'ONLY 3 LEFT',
        ' only  12\u00a0left ',
        'Only 1,250 left',
        'On\u200bly 3 left',
        'Ｏｎｌｙ ３ left',
        'Only ٣ left',
    ]) {
        assert.equal(normalise(text), plain, text);
    }
    assert.notEqual(normalise('Only 3 left today'), plain);
    assert.equal(normalise('STRASSE'), normalise('straße'));
});

test('an ignored phrase is no longer found on its site, whatever its number, and is elsewhere', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    const other = openPage(chrome, { id: 2, url: 'https://other.example/' });
    assert.deepEqual(await texts(page), ['Only 3 left']);
    assert.deepEqual(await page.say('ignore', { finding: phrase }), { ok: true });
    assert.deepEqual(await texts(page, 'Only 7 left'), []);
    assert.deepEqual(await texts(other), ['Only 3 left']);
    assert.ok(other.told.some(({ kind }) => kind === 'settings-changed'));
});

for (const [kind, fields] of Object.entries({
    scan: { blocks: [{ i: 0, text: phrase.text }] },
    prompt: { prompt: { blocks: [], cover: 1, dialog: true, password: false, opened: 'first' } },
})) {
    test(`a phrase ignored while the engine is at work does not come with its answer to a ${kind}`, async () => {
        const { chrome, engine } = await start();
        const page = openPage(chrome);
        engine.askEngine = async () => {
            assert.deepEqual(await page.say('ignore', { finding: phrase }), { ok: true });
            return JSON.stringify({ v: 1, lang: 'en', asks: true, asked: [], findings: [finding()] });
        };
        const reply = await page.say(kind, { page: 'page1', lang: 'en', ...fields });
        assert.deepEqual(reply.findings, []);
    });
}

test('on disk is a fingerprint with site, rule, tactic and day, and no word of the phrase', async () => {
    const { chrome } = await start();
    await openPage(chrome).say('ignore', { finding: phrase });
    const { settings, key } = chrome.storage.local.peek();
    const [{ id, hmac, when, ...rest }] = settings.ignored;
    assert.deepEqual(rest, { site: 'shop.example', rule: phrase.rule, tactic: 'scarcity' });
    assert.match(id, /^[\w-]+$/);
    assert.match(hmac, /^[0-9a-f]{64}$/);
    assert.match(when, /^\d{4}-\d\d-\d\d$/);
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.doesNotMatch(JSON.stringify(chrome.storage.local.peek()).replaceAll(phrase.rule, ''), /only|left/i);
});

test('the same phrase has another fingerprint on another site and under another key', async () => {
    const marks = new Set();
    for (const url of ['https://shop.example/', 'https://other.example/', 'https://shop.example/']) {
        const { chrome } = await start();
        await openPage(chrome, { url }).say('ignore', { finding: phrase });
        marks.add(chrome.storage.local.peek().settings.ignored[0].hmac);
    }
    assert.equal(marks.size, 3);
});

test('ignoring twice keeps one entry, and removing it brings the phrase back', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    await page.say('ignore', { finding: phrase });
    await page.say('ignore', { finding: { ...phrase, text: 'ONLY 9 LEFT' } });
    const { ignored } = (await ask('settings-get')).settings;
    assert.equal(ignored.length, 1);
    await ask('ignored-remove', { id: ignored[0].id });
    assert.deepEqual(await texts(page), ['Only 3 left']);
});

test('a page that ignores without end pushes out its own phrases, not those of other sites', async () => {
    const entry = (site, i) => ({
        id: `${site.length}-${i}`, site, rule: phrase.rule, tactic: phrase.tactic,
        hmac: i.toString(16).padStart(64, site === 'shop.example' ? 'a' : 'b'), when: '2026-01-31',
    });
    const kept = [
        ...Array.from({ length: 50 }, (_, i) => entry('other.example', i)),
        ...Array.from({ length: 200 }, (_, i) => entry('shop.example', i)),
    ];
    const { chrome, ask } = await start({ stored: { settings: { ignored: kept } } });
    await openPage(chrome).say('ignore', { finding: phrase });
    const ids = (await ask('settings-get')).settings.ignored.map(({ id }) => id);
    assert.equal(ids.length, 250);
    assert.deepEqual(ids.slice(0, 50), kept.slice(0, 50).map(({ id }) => id));
    assert.deepEqual(ids.slice(50, -1), kept.slice(51).map(({ id }) => id));
});

test('the key is made at install, once', async () => {
    const { chrome } = await start();
    await chrome.runtime.onInstalled.fire({ reason: 'install' });
    const { key } = chrome.storage.local.peek();
    assert.match(key, /^[0-9a-f]{64}$/);
    await chrome.runtime.onInstalled.fire({ reason: 'update' });
    assert.equal(chrome.storage.local.peek().key, key);
});
