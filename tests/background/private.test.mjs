import assert from 'node:assert/strict';
import { test } from 'node:test';

import { finding } from './engine.mjs';
import { openPage, report, start } from './setup.mjs';

const secret = 'https://secret.example/gift';

test('nothing of a private window reaches the disk', async () => {
    const { chrome, ask } = await start();
    await chrome.runtime.onInstalled.fire({ reason: 'install' });
    const before = chrome.storage.local.peek();
    const writes = chrome.storage.local.writes;
    const page = openPage(chrome, { url: secret, incognito: true });

    await page.say('hello');
    await page.say('scan', { page: 'page1', lang: 'en', blocks: [{ i: 0, text: 'Only 3 left' }] });
    await page.say('report', report({ findings: [{ ...finding(), id: '0:0:r' }] }));
    await page.say('ignore', { finding: { text: 'Only 3 left', rule: 'en.scarcity.x', tactic: 'scarcity' } });
    await ask('site-set', { site: 'secret.example', on: false, tabId: 1 });
    await ask('site-set', { site: 'secret.example', on: true, tabId: 1 });
    await chrome.commands.onCommand.fire('toggle-site', await chrome.tabs.get(1));
    await ask('rescan', { tabId: 1 });

    assert.deepEqual(chrome.storage.local.peek(), before);
    assert.equal(chrome.storage.local.writes, writes);
});

test('what is chosen in a private window holds there, not outside, and ends with it', async () => {
    const { chrome, ask } = await start();
    const hidden = openPage(chrome, { id: 1, url: secret, incognito: true });
    const open = openPage(chrome, { id: 2, url: secret });
    const finds = async (page) =>
        (await page.say('scan', { page: 'page1', lang: 'en', blocks: [{ i: 0, text: 'Only 3 left' }] })).findings
            ?.length;

    await hidden.say('ignore', { finding: { text: 'Only 3 left', rule: 'en.scarcity.x', tactic: 'scarcity' } });
    assert.deepEqual([await finds(hidden), await finds(open)], [0, 1]);

    await ask('site-set', { site: 'secret.example', on: false, tabId: 1 });
    assert.deepEqual(
        [(await ask('state', { tabId: 1 })).status, (await ask('state', { tabId: 2 })).status],
        ['off', 'starting'],
    );

    chrome.test.tabs.delete(1);
    await chrome.tabs.onRemoved.fire(1);
    assert.doesNotMatch(JSON.stringify(chrome.storage.session.peek()), /secret/);
    const again = openPage(chrome, { id: 3, url: secret, incognito: true });
    assert.equal(await finds(again), 1);
});
