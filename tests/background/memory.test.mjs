import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, start } from './setup.mjs';

const NOW = 1_795_348_800_000;
const watch = { what: 'timer', value: 600, start: 610 };

/** An engine whose every finding has something to remember, and that tells by a word what it was asked to weigh. */
function remembering(engine) {
    const plainly = engine.askEngine;
    engine.askEngine = async (json) => {
        const request = JSON.parse(json);
        if (request.kind === 'weigh') {
            engine.asked.push(request);
            return JSON.stringify({ v: 1, findings: request.findings.map((one) => ({ ...one, evidence: ['seen'] })) });
        }
        const reply = JSON.parse(await plainly(json));
        reply.findings?.forEach((one) => Object.assign(one, { watch }));
        return JSON.stringify(reply);
    };
}

/** A visit that finds a timer at a moment; gives the findings as the page gets them. */
async function visit(page, id, { now = NOW, opened, text = 'Only 3 left', blocks = [{ i: 0, text }] } = {}) {
    const when = { today: '2026-11-22', now, zone: 60, away: [], ...opened === undefined ? {} : { opened } };
    const reply = await page.say('scan', { page: id, lang: 'en', blocks, ...when });
    return reply.findings;
}

const kept = (chrome) => Object.entries(chrome.storage.local.peek()).filter(([key]) => key.startsWith('seen:'));

test('the next visit is weighed by the one before; the page hears nothing of what is remembered', async () => {
    const { chrome, engine, ask } = await start();
    remembering(engine);
    const page = openPage(chrome, { url: 'https://shop.example/mug' });
    const [first] = await visit(page, 'page1');
    assert.deepEqual([first.evidence, 'watch' in first], [[], false]);
    const [again] = await visit(page, 'page2', { now: NOW + 60_000 });
    assert.deepEqual([again.evidence, 'watch' in again], [['seen'], false]);
    const { remembered, now, zone } = engine.asked.at(-1);
    assert.deepEqual([now, zone], [NOW + 60_000, 60]);
    assert.deepEqual(remembered[0].earlier, [{ opened: NOW, start: 610, end: NOW + 600_000 }]);
    assert.equal((await ask('memory')).entries[0].visits.length, 2);
    assert.ok(!JSON.stringify(kept(chrome)).includes('shop'), 'no site is named');
});

test('a visit begins as its page does, however late the page is read', async () => {
    const { chrome, engine } = await start();
    remembering(engine);
    const page = openPage(chrome, { url: 'https://shop.example/mug' });
    await visit(page, 'page1', { opened: NOW - 9_000.5 });
    await visit(page, 'page2', { now: NOW + 8_000, opened: NOW + 2_000 });
    const { remembered } = engine.asked.at(-1);
    assert.deepEqual([remembered[0].earlier[0].opened, remembered[0].opened], [NOW - 9_000.5, NOW + 2_000]);
});

test('another page, other words and two blocks that say the same are not taken for one another', async () => {
    const { chrome, engine } = await start();
    remembering(engine);
    const mug = openPage(chrome, { id: 1, url: 'https://shop.example/mug' });
    const lamp = openPage(chrome, { id: 2, url: 'https://shop.example/lamp' });
    await visit(mug, 'page1');
    assert.deepEqual((await visit(lamp, 'page2'))[0].evidence, []);
    assert.deepEqual((await visit(mug, 'page3', { text: 'Only 3 left of it' }))[0].evidence, []);
    const twice = [{ i: 0, text: 'Only 3 left!' }, { i: 1, text: 'Only 9 left!' }];
    await visit(mug, 'page4', { blocks: twice });
    const found = await visit(mug, 'page5', { blocks: twice });
    assert.deepEqual(found.map(({ evidence }) => evidence), [[], []]);
});

test('a private window leaves nothing, nor does one with the switch off, which wipes what there was', async () => {
    const { chrome, engine, ask } = await start();
    remembering(engine);
    await visit(openPage(chrome, { id: 1, incognito: true }), 'page1');
    assert.deepEqual(kept(chrome), []);
    const page = openPage(chrome, { id: 2 });
    await visit(page, 'page2');
    assert.equal(kept(chrome).length, 1);
    await ask('settings-set', { patch: { remember: false } });
    await visit(page, 'page3');
    assert.deepEqual(kept(chrome), []);
});

test('a switch turned off while the engine reads leaves nothing of what it then tells', async () => {
    const { chrome, engine, ask } = await start();
    remembering(engine);
    const plainly = engine.askEngine;
    engine.askEngine = async (json) => {
        const reply = await plainly(json);
        await ask('settings-set', { patch: { remember: false } });
        return reply;
    };
    const [first] = await visit(openPage(chrome), 'page1');
    assert.deepEqual([first.evidence, 'watch' in first], [[], false]);
    assert.deepEqual(kept(chrome), []);
});

test('a page has all it says remembered in one go, and no more of it than leaves room for others', async () => {
    const { chrome, engine } = await start();
    remembering(engine);
    const page = openPage(chrome);
    const words = (at) => `Only 3 left ${'x'.repeat(at)}`;
    const blocks = (from, to) => Array.from({ length: to - from }, (_, at) => ({ i: at, text: words(from + at) }));
    const { local } = chrome.storage;
    const { get } = local;
    let wholes = 0;
    local.get = (keys) => {
        wholes += keys === null ? 1 : 0;
        return get(keys);
    };
    await visit(page, 'page1', { blocks: blocks(0, 15) });
    assert.deepEqual([kept(chrome).length, wholes], [15, 1]);
    await visit(page, 'page1', { blocks: blocks(15, 60) });
    assert.equal(kept(chrome).length, 20);
    const again = await visit(page, 'page2', { now: NOW + 60_000, blocks: blocks(0, 60) });
    assert.deepEqual(again.map(({ evidence }) => evidence.length), [...Array(60).keys()].map(() => 1));
    assert.equal(engine.asked.at(-1).remembered.length, 20);
    await visit(page, 'page3', { now: NOW + 90_000, blocks: blocks(60, 61) });
    assert.equal(kept(chrome).length, 21, 'another visit may say more');
});

test('what was broken in the middle of a write, or is old, is dropped and stops nothing', async () => {
    const { chrome, engine, ask } = await start();
    remembering(engine);
    const page = openPage(chrome);
    await visit(page, 'page1', { now: Date.now() });
    const [[key, entry]] = kept(chrome);
    const visits = [[], [{ opened: 'x' }]].map((some) => ({ ...entry, visits: some }));
    for (const broken of [null, '{"what":"ti', { what: 'timer' }, ...visits]) {
        await chrome.storage.local.set({ [key]: broken, 'seen:other': broken });
        assert.deepEqual((await visit(page, 'page2', { now: Date.now() }))[0].evidence, []);
        assert.equal((await ask('memory')).entries.length, 1);
    }
    const month = 31 * 24 * 60 * 60 * 1000;
    const old = { ...entry.visits[0], opened: Date.now() - month };
    await chrome.storage.local.set({ [key]: { ...entry, visits: [old] } });
    assert.deepEqual((await ask('memory')).entries, []);
});

test('it stays within its bound: the oldest give way', async () => {
    const { chrome, engine, ask } = await start();
    remembering(engine);
    const ago = Date.now() - 1e6;
    const visits = Array.from({ length: 6 }, (_, at) => ({ page: `p${at}`, block: 1, opened: ago + at, start: 9 }));
    const many = Array.from({ length: 3_000 }, (_, at) => [
        `seen:${String(at).padStart(64, '0')}`,
        { what: 'timer', visits: visits.map((one) => ({ ...one, opened: one.opened + at })) },
    ]);
    await chrome.storage.local.set(Object.fromEntries(many));
    await visit(openPage(chrome), 'page1', { now: Date.now() });
    const { bytes, entries } = await ask('memory');
    assert.ok(bytes <= 1_000_000, String(bytes));
    assert.ok(entries.length > 1_000);
    assert.equal(entries[0].visits.length, 1, 'the newest is there');
    assert.ok(!chrome.storage.local.peek()[many[0][0]], 'the oldest is not');
    assert.deepEqual(await ask('memory-wipe'), { ok: true });
    assert.deepEqual(kept(chrome), []);
});
