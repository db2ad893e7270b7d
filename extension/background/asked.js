/**
 * What sites asked for in prompts and how often they were told no: the core's own rows, which hold counts and no
 * words of a page. In the session's memory only, gone with the browser.
 */

import { makeQueue } from './queue.js';

/**
 * @typedef {import('../shared/wire.js').WireAsked} Asked
 * @typedef {Record<string, Asked[]>} Sites the latest last
 */

const MAX_SITES = 200;
const inTurn = makeQueue();

/** @param {boolean} incognito */
const keyOf = (incognito) => (incognito ? 'asked-privately' : 'asked');

/**
 * Lets `judge` see a site's rows and keeps those it answers with.
 *
 * @template {{asked: Asked[]}} Reply
 * @param {string} site
 * @param {boolean} incognito
 * @param {(before: Asked[]) => Promise<Reply>} judge
 * @returns {Promise<Reply>}
 */
export function withAsked(site, incognito, judge) {
    return inTurn(async () => {
        const key = keyOf(incognito);
        const { [key]: stored } = await chrome.storage.session.get(key);
        const { [site]: before = [], ...others } = /** @type {Sites} */ (stored ?? {});
        const reply = await judge(before);
        if (reply.asked.length > 0 || before.length > 0) {
            const kept = Object.entries({ ...others, [site]: reply.asked }).filter(([, rows]) => rows.length > 0);
            await chrome.storage.session.set({ [key]: Object.fromEntries(kept.slice(-MAX_SITES)) });
        }
        return reply;
    });
}

/** Forgets what was asked in private windows. */
export function forgetAskedPrivately() {
    return inTurn(() => chrome.storage.session.remove(keyOf(true)));
}
