/**
 * Which sites the browser lets us read. The browser's own list is the truth; the setting `hosts` says which of
 * the three choices a person made, and follows that list when it changes elsewhere.
 */

import { CONTENT_FILES } from '../shared/content-files.js';
import { EVERYWHERE } from '../shared/hosts.js';
import { showNothing } from './badge.js';
import { ensureScriptsOn } from './inject.js';
import { makeQueue } from './queue.js';
import { forgetResults } from './results.js';
import { changeSettings, readSettings } from './settings.js';
import { tell } from './tabs.js';

const SCRIPT_ID = 'softsell';

const inTurn = makeQueue();

/** @param {string} origin */
function isBroad(origin) {
    return origin === EVERYWHERE || /^[^:]+:\/\/\*\//.test(origin);
}

/** @returns {Promise<string[]>} the host permission patterns granted */
async function granted() {
    return (await chrome.permissions.getAll()).origins ?? [];
}

/** @returns {Promise<{mode: import('./schema.js').Settings['hosts'], origins: string[]}>} */
export async function access() {
    const [{ hosts }, origins] = await Promise.all([readSettings(), granted()]);
    return { mode: modeFor(hosts, origins), origins };
}

/**
 * @param {import('./schema.js').Settings['hosts']} chosen
 * @param {string[]} origins
 */
function modeFor(chosen, origins) {
    if (origins.some(isBroad)) {
        return 'everywhere';
    }
    if (origins.length) {
        return 'sites';
    }
    return chosen === 'everywhere' ? 'click' : chosen;
}

/**
 * Whether a page may be read without a click.
 *
 * @param {string} url
 */
export function covers(url) {
    const { protocol, hostname } = new URL(url);
    return chrome.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}

/** Registers the content scripts for what is granted, and for nothing else. */
async function register() {
    const matches = await granted();
    const [registered] = await chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
    if (matches.length === 0) {
        if (registered) {
            await chrome.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
        }
        return;
    }
    const script = {
        id: SCRIPT_ID,
        js: [...CONTENT_FILES],
        matches,
        allFrames: true,
        matchOriginAsFallback: true, // frames without an address of their own: srcdoc, about:blank, blob
        runAt: /** @type {const} */ ('document_end'),
    };
    await (registered
        ? chrome.scripting.updateContentScripts([script])
        : chrome.scripting.registerContentScripts([script]));
}

/** Brings the setting, the registered scripts and the open tabs in line with what is granted. */
async function follow() {
    const { mode, origins } = await access();
    if ((await readSettings()).hosts !== mode) {
        await changeSettings(() => ({ hosts: mode }));
    }
    await register();
    await ensureScriptsOn(origins);
    return { mode, origins };
}

/** After the browser started, or a person gave access somewhere. */
export function followAccess() {
    return inTurn(follow);
}

/** After access was taken back: as above, and tabs that may no longer be read are let go. */
export async function followLoss() {
    const { origins } = await followAccess();
    const [all, readable] = await Promise.all([
        chrome.tabs.query({}),
        origins.length ? chrome.tabs.query({ url: origins }) : [],
    ]);
    const kept = new Set(readable.map((tab) => tab.id));
    await Promise.all(all.map(({ id }) => (id === undefined || kept.has(id) ? null : letGo(id))));
}

/** @param {number} tabId */
async function letGo(tabId) {
    if ((await tell(tabId, 'stop')).heard) {
        await Promise.all([forgetResults(tabId), showNothing(tabId)]);
    }
}

/**
 * One of the three choices, after the page asked the browser for what it needs.
 *
 * @param {import('./schema.js').Settings['hosts']} mode
 * @param {string[]} origins what must have been granted for it
 * @returns {Promise<{mode: string, origins: string[]} | {error: import('../shared/shapes.js').Misfit}>}
 */
export function chooseAccess(mode, origins) {
    return inTurn(async () => {
        const needed = mode === 'everywhere' ? [EVERYWHERE] : mode === 'sites' ? origins : [];
        if (needed.length && !(await chrome.permissions.contains({ origins: needed }))) {
            return { error: { field: 'hosts', want: 'access', detail: '' } };
        }
        // Written first: the browser tells of what is taken back, and that must not be read as a choice.
        await changeSettings(() => ({ hosts: mode }));
        const surplus = (await granted()).filter(
            (origin) => mode === 'click' || (mode === 'sites' && isBroad(origin)),
        );
        if (surplus.length) {
            await chrome.permissions.remove({ origins: surplus });
        }
        return follow();
    });
}
