import assert from 'node:assert/strict';
import { test } from 'node:test';

import { finding } from './engine.mjs';
import { messagesOf, openPage, report, start, wake } from './setup.mjs';

const en = messagesOf('en');
const found = (id, more = {}) => ({ ...finding(more), id });
const scanOf = (text) => ({ page: 'page1', lang: 'en', blocks: [{ i: 0, text }] });

test('a scan goes to the engine with the settings, and its findings come back', async () => {
    const { chrome, engine, ask } = await start();
    await ask('settings-set', { patch: { sensitivity: 'high', tone: 'warm', tactics: { fomo: false } } });
    const page = openPage(chrome);
    const reply = await page.say('scan', scanOf('Only 3 left'));
    assert.deepEqual(
        reply.findings.map(({ text }) => text),
        ['Only 3 left'],
    );
    const { kind, lang, ui, sensitivity, tone, off } = engine.asked[0];
    assert.deepEqual(
        { kind, lang, ui, sensitivity, tone, off },
        { kind: 'scan', lang: 'en', ui: 'en', sensitivity: 'high', tone: 'warm', off: ['fomo'] },
    );
});

test('a report is scored, shown on the badge in words too, and told to the popup', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    const soft = found('1:0:s', { tactic: 'no_pressure', text: 'Take your time' });
    assert.deepEqual(await page.say('report', report({ findings: [found('0:0:r')], soft_findings: [soft] })), {
        score: 10,
        band: 'some',
    });

    const badge = chrome.test.badges.get(1);
    assert.equal(badge.text, '10');
    assert.ok(badge.title.includes('10') && badge.title.includes(en.band_some), badge.title);

    const state = await ask('state', { tabId: 1 });
    assert.equal(state.status, 'on');
    const { parts, findings, soft_findings, blocks, partial, offsets } = state.report;
    assert.deepEqual(parts, [{ tactic: 'scarcity', points: 10, count: 1 }]);
    assert.deepEqual(findings, [{ ...found('0:0:r'), frameId: 0 }]);
    assert.deepEqual(soft_findings, [{ ...soft, frameId: 0 }]);
    assert.deepEqual({ blocks, partial, offsets }, { blocks: 3, partial: false, offsets: 'utf-16' });
});

test('frames add up, and one that went away counts no more', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    page.listen(5, 'frame5');
    await page.say('report', report({ findings: [found('0:0:r')] }));
    const sum = await page.say('report', report({ page: 'frame5', findings: [found('0:0:r'), found('1:0:r')] }), {
        frameId: 5,
        origin: 'https://ads.example',
    });
    assert.equal(sum.score, 30);
    assert.deepEqual(
        (await ask('state', { tabId: 1 })).report.findings.map(({ frameId }) => frameId),
        [0, 5, 5],
    );

    page.frames.delete(5);
    assert.equal((await page.say('report', report({ findings: [found('0:0:r')] }))).score, 10);
});

test('a report that comes after that of the document which took its place is not taken', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    await page.say('report', report());
    page.listen(5, 'srcdoc');
    const frame = { frameId: 5, origin: 'null' };
    await page.say('report', report({ page: 'srcdoc', findings: [found('0:0:r')] }), frame);
    await page.say('report', report({ page: 'empty' }), frame);
    assert.equal((await ask('state', { tabId: 1 })).report.findings.length, 1);

    page.listen(5, 'next');
    await page.say('report', report({ page: 'next' }), frame);
    assert.equal((await ask('state', { tabId: 1 })).report.findings.length, 0);
});

test('a new page in the tab does not show the old one’s score', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    await page.say('report', report({ findings: [found('0:0:r')] }));
    page.listen(0, 'page2');
    assert.equal((await ask('state', { tabId: 1 })).report, null);
    page.frames.clear();
    assert.equal((await ask('state', { tabId: 1 })).report, null);
});

test('a page may begin to read while the engine still has a report of the tab before it', async () => {
    const { chrome, engine } = await start();
    const page = openPage(chrome);
    const answer = engine.askEngine;
    let release = () => {};
    const held = new Promise((done) => (release = done));
    engine.askEngine = async (json) => held.then(() => answer(json));
    const reported = page.say('report', report({ findings: [found('0:0:r')] }));
    assert.equal((await page.say('hello')).on, true);
    release();
    assert.equal((await reported).score, 10);
});

test('results outlive the background’s sleep, and go with the tab', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    await page.say('report', report({ findings: [found('0:0:r')] }));
    await wake();
    assert.equal((await ask('state', { tabId: 1 })).report.score, 10);
    chrome.test.tabs.delete(1);
    await chrome.tabs.onRemoved.fire(1);
    assert.deepEqual(
        Object.keys(chrome.storage.session.peek()).filter((key) => key.startsWith('tab:')),
        [],
    );
});

test('where memory is full the results of other tabs give way', async () => {
    const { chrome, ask } = await start();
    await openPage(chrome, { id: 1 }).say('report', report({ findings: [found('0:0:r')] }));
    const second = openPage(chrome, { id: 2 });
    chrome.storage.session.fail = 1;
    await second.say('report', report({ findings: [found('0:0:r')] }));
    assert.equal((await ask('state', { tabId: 2 })).report.score, 10);
    assert.equal((await ask('state', { tabId: 1 })).report, null);
});

test('the page’s text is nowhere on disk', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    await page.say('scan', scanOf('Only 3 left of the blue mug'));
    await page.say(
        'report',
        report({ findings: [found('0:0:r', { text: 'Only 3 left', context: 'Only 3 left of the blue mug' })] }),
    );
    assert.doesNotMatch(JSON.stringify(chrome.storage.local.peek()), /left|mug/i);
});

test('an engine that fails is told to the page, the badge and the popup, until it answers', async () => {
    const { chrome, engine, ask } = await start();
    const page = openPage(chrome);
    openPage(chrome, { id: 2, url: 'https://other.example/' });
    engine.failWith = 'The engine did not start.';
    assert.deepEqual(await page.say('scan', scanOf('Only 3 left')), { error: 'The engine did not start.' });
    assert.equal(chrome.test.badges.get(1).title, en.badge_broken);
    const state = await ask('state', { tabId: 1 });
    assert.equal(state.status, 'broken');
    assert.equal(state.detail, 'The engine did not start.');
    assert.equal((await ask('state', { tabId: 2 })).status, 'starting');

    engine.failWith = null;
    await page.say('report', report());
    page.frames.clear();
    page.listen(0, 'page2');
    assert.equal((await ask('state', { tabId: 1 })).status, 'starting');
});

test('a frame that fails hides nothing of its page', async () => {
    const { chrome, engine, ask } = await start();
    const page = openPage(chrome);
    page.listen(5, 'frame5');
    await page.say('report', report({ findings: [found('0:0:r')] }));
    engine.failWith = 'The engine took too long.';
    const frame = { frameId: 5, origin: 'https://ads.example' };
    assert.deepEqual(await page.say('scan', scanOf('Only 3 left'), frame), { error: 'The engine took too long.' });
    assert.equal((await ask('state', { tabId: 1 })).status, 'on');
    assert.equal(chrome.test.badges.get(1).text, '10');

    await page.say('scan', scanOf('Only 3 left'));
    engine.failWith = null;
    await page.say('report', report({ page: 'frame5' }), frame);
    assert.equal((await ask('state', { tabId: 1 })).status, 'broken', 'the page itself has not been heard since');
});

test('a frame alone gives the tab no score: its page may be one that is not to be read', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    page.listen(5, 'frame5');
    const frame = { frameId: 5, origin: 'https://granted.example' };
    await page.say('report', report({ page: 'frame5', findings: [found('0:0:r')] }), frame);
    assert.equal(chrome.test.badges.get(1), undefined);
    assert.equal((await ask('state', { tabId: 1 })).report, null);
});

test('what comes after its tab has closed leaves nothing behind', async () => {
    const { chrome, engine } = await start();
    const page = openPage(chrome);
    const scores = engine.askEngine;
    engine.askEngine = async (json) => {
        chrome.test.tabs.delete(1);
        return scores(json);
    };
    await page.say('report', report({ findings: [found('0:0:r')] }));
    engine.failWith = 'The engine did not start.';
    await page.say('scan', scanOf('Only 3 left'));
    assert.deepEqual(chrome.storage.session.peek(), {});
});

test('a request the core refuses is told in its words, and a reload starts anew', async () => {
    const { chrome, engine, ask } = await start();
    const page = openPage(chrome);
    engine.askEngine = async () =>
        JSON.stringify({ v: 1, error: { kind: 'bad-request', message: 'blocks[0].role: unknown' } });
    assert.deepEqual(await page.say('scan', scanOf('x')), { error: 'blocks[0].role: unknown' });
    assert.equal((await ask('state', { tabId: 1 })).detail, 'blocks[0].role: unknown');
    await page.say('hello');
    assert.equal((await ask('state', { tabId: 1 })).status, 'starting');
});

test('the badge has words for every band and for off', async () => {
    const { chrome, engine } = await start();
    const page = openPage(chrome);
    for (const [score, band] of [
        [0, 'calm'],
        [20, 'some'],
        [50, 'pressing'],
        [90, 'hard'],
    ]) {
        engine.askEngine = async () => JSON.stringify({ v: 1, score, band, parts: [] });
        await page.say('report', report());
        const { text, title, color } = chrome.test.badges.get(1);
        assert.equal(text, String(score));
        assert.ok(title.includes(en[`band_${band}`]));
        assert.match(color, /^#[0-9a-f]{6}$/);
    }
    const mail = openPage(chrome, { id: 2, url: 'https://mail.google.com/' });
    await mail.say('hello');
    assert.deepEqual(
        [chrome.test.badges.get(2).text, chrome.test.badges.get(2).title],
        [en.badge_off_text, en.badge_off],
    );
});
