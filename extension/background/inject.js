/** Putting the content scripts into tabs that are open already. */

import { CONTENT_FILES } from '../shared/content-files.js';
import { isAlive } from './tabs.js';

/**
 * Puts the content scripts into a tab, if they are not there and the browser lets us.
 *
 * @param {number} tabId
 * @returns {Promise<boolean>} whether they are there now
 */
export async function ensureScripts(tabId) {
    if (await isAlive(tabId, 0)) {
        return true;
    }
    try {
        await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files: [...CONTENT_FILES] });
        return true;
    } catch {
        return false;
    }
}

/** @param {string[]} origins host permission patterns */
export async function ensureScriptsOn(origins) {
    const tabs = origins.length ? await chrome.tabs.query({ url: origins, discarded: false }) : [];
    await Promise.all(tabs.map((tab) => (tab.id === undefined ? false : ensureScripts(tab.id))));
}
