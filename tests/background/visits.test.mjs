import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openPage, start } from './setup.mjs';

const shop = 'https://shop.example';

/** Scans a page of the shop that tells these fees, and gives what the core was asked. */
async function read(running, path, { told = [], role = 'near-price', incognito = false, at = shop } = {}) {
    const { chrome, engine } = running;
    const page = openPage(chrome, { url: `${at}${path}`, incognito });
    engine.told = told.map((value) => ({ block: 1, name: 'fee', value }));
    const reply = await page.say('scan', { page: 'page1', lang: 'en', blocks: [{ i: 1, text: '$49', role }] });
    return { reply, ...engine.asked.at(-1) };
}

test('the till is told what the pages before it named, and names nothing itself', async () => {
    const running = await start();
    assert.equal((await read(running, '/lamp#/oak', { told: ['booking-fee'] })).address, '/lamp#/oak');
    await read(running, '/chair', { told: ['service-fee', 'booking-fee'] });
    const till = await read(running, '/checkout', { told: ['handling-fee'] });
    assert.deepEqual(till.visit, { named: ['booking-fee', 'service-fee'] });
    assert.deepEqual((await read(running, '/checkout/payment')).visit, { named: ['booking-fee', 'service-fee'] });
    assert.equal(till.reply.told.length, 0);
});

test('a till that is the first page of a visit, or follows pages without prices, is told nothing', async () => {
    const running = await start();
    assert.equal('visit' in (await read(running, '/checkout')), false);
    await read(running, '/about', { role: null, told: ['service-fee'] });
    assert.equal('visit' in (await read(running, '/checkout')), false);
});

test('each site has a visit of its own, and a private window too', async () => {
    const running = await start();
    await read(running, '/lamp');
    assert.equal('visit' in (await read(running, '/cart', { at: 'https://other.example' })), false);
    assert.equal('visit' in (await read(running, '/cart', { incognito: true })), false);
    await read(running, '/gift', { incognito: true });
    assert.equal('visit' in (await read(running, '/cart', { incognito: true })), true);
    running.chrome.test.tabs.delete(1);
    await running.chrome.tabs.onRemoved.fire(1);
    assert.equal('visit' in (await read(running, '/cart', { incognito: true })), false);
    assert.equal('visit' in (await read(running, '/cart')), true);
});

test('a visit that has ended is dropped once any page is read', async (context) => {
    const running = await start();
    context.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
    await read(running, '/lamp', { told: ['booking-fee'] });
    context.mock.timers.tick(3 * 60 * 60 * 1_000);
    await read(running, '/about', { role: null, at: 'https://other.example' });
    assert.deepEqual(running.chrome.storage.session.peek().visits, []);
});

test('a visit ends, its memory is bounded, and none of it reaches the disk', async (context) => {
    const running = await start();
    context.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
    for (let i = 0; i < 60; i += 1) {
        await read(running, '/lamp', { at: `https://shop${i}.example` });
    }
    const { visits } = running.chrome.storage.session.peek();
    assert.equal(visits.length, 50);
    assert.equal('visit' in (await read(running, '/cart', { at: 'https://shop59.example' })), true);
    assert.deepEqual(running.chrome.storage.local.peek(), {});
    context.mock.timers.tick(3 * 60 * 60 * 1_000);
    assert.equal('visit' in (await read(running, '/cart', { at: 'https://shop59.example' })), false);
});
