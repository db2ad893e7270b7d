/** The settings in storage. Everything that writes them goes through here, one change at a time. */

import { makeQueue } from './queue.js';
import { defaults, fits, fromFile, repair, toFile } from './schema.js';

/**
 * @typedef {import('./schema.js').Settings} Settings
 * @typedef {import('../shared/shapes.js').Misfit} Misfit
 */

const inTurn = makeQueue();

/** @returns {Promise<Settings>} */
export async function readSettings() {
    const { settings } = await chrome.storage.local.get('settings');
    return repair(settings);
}

/**
 * Writes what `edit` makes of the settings; if that does not fit or cannot be stored, nothing has changed.
 *
 * @param {(settings: Settings) => Partial<Settings>} edit gets the settings, gives the fields to change
 * @returns {Promise<{settings: Settings} | {error: Misfit}>}
 */
export function changeSettings(edit) {
    return inTurn(async () => {
        const before = await readSettings();
        const settings = { ...before, ...edit(before) };
        const misfit = fits(settings);
        if (misfit) {
            return { error: misfit };
        }
        try {
            await chrome.storage.local.set({ settings });
        } catch (error) {
            return { error: { field: '', want: 'room', detail: String(error) } };
        }
        return { settings };
    });
}

/** @returns {Promise<{json: string}>} */
export async function exportSettings() {
    return { json: toFile(await readSettings()) };
}

/**
 * @param {string} json
 * @returns {Promise<{settings: Settings} | {error: Misfit}>}
 */
export async function importSettings(json) {
    const read = fromFile(json);
    return 'error' in read ? read : changeSettings(() => read.fields);
}

/** All as after install but for the access the browser has granted, which is changed where it is shown. */
export function resetSettings() {
    return changeSettings(({ hosts }) => ({ ...defaults(), hosts }));
}

/**
 * @param {string} site
 * @param {boolean | null} on null to follow the default again
 */
export function setSite(site, on) {
    return changeSettings(({ sites }) => ({ sites: withSite(sites, site, on) }));
}

/**
 * @param {Record<string, import('./schema.js').OnOff>} sites
 * @param {string} site
 * @param {boolean | null} on
 * @returns {Record<string, import('./schema.js').OnOff>}
 */
export function withSite(sites, site, on) {
    const { [site]: _before, ...others } = sites;
    return on === null ? others : { ...others, [site]: on ? 'on' : 'off' };
}
