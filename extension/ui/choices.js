/** The three choices of where Softsell may read, as options and welcome offer them. */

import { EVERYWHERE, siteOfOrigin } from '../shared/hosts.js';
import { ask } from './link.js';

/** @typedef {import('./link.js').Access} Access */

/**
 * Takes one of the choices; must be called straight from a click or key, or the browser will not ask.
 *
 * @param {Access['mode']} mode
 * @param {string[]} [origins] for `sites`, those to ask for
 * @returns {Promise<{access: Access} | {refused: true}>}
 */
export async function choose(mode, origins = []) {
    const wanted = mode === 'everywhere' ? [EVERYWHERE] : origins;
    if (wanted.length && !(await chrome.permissions.request({ origins: wanted }))) {
        return { refused: true };
    }
    const before = (await chrome.permissions.getAll()).origins ?? [];
    const reply = await ask('hosts', { mode, origins: wanted });
    if (reply.error) {
        return { refused: true };
    }
    return { access: mode === 'sites' ? await withSites(reply, before) : reply };
}

/**
 * Some browsers take the sites away together with "everywhere": asks for them again, which needs no new yes.
 *
 * @param {Access} access
 * @param {string[]} before
 * @returns {Promise<Access>}
 */
async function withSites(access, before) {
    const lost = before.filter((origin) => siteOfOrigin(origin) !== null && !access.origins.includes(origin));
    if (lost.length && (await chrome.permissions.request({ origins: lost }))) {
        return { ...access, origins: [...access.origins, ...lost] };
    }
    return access;
}
