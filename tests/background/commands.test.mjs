import assert from 'node:assert/strict';
import { test } from 'node:test';

import { finding } from './engine.mjs';
import { openPage, report, start } from './setup.mjs';

const found = (id) => ({ ...finding(), id });

test('next and previous go round through the findings of all frames', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    page.listen(4, 'frame4');
    await page.say('report', report({ findings: [found('a'), found('b')] }));
    await page.say('report', report({ page: 'frame4', findings: [found('c')] }), { frameId: 4 });
    const press = async (command) => {
        await chrome.commands.onCommand.fire(command, await chrome.tabs.get(1));
        const { frameId, id, card } = page.told.findLast(({ kind }) => kind === 'show');
        assert.equal(card, true);
        return `${frameId}${id}`;
    };
    const steps = [
        'next-finding',
        'next-finding',
        'next-finding',
        'next-finding',
        'previous-finding',
        'previous-finding',
    ];
    const places = [];
    for (const step of steps) {
        places.push(await press(step));
    }
    assert.deepEqual(places, ['0a', '0b', '4c', '0a', '4c', '0b']);
});

test('previous first goes to the last finding', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    await page.say('report', report({ findings: [found('a'), found('b')] }));
    await chrome.commands.onCommand.fire('previous-finding', await chrome.tabs.get(1));
    assert.equal(page.told.findLast(({ kind }) => kind === 'show').id, 'b');
});

test('a page without findings is left in peace', async () => {
    const { chrome } = await start();
    const page = openPage(chrome);
    await page.say('report', report());
    await chrome.commands.onCommand.fire('next-finding', await chrome.tabs.get(1));
    assert.ok(!page.told.some(({ kind }) => kind === 'show'));
});

test('the command switches the site, there and back, and does nothing on a browser page', async () => {
    const { chrome, ask } = await start();
    openPage(chrome);
    const sites = async () => (await ask('settings-get')).settings.sites;
    await chrome.commands.onCommand.fire('toggle-site', await chrome.tabs.get(1));
    assert.deepEqual(await sites(), { 'shop.example': 'off' });
    await chrome.commands.onCommand.fire('toggle-site', undefined);
    assert.deepEqual(await sites(), { 'shop.example': 'on' });
    chrome.test.tabs.clear();
    chrome.test.addTab({ id: 2, url: 'chrome://extensions' });
    await chrome.commands.onCommand.fire('toggle-site', await chrome.tabs.get(2));
    assert.deepEqual(await sites(), { 'shop.example': 'on' });
});

test('the popup’s jump goes to the frame that holds the phrase', async () => {
    const { chrome, ask } = await start();
    const page = openPage(chrome);
    page.listen(4, 'frame4');
    await ask('show', { tabId: 1, frameId: 4, id: 'c' });
    assert.deepEqual(page.told, [{ frameId: 4, v: 1, kind: 'show', id: 'c' }]);
});
