import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CONTENT_FILES } from '../../extension/shared/content-files.js';
import { openPage, report, start } from './setup.mjs';

const ALL = '<all_urls>';
const SHOP = '*://*.shop.example/*';

/** As a person allows sites in the browser. */
async function grant(chrome, ...origins) {
    await chrome.permissions.request({ origins });
    await chrome.test.settled();
}

/** As a person takes them back there. */
async function revoke(chrome, ...origins) {
    await chrome.permissions.remove({ origins });
    await chrome.test.settled();
}

test('install opens the welcome page and registers nothing', async () => {
    const { chrome } = await start();
    await chrome.runtime.onInstalled.fire({ reason: 'install' });
    assert.deepEqual(chrome.test.opened, ['chrome-extension://softsell/ui/welcome.html']);
    assert.deepEqual(chrome.test.scripts(), []);
    await chrome.runtime.onInstalled.fire({ reason: 'update' });
    assert.equal(chrome.test.opened.length, 1);
});

test('scripts are registered for what is granted, changed with it and gone with it', async () => {
    const { chrome, ask } = await start();
    await grant(chrome, SHOP);
    const [script] = chrome.test.scripts();
    assert.deepEqual([script.matches, script.js, script.allFrames], [[SHOP], CONTENT_FILES, true]);
    assert.equal(script.matchOriginAsFallback, true);
    assert.equal((await ask('settings-get')).access.mode, 'sites');

    await grant(chrome, ALL);
    assert.deepEqual(chrome.test.scripts()[0].matches, [SHOP, ALL]);
    assert.equal((await ask('settings-get')).settings.hosts, 'everywhere');

    await revoke(chrome, SHOP, ALL);
    assert.deepEqual(chrome.test.scripts(), []);
    assert.equal((await ask('settings-get')).settings.hosts, 'click');
});

test('after an update the scripts are registered again', async () => {
    const { chrome } = await start();
    chrome.test.permissions.origins = [SHOP];
    await chrome.runtime.onInstalled.fire({ reason: 'update' });
    assert.equal(chrome.test.scripts().length, 1);
});

test('choosing everywhere without the browser’s yes is an error and changes nothing', async () => {
    const { chrome, ask } = await start();
    const reply = await ask('hosts', { mode: 'everywhere', origins: [ALL] });
    assert.equal(reply.error.want, 'access');
    assert.deepEqual(chrome.test.scripts(), []);
    assert.equal((await ask('settings-get')).settings.hosts, 'click');
});

test('choosing less gives back what is no longer needed, and the choice stays', async () => {
    const { chrome, ask } = await start();
    const choose = async (mode) => {
        await ask('hosts', { mode, origins: [] });
        await chrome.test.settled();
        return (await ask('settings-get')).access;
    };
    await grant(chrome, ALL);
    assert.deepEqual(await choose('sites'), { mode: 'sites', origins: [] });
    await grant(chrome, SHOP, '*://*.other.example/*');
    assert.deepEqual(await choose('click'), { mode: 'click', origins: [] });
    assert.deepEqual(chrome.test.permissions.origins, []);
    assert.deepEqual(chrome.test.scripts(), []);
    assert.deepEqual(await choose('sites'), { mode: 'sites', origins: [] });
});

test('a grant reaches tabs that are open already, once, and only those it covers', async () => {
    const { chrome } = await start();
    chrome.test.addTab({ id: 1, url: 'https://www.shop.example/mug' });
    chrome.test.addTab({ id: 2, url: 'https://other.example/' });
    openPage(chrome, { id: 3, url: 'https://shop.example/' });
    await grant(chrome, SHOP);
    assert.deepEqual(
        chrome.test.injected.map(({ tabId }) => tabId),
        [1],
    );
});

test('access taken back stops the scripts in open tabs and takes the score away', async () => {
    const { chrome } = await start();
    await grant(chrome, SHOP, '*://*.other.example/*');
    const shop = openPage(chrome, { id: 1 });
    const other = openPage(chrome, { id: 2, url: 'https://other.example/' });
    await shop.say('report', report());
    await revoke(chrome, SHOP);
    assert.equal(chrome.test.badges.get(1).text, '');
    assert.deepEqual(chrome.storage.session.peek(), {});
    assert.ok(shop.told.some(({ kind }) => kind === 'stop'));
    assert.ok(!other.told.some(({ kind }) => kind === 'stop'));
});

test('a click scans a page that has no script yet, and only tells one that has', async () => {
    const { chrome, ask } = await start();
    chrome.test.addTab({ id: 1, url: 'https://shop.example/' });
    assert.equal((await ask('state', { tabId: 1 })).status, 'idle');
    assert.deepEqual(await ask('rescan', { tabId: 1 }), { ok: true });
    assert.deepEqual(chrome.test.injected, [{ tabId: 1, files: CONTENT_FILES }]);

    const page = openPage(chrome, { id: 2 });
    assert.deepEqual(await ask('rescan', { tabId: 2 }), { ok: true });
    assert.deepEqual(
        page.told.map(({ kind }) => kind),
        ['rescan'],
    );
    assert.equal(chrome.test.injected.length, 1);
});

test('no click reads a site that is off or a page the browser closes to us', async () => {
    const { chrome, ask } = await start();
    chrome.test.addTab({ id: 1, url: 'https://mail.google.com/' });
    chrome.test.addTab({ id: 2, url: 'chrome://extensions' });
    chrome.test.addTab({ id: 3, url: 'https://shop.example/' });
    chrome.test.canInject = () => false;
    assert.deepEqual(await ask('rescan', { tabId: 1 }), { ok: false });
    assert.deepEqual(await ask('rescan', { tabId: 2 }), { ok: false });
    assert.deepEqual(await ask('rescan', { tabId: 3 }), { ok: false });
    assert.deepEqual(await ask('rescan', { tabId: 99 }), { ok: false });
    assert.deepEqual(chrome.test.injected, []);
});

test('the popup is told how it stands', async () => {
    const { chrome, engine, ask } = await start();
    const state = async (tab) => {
        chrome.test.addTab({ id: 1, ...tab });
        const { status, detail } = await ask('state', { tabId: 1 });
        return [status, detail].filter(Boolean).join(' ');
    };
    const shop = { url: 'https://shop.example/' };
    assert.equal(await state({ url: undefined }), 'not-possible');
    assert.equal(await state({ url: 'chrome://settings' }), 'not-possible');
    assert.equal(await state({ url: 'https://chromewebstore.google.com/detail/x' }), 'not-possible');
    assert.equal(await state({ url: 'https://addons.mozilla.org/' }), 'not-possible');
    assert.equal(await state({ url: 'https://mail.google.com/' }), 'off sensitive');
    assert.equal(await state(shop), 'idle');
    await ask('hosts', { mode: 'sites', origins: [] });
    assert.equal(await state(shop), 'not-allowed');
    await grant(chrome, SHOP);
    assert.equal(await state(shop), 'idle');
    assert.equal(await state({ ...shop, status: 'loading' }), 'starting');
    engine.status = { state: 'broken', detail: 'It stopped three times.' };
    assert.equal(await state(shop), 'broken It stopped three times.');
    await ask('site-set', { site: 'shop.example', on: false });
    assert.equal(await state(shop), 'off site');
    await ask('settings-reset');
    await ask('settings-set', { patch: { default: 'off' } });
    assert.equal(await state(shop), 'off default');
    assert.equal((await ask('state', { tabId: 404 })).status, 'not-possible');
});

test('a site switched off forgets its result and greys the badge when the page asks', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    await page.say('report', report());
    await ask('site-set', { site: 'shop.example', on: false, tabId: 1 });
    assert.ok(page.told.some(({ kind }) => kind === 'settings-changed'));
    assert.deepEqual(await page.say('hello'), { on: false, reason: 'site', settings: { highlight: true } });
    assert.deepEqual(Object.keys(chrome.storage.session.peek()), []);
    assert.equal(chrome.test.badges.get(1).text, 'off');
});

test('a site switched on from the popup is read at once', async () => {
    const { chrome, ask } = await start();
    chrome.test.addTab({ id: 1, url: 'https://mail.google.com/' });
    await ask('site-set', { site: 'mail.google.com', on: true, tabId: 1 });
    assert.equal(chrome.test.injected.length, 1);
});
