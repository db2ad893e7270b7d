/** The three choices of where Softsell may read, as options and welcome offer them. */

import { ask } from './link.js';

/** @typedef {import('./link.js').Access} Access */

const EVERYWHERE = ['<all_urls>'];

/**
 * Takes one of the choices; must be called straight from a click or key, or the browser will not ask.
 *
 * @param {Access['mode']} mode
 * @param {string[]} [origins] for `sites`, those to ask for
 * @returns {Promise<{access: Access} | {refused: true}>}
 */
export async function choose(mode, origins = []) {
    const wanted = mode === 'everywhere' ? EVERYWHERE : origins;
    if (wanted.length && !(await chrome.permissions.request({ origins: wanted }))) {
        return { refused: true };
    }
    const reply = await ask('hosts', { mode, origins: wanted });
    return reply.error ? { refused: true } : { access: reply };
}
