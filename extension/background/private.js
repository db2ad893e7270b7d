/**
 * What a person chose in private windows: kept in memory only, gone with the last of those windows.
 *
 * @typedef {{sites: Record<string, import('./schema.js').OnOff>, hmacs: string[]}} Private
 */

import { forgetAskedPrivately } from './asked.js';
import { makeQueue } from './queue.js';
import { readSettings, withSite } from './settings.js';
import { forgetPrivateVisits } from './visits.js';

const inTurn = makeQueue();

/** @returns {Promise<Private>} */
async function readPrivate() {
    const stored = await chrome.storage.session.get('private');
    return /** @type {Private | undefined} */ (stored.private) ?? { sites: {}, hmacs: [] };
}

/** @param {(before: Private) => Private} edit */
function changePrivate(edit) {
    return inTurn(async () => chrome.storage.session.set({ private: edit(await readPrivate()) }));
}

/**
 * The settings as they hold in a window: in a private one with what was chosen there.
 *
 * @param {boolean} incognito
 * @returns {Promise<import('./schema.js').Settings>}
 */
export async function settingsIn(incognito) {
    const settings = await readSettings();
    if (!incognito) {
        return settings;
    }
    const { sites } = await readPrivate();
    return { ...settings, sites: { ...settings.sites, ...sites } };
}

/**
 * @param {string} site
 * @param {boolean | null} on
 */
export function setPrivateSite(site, on) {
    return changePrivate((before) => ({ ...before, sites: withSite(before.sites, site, on) }));
}

/** @param {string} hmac */
export function ignorePrivately(hmac) {
    return changePrivate((before) => ({ ...before, hmacs: [...before.hmacs, hmac].slice(-500) }));
}

/** @returns {Promise<string[]>} fingerprints of phrases ignored in private windows */
export async function privatelyIgnored() {
    return (await readPrivate()).hmacs;
}

/** Forgets it all once no private tab is open. */
export async function forgetPrivate() {
    const tabs = await chrome.tabs.query({});
    if (!tabs.some((tab) => tab.incognito)) {
        await inTurn(() => chrome.storage.session.remove('private'));
        await forgetPrivateVisits();
        await forgetAskedPrivately();
    }
}
