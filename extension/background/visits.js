/**
 * What the pages of a visit named of fees, per site, so that one first named at the till can be told. In memory only:
 * a few words of a closed list, nothing that a page says.
 *
 * @typedef {{named: string[], priced: boolean, at: number}} Visit `at`: when its last page was read
 */

import { makeQueue } from './queue.js';

const KEY = 'visits';
const PRIVATE_KEY = 'private-visits';
const MOST_SITES = 50;
const MOST_NAMED = 50;
/** A visit ends when no page of the site has been read for so long. */
const VISIT_MS = 2 * 60 * 60 * 1_000;
const inTurn = makeQueue();

/** @param {boolean} incognito */
const keyOf = (incognito) => (incognito ? PRIVATE_KEY : KEY);

/**
 * The visits that have not ended, the one last noted last; those that have are dropped.
 *
 * @param {boolean} incognito
 * @returns {Promise<[string, Visit][]>}
 */
async function visits(incognito) {
    const key = keyOf(incognito);
    const stored = /** @type {[string, Visit][] | undefined} */ ((await chrome.storage.session.get(key))[key]) ?? [];
    const lasting = stored.filter(([, { at }]) => Date.now() - at < VISIT_MS);
    if (lasting.length < stored.length) {
        await chrome.storage.session.set({ [key]: lasting });
    }
    return lasting;
}

/**
 * What the earlier pages of the visit named, if one of them showed prices.
 *
 * @param {string} site
 * @param {boolean} incognito
 * @returns {Promise<{named: string[]} | null>}
 */
export async function earlierIn(site, incognito) {
    const visit = (await inTurn(() => visits(incognito))).find(([known]) => known === site)?.[1];
    return visit?.priced ? { named: visit.named } : null;
}

/**
 * Takes note of a page before the till.
 *
 * @param {string} site
 * @param {boolean} incognito
 * @param {{named: string[], priced: boolean}} page the fees it names, and whether it shows prices
 */
export function noteInVisit(site, incognito, { named, priced }) {
    return inTurn(async () => {
        const all = await visits(incognito);
        const before = all.find(([known]) => known === site)?.[1] ?? { named: [], priced: false, at: 0 };
        const visit = {
            named: [...new Set([...before.named, ...named])].slice(0, MOST_NAMED),
            priced: before.priced || priced,
            at: Date.now(),
        };
        const others = all.filter(([known]) => known !== site);
        await chrome.storage.session.set({ [keyOf(incognito)]: [...others, [site, visit]].slice(-MOST_SITES) });
    });
}

/** Forgets the visits of private windows. */
export function forgetPrivateVisits() {
    return inTurn(() => chrome.storage.session.remove(PRIVATE_KEY));
}
