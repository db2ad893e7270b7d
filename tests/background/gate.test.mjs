import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FROM_CONTENT, FROM_PAGES } from '../../extension/shared/kinds.js';
import { finding } from './engine.mjs';
import { makeRandom } from './random.mjs';
import { openPage, own, report, start } from './setup.mjs';

const block = { i: 1, text: 'Only 3 left' };

/** Everything a message could change. */
const everything = (chrome, page) => ({
    local: chrome.storage.local.peek(),
    session: chrome.storage.session.peek(),
    badges: [...chrome.test.badges],
    scripts: chrome.test.scripts(),
    injected: chrome.test.injected.length,
    origins: chrome.test.permissions.origins,
    told: page.told.filter(({ kind }) => kind !== 'ping').length,
});

test('ten thousand random messages from a content script change nothing and throw nothing', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    await page.say('hello');
    const before = everything(chrome, page);
    const random = makeRandom(3);
    const kinds = [...FROM_CONTENT.keys(), ...FROM_PAGES.keys(), 'rescan', 'stop', '', '__proto__', 'toString'];
    const errors = [];
    const onError = (error) => errors.push(error);
    process.on('unhandledRejection', onError);
    for (let i = 0; i < 10_000; i += 1) {
        const made = random.value(4);
        const kind = random.pick(kinds);
        if (kind === 'hello') {
            continue;
        }
        const fields = typeof made === 'object' && made !== null && !Array.isArray(made) ? made : { value: made };
        await page.say(kind, random.next() < 0.5 ? fields : { page: 'page1', lang: null, ...fields });
        await chrome.runtime.sendMessage(made, {
            ...own,
            origin: 'https://shop.example',
            tab: { id: 1 },
            frameId: 0,
        });
    }
    process.off('unhandledRejection', onError);
    assert.deepEqual(errors, []);
    assert.deepEqual(everything(chrome, page), before);
});

test('nine thousand messages of the right kind with one field spoilt are refused', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    const found = { ...finding(), id: '0:0:x' };
    const messages = {
        scan: { page: 'page1', lang: null, blocks: [block] },
        report: report({ findings: [found] }),
        ignore: { finding: { text: 'Only 3 left', rule: 'en.scarcity.x', tactic: 'scarcity' } },
    };
    const before = everything(chrome, page);
    const random = makeRandom(5);
    const bad = [
        undefined,
        null,
        NaN,
        -1,
        'x'.repeat(2 ** 19),
        [],
        {},
        [null],
        { a: 1 },
        () => 0,
        Symbol('s'),
        10n,
    ];
    for (const [kind, fields] of Object.entries(messages)) {
        for (let i = 0; i < 3_000; i += 1) {
            const field = random.pick(Object.keys(fields).filter((name) => name !== 'lang' && name !== 'partial'));
            const value = random.pick(bad.filter((one) => !(Array.isArray(one) && one.length === 0)));
            const reply = await page.say(kind, { ...fields, [field]: value });
            assert.match(reply.error, /^refused: /, `${kind}.${field} = ${String(value).slice(0, 40)}`);
        }
    }
    assert.deepEqual(everything(chrome, page), before);
});

test('a field too many is refused', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    const reply = await page.say('scan', { page: 'page1', lang: null, blocks: [block], site: 'bank.example' });
    assert.equal(reply.error, 'refused: site: unknown');
});

test('a content script is not heard with the kinds of our own pages', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    const before = everything(chrome, page);
    for (const kind of FROM_PAGES.keys()) {
        assert.equal(
            await page.say(kind, {
                tabId: 1,
                patch: {},
                json: '{}',
                site: 'shop.example',
                on: false,
                mode: 'click',
                origins: [],
            }),
            undefined,
        );
    }
    assert.deepEqual(everything(chrome, page), before);
});

test('nobody else is heard', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    const message = { v: 1, kind: 'settings-set', patch: { default: 'off' } };
    const senders = [
        {},
        { id: 'another' },
        { id: 'another', origin: own.origin, url: own.url },
        { id: 'softsell' },
        { id: 'softsell', origin: 'https://shop.example', url: own.url },
        { id: 'softsell', origin: 'chrome-extension://softsell.evil.example', url: 'https://evil.example' },
        { id: 'softsell', url: 'https://evil.example/chrome-extension://softsell/' },
        { id: 'softsell', origin: 'null', url: own.url },
    ];
    for (const sender of senders) {
        assert.equal(await chrome.runtime.sendMessage(message, sender), undefined, JSON.stringify(sender));
    }
    assert.equal(await chrome.runtime.sendMessage({ ...message, to: 'engine', kind: 'ask' }, own), undefined);
    assert.deepEqual(chrome.storage.local.peek(), {});
    assert.equal(page.told.length, 0);
});

test('our own page is heard, in a tab too', async () => {
    const { chrome } = await start();
    const sender = { ...own, tab: { id: 9, url: own.url }, frameId: 0 };
    const reply = await chrome.runtime.sendMessage(
        { v: 1, kind: 'settings-set', patch: { default: 'off' } },
        sender,
    );
    assert.equal(reply.settings.default, 'off');
});

test('the site comes from the browser, never from the message', async () => {
    const { chrome, engine } = await start();
    const page = openPage(chrome, { url: 'https://mail.google.com/mail' });
    assert.deepEqual(await page.say('scan', { page: 'page1', lang: null, blocks: [block] }), { error: 'off' });
    assert.deepEqual(await page.say('report', report()), { error: 'off' });
    assert.deepEqual(await page.say('ignore', { finding: { text: 'x', rule: 'r', tactic: 'fomo' } }), {
        error: 'off',
    });
    assert.equal(engine.asked.length, 0);
});

test('a frame that inherits its page has the site of its origin', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    page.url = 'about:blank';
    assert.equal((await page.say('hello', {}, { frameId: 3, origin: 'https://shop.example' })).on, true);
    assert.equal((await page.say('hello', {}, { frameId: 4, origin: 'null' })).on, false);
});

test('more text than one message may carry is refused, and the engine is not troubled', async () => {
    const { chrome, engine } = await start();
    const page = openPage(chrome);
    const blocks = Array.from({ length: 21 }, (_, i) => ({ i, text: 'x'.repeat(200_000) }));
    assert.match((await page.say('scan', { page: 'page1', lang: null, blocks })).error, /4000000 characters/);
    assert.equal(engine.asked.length, 0);
});
