/**
 * Stands in for the browser around one of our pages: the double of `chrome` with the real background behind it,
 * set up as `globalThis.scenario` says.
 */

import { makeEngine } from '/double/engine.mjs';
import { makeChrome } from '/double/fake_chrome.mjs';

const {
    messages,
    local = {},
    session = {},
    origins = [],
    answer = true,
    tabs = [],
    engine = {},
} = globalThis.scenario;

const chrome = makeChrome({ messages, base: `${location.origin}/` });
const player = Object.assign(makeEngine(), engine);
Object.assign(globalThis, { chrome, testEngine: player });

await chrome.storage.local.set(local);
await chrome.storage.session.set(session);
Object.assign(chrome.test.permissions, { origins, answer });
chrome.commands.getAll = async () => [
    { name: '_execute_action', shortcut: '', description: '' },
    { name: 'next-finding', shortcut: 'Alt+Shift+.', description: messages.command_next },
    { name: 'previous-finding', shortcut: 'Alt+Shift+,', description: messages.command_previous },
    { name: 'toggle-site', shortcut: '', description: messages.command_toggle },
];
for (const { script, ...tab } of tabs) {
    const { frames } = chrome.test.addTab(tab);
    tab.told = [];
    if (script) {
        frames.set(0, (message) => {
            chrome.test.told.push(message);
            return message.kind === 'ping' ? { page: 'page1' } : undefined;
        });
    }
}
chrome.test.told = [];

await import('/background/main.js');
