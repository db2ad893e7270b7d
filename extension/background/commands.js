/** The keyboard commands of the manifest. */

import { siteOf } from '../shared/hosts.js';
import { switchSite } from './from-pages.js';
import { settingsIn } from './private.js';
import { nextFinding } from './results.js';
import { readsSite } from './sites.js';
import { tell } from './tabs.js';

/**
 * @param {string} command
 * @param {chrome.tabs.Tab} [given] the tab it was pressed in, where the browser says
 */
export async function runCommand(command, given) {
    const tab = given ?? (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0];
    if (tab?.id === undefined) {
        return;
    }
    if (command === 'toggle-site') {
        await toggleSite(tab.id, siteOf(tab.url), tab.incognito);
    } else if (command === 'next-finding' || command === 'previous-finding') {
        const place = await nextFinding(tab.id, command === 'next-finding' ? 1 : -1);
        if (place) {
            await tell(tab.id, 'show', { id: place.id, card: true }, place.frameId);
        }
    }
}

/**
 * @param {number} tabId
 * @param {string | null} site
 * @param {boolean} incognito
 */
async function toggleSite(tabId, site, incognito) {
    if (site !== null) {
        const { on } = readsSite(await settingsIn(incognito), site);
        await switchSite({ site, on: !on, tabId });
    }
}
