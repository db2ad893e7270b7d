/** What the background does for our own pages: popup, options, welcome. */

import { siteOf } from '../shared/hosts.js';
import { forgetIgnored } from './ignores.js';
import { ensureScripts } from './inject.js';
import { forgetMemory, remembered } from './memory.js';
import { access, chooseAccess } from './permissions.js';
import { setPrivateSite, settingsIn } from './private.js';
import {
    changeSettings,
    exportSettings,
    importSettings,
    readSettings,
    resetSettings,
    setSite,
} from './settings.js';
import { readsSite } from './sites.js';
import { stateOf } from './state.js';
import { tell, tellAll } from './tabs.js';

/**
 * @typedef {(message: any) => Promise<unknown>} Handler
 * @param {import('./core.js').Engine} engine
 * @returns {Map<string, Handler>}
 */
export function pageHandlers(engine) {
    return new Map(
        /** @type {[string, Handler][]} */ ([
            ['state', ({ tabId }) => stateOf(tabId, engine)],
            ['settings-get', async () => ({ settings: await readSettings(), access: await access() })],
            ['settings-set', ({ patch }) => changeSettings(() => patch)],
            ['settings-export', exportSettings],
            ['settings-import', ({ json }) => importSettings(json)],
            ['settings-reset', resetSettings],
            ['site-set', switchSite],
            ['memory', remembered],
            ['memory-wipe', forgetMemory],
            ['ignored-remove', ({ id }) => forgetIgnored(id)],
            ['rescan', ({ tabId }) => rescan(tabId)],
            ['show', ({ tabId, frameId, id }) => tell(tabId, 'show', { id }, frameId)],
            [
                'about',
                async () => ({
                    version: chrome.runtime.getManifest().version,
                    engine: await engine.engineStatus(),
                }),
            ],
            ['hosts', ({ mode, origins }) => chooseAccess(mode, origins)],
        ]),
    );
}

/**
 * Switches a site; seen from a private tab, for private windows only and in memory.
 *
 * @param {{site: string, on: boolean | null, tabId?: number}} message
 */
export async function switchSite({ site, on, tabId }) {
    const tab = tabId === undefined ? null : await chrome.tabs.get(tabId).catch(() => null);
    if (tab?.incognito) {
        await setPrivateSite(site, on);
        await tellAll('settings-changed');
    } else {
        const done = await setSite(site, on);
        if ('error' in done) {
            return done;
        }
    }
    if (on && tabId !== undefined) {
        await ensureScripts(tabId);
    }
    return { ok: true };
}

/**
 * Scans a tab anew; where no content script is yet, puts it there, which a click on the toolbar button allows.
 *
 * @param {number} tabId
 * @returns {Promise<{ok: boolean}>} false where the page cannot be read
 */
async function rescan(tabId) {
    const tab = await chrome.tabs.get(tabId).catch(() => null);
    const site = siteOf(tab?.url);
    if (!tab || site === null || !readsSite(await settingsIn(tab.incognito), site).on) {
        return { ok: false };
    }
    if ((await tell(tabId, 'rescan')).heard) {
        return { ok: true };
    }
    return { ok: await ensureScripts(tabId) };
}
