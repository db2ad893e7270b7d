/** How it stands with one tab, for the popup. */

import { siteOf } from '../shared/hosts.js';
import { access, covers } from './permissions.js';
import { settingsIn } from './private.js';
import { failureOf, resultsOf } from './results.js';
import { readsSite } from './sites.js';
import { isAlive } from './tabs.js';

/** Sites whose pages no extension may read, though their addresses look ordinary. */
const CLOSED = /^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org)(\/|$)/;

/**
 * @typedef {'on' | 'off' | 'not-allowed' | 'not-possible' | 'starting' | 'broken' | 'idle'} Status
 * @typedef {object} TabState
 * @property {string | null} site
 * @property {Status} status
 * @property {string} detail for `off` the reason, for `broken` what a `CoreError` says, else empty
 * @property {boolean} incognito
 * @property {'click' | 'sites' | 'everywhere'} hosts
 * @property {PageReport | null} report over all frames
 * @property {import('./history.js').Moment[]} history how its score moved while the page was open
 *
 * @typedef {import('./results.js').Found & {frameId: number}} FoundInFrame
 * @typedef {object} PageReport as the contract has it, each finding with its `id` and `frameId` besides
 * @property {string} version
 * @property {'utf-16'} offsets
 * @property {string} lang
 * @property {number} blocks
 * @property {number} score
 * @property {import('../shared/wire.js').WireReport['band']} band
 * @property {import('../shared/wire.js').WirePart[]} parts
 * @property {FoundInFrame[]} findings
 * @property {FoundInFrame[]} soft_findings
 * @property {boolean} partial
 */

/**
 * @param {number} tabId
 * @param {import('./core.js').Engine} engine
 * @returns {Promise<TabState>}
 */
export async function stateOf(tabId, engine) {
    const tab = await chrome.tabs.get(tabId).catch(() => null);
    const site = siteOf(tab?.url);
    const incognito = tab?.incognito ?? false;
    const { mode: hosts } = await access();
    /** @type {(status: Status, detail?: string, results?: import('./results.js').TabResults | null) => TabState} */
    const state = (status, detail = '', results = null) => ({
        site,
        status,
        detail,
        incognito,
        hosts,
        report: results && merged(results),
        history: results?.history?.moments ?? [],
    });

    if (!tab?.url || site === null || CLOSED.test(tab.url)) {
        return state('not-possible');
    }
    const { on, reason } = readsSite(await settingsIn(incognito), site);
    if (!on) {
        return state('off', reason);
    }
    const failed = await failureOf(tabId);
    if (failed !== null) {
        return state('broken', failed);
    }
    const results = await resultsOf(tabId);
    if (results) {
        return state('on', '', results);
    }
    const engineIs = await engine.engineStatus();
    if (engineIs.state === 'broken') {
        return state('broken', engineIs.detail);
    }
    if (await isAlive(tabId, 0)) {
        return state('starting');
    }
    if (await covers(tab.url)) {
        return state(tab.status === 'loading' ? 'starting' : 'idle');
    }
    return state(hosts === 'click' ? 'idle' : 'not-allowed');
}

/**
 * One page report of all frames.
 *
 * @param {import('./results.js').TabResults} results
 * @returns {PageReport}
 */
export function merged({ total, frames }) {
    /** @param {'findings' | 'soft_findings'} kind */
    const all = (kind) => frames.flatMap(({ frameId, [kind]: found }) => found.map((one) => ({ ...one, frameId })));
    const { lang, ...score } = total;
    return {
        version: chrome.runtime.getManifest().version,
        offsets: 'utf-16',
        lang,
        blocks: frames.reduce((sum, { blocks }) => sum + blocks, 0),
        ...score,
        findings: all('findings'),
        soft_findings: all('soft_findings'),
        partial: frames.some(({ partial }) => partial),
    };
}
