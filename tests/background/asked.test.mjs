import assert from 'node:assert/strict';
import { test } from 'node:test';

import { finding } from './engine.mjs';
import { openPage, start } from './setup.mjs';

const seen = { blocks: [{ i: 4, text: 'Stay in touch' }], cover: 0.4, dialog: true, password: false, opened: 'first' };
const fields = { page: 'page1', lang: 'en', prompt: seen };

/** An engine that counts a no for each prompt closed, and finds what it was told of before. */
function counting(engine) {
    engine.askEngine = async (json) => {
        const request = JSON.parse(json);
        engine.asked.push(request);
        const noes = (request.before[0]?.noes ?? 0) + (request.closed ? 1 : 0);
        const again = finding({ block: 4, text: 'Stay in touch', tactic: 'nagging' });
        const findings = noes && !request.closed ? [again] : [];
        const asked = noes ? [{ ask: 'subscribe', noes, again: 0 }] : [];
        return JSON.stringify({ v: 1, asks: true, asked, findings });
    };
}

const noesOf = async (page) => {
    await page.say('prompt', { ...fields, closed: { control: 'No thanks' } });
    return (await page.say('prompt', fields)).findings.length;
};

test('what a site was told is known on its other pages and in other tabs, and nowhere else', async () => {
    const { chrome, engine } = await start();
    counting(engine);
    const page = openPage(chrome);
    assert.deepEqual(await page.say('prompt', fields), { asks: true, findings: [] });
    assert.equal(await noesOf(page), 1);
    const next = openPage(chrome, { id: 2, url: 'https://shop.example/other' });
    const elsewhere = openPage(chrome, { id: 3, url: 'https://other.example/' });
    assert.equal((await next.say('prompt', fields)).findings.length, 1);
    assert.equal((await elsewhere.say('prompt', fields)).findings.length, 0);
    assert.deepEqual(engine.asked.at(-1).before, []);
});

test('two prompts closed at once are two noes', async () => {
    const { chrome, engine } = await start();
    counting(engine);
    const page = openPage(chrome);
    await Promise.all([1, 2].map(() => page.say('prompt', { ...fields, closed: { control: null } })));
    await page.say('prompt', fields);
    assert.equal(engine.asked.at(-1).before[0].noes, 2);
});

test('counts are in memory only, without a word of the page, and private windows have their own', async () => {
    const { chrome, engine } = await start();
    counting(engine);
    const before = JSON.stringify(chrome.storage.local.peek());
    const hidden = openPage(chrome, { id: 1, incognito: true });
    assert.equal(await noesOf(hidden), 1);
    assert.equal((await openPage(chrome, { id: 2 }).say('prompt', fields)).findings.length, 0);
    assert.equal(JSON.stringify(chrome.storage.local.peek()), before);
    assert.doesNotMatch(JSON.stringify(chrome.storage.session.peek()), /Stay|touch|No thanks/);
    chrome.test.tabs.delete(1);
    await chrome.tabs.onRemoved.fire(1);
    assert.doesNotMatch(JSON.stringify(chrome.storage.session.peek()), /subscribe/);
});

test('the latest two hundred sites are kept', async () => {
    const { chrome, engine } = await start();
    counting(engine);
    for (let site = 0; site <= 200; site += 1) {
        const page = openPage(chrome, { id: site + 1, url: `https://shop${site}.example/` });
        await page.say('prompt', { ...fields, closed: { control: null } });
    }
    const { asked } = chrome.storage.session.peek();
    assert.equal(Object.keys(asked).length, 200);
    assert.equal(asked['shop0.example'], undefined);
    assert.equal(asked['shop200.example'].length, 1);
});

test('a prompt on a site that is off, or of an odd shape, is not heard', async () => {
    const { chrome, engine, ask } = await start();
    counting(engine);
    const page = openPage(chrome);
    for (const odd of [{ cover: 2 }, { opened: 'later' }, { blocks: [{ i: 1, text: 'x'.repeat(401) }] }, { more: 1 }]) {
        const reply = await page.say('prompt', { ...fields, prompt: { ...seen, ...odd } });
        assert.match(reply.error, /^refused: prompt/);
    }
    await ask('site-set', { site: 'shop.example', on: false });
    assert.deepEqual(await page.say('prompt', fields), { error: 'off' });
    assert.deepEqual(engine.asked, []);
});

test('a phrase said to be no pressure is not found in a prompt either', async () => {
    const { chrome, engine } = await start();
    counting(engine);
    const page = openPage(chrome);
    const { text, rule, tactic } = finding({ text: 'Stay in touch', tactic: 'nagging' });
    await page.say('ignore', { finding: { text, rule, tactic } });
    assert.equal(await noesOf(page), 0);
});
