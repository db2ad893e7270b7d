/** The background: listeners only. It may be stopped and started at any time, so it keeps nothing itself. */

import { askEngine, engineStatus } from '../platform/engine-link.js';
import { runCommand } from './commands.js';
import { installKey } from './fingerprints.js';
import { forgetMemory, tidyMemory } from './memory.js';
import { makeGate } from './messages.js';
import { followAccess, followLoss } from './permissions.js';
import { forgetPrivate } from './private.js';
import { forgetResults } from './results.js';
import { tellAll } from './tabs.js';

chrome.runtime.onMessage.addListener(makeGate({ askEngine, engineStatus }));

chrome.runtime.onInstalled.addListener(async ({ reason }) => {
    await installKey();
    await followAccess();
    if (reason === 'install') {
        await chrome.tabs.create({ url: chrome.runtime.getURL('ui/welcome.html') });
    }
});

chrome.runtime.onStartup.addListener(followAccess);
chrome.runtime.onStartup.addListener(tidyMemory);
chrome.permissions.onAdded.addListener(followAccess);
chrome.permissions.onRemoved.addListener(followLoss);

chrome.storage.onChanged.addListener(async (changes, area) => {
    if (area === 'local' && changes.settings) {
        if (/** @type {any} */ (changes.settings.newValue)?.remember === false) {
            await forgetMemory();
        }
        await tellAll('settings-changed');
    }
});

chrome.tabs.onRemoved.addListener(async (tabId) => {
    await forgetResults(tabId);
    await forgetPrivate();
});

chrome.commands?.onCommand.addListener(runCommand);
