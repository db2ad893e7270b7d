/** What was found in a tab, or why that failed, in the session's memory: never on disk, gone with the browser. */

import { failureKey, isResultsKey, resultsKey } from '../shared/session-keys.js';
import { grown } from './history.js';
import { makeQueue } from './queue.js';
import { isAlive, isOpen } from './tabs.js';

/**
 * @typedef {import('../shared/wire.js').WireFinding & {id: string}} Found
 * @typedef {object} FrameReport
 * @property {number} frameId
 * @property {string} page the random id of the frame's document
 * @property {string} site
 * @property {string | null} lang
 * @property {number} blocks
 * @property {boolean} partial
 * @property {Found[]} findings
 * @property {Found[]} soft_findings
 *
 * @typedef {object} PageScore
 * @property {string} lang the page's language, as the core tells it
 * @property {number} score 0-100
 * @property {import('../shared/wire.js').WireReport['band']} band
 * @property {import('../shared/wire.js').WirePart[]} parts
 *
 * @typedef {{frameId: number, id: string}} PlaceOfFinding
 * @typedef {{frames: FrameReport[], total: PageScore, last?: PlaceOfFinding,
 *     history?: import('./history.js').History}} TabResults frames top first
 */

const inTurn = makeQueue();

/**
 * @param {number} tabId
 * @returns {Promise<TabResults | null>}
 */
async function read(tabId) {
    const key = resultsKey(tabId);
    return /** @type {TabResults | undefined} */ ((await chrome.storage.session.get(key))[key]) ?? null;
}

/**
 * Stores; where memory is full the results of other tabs give way.
 *
 * @param {number} tabId
 * @param {TabResults} results
 */
async function write(tabId, results) {
    const item = { [resultsKey(tabId)]: results };
    try {
        await chrome.storage.session.set(item);
    } catch {
        const keys = Object.keys(await chrome.storage.session.get(null));
        await chrome.storage.session.remove(keys.filter((key) => isResultsKey(key) && key !== resultsKey(tabId)));
        await chrome.storage.session.set(item);
    }
}

/**
 * Those of the frames whose documents are still there.
 *
 * @param {number} tabId
 * @param {FrameReport[]} frames
 */
async function stillThere(tabId, frames) {
    const alive = await Promise.all(frames.map(({ frameId, page }) => isAlive(tabId, frameId, page)));
    return frames.filter((_, i) => alive[i]);
}

/**
 * Takes a frame's report and scores its page anew over all frames.
 *
 * @param {number} tabId
 * @param {FrameReport} report
 * @param {(frames: FrameReport[]) => Promise<PageScore>} score
 * @returns {Promise<TabResults>}
 */
export function addReport(tabId, report, score) {
    return inTurn(async () => {
        const before = await read(tabId);
        const earlier = before?.frames.find(({ frameId }) => frameId === report.frameId);
        // Documents that follow each other in a frame may live in two processes, and the first be heard last.
        if (before && earlier && earlier.page !== report.page
            && await isAlive(tabId, earlier.frameId, earlier.page)) {
            return before;
        }
        const others = (before?.frames ?? []).filter(({ frameId }) => frameId !== report.frameId);
        const frames = [...(await stillThere(tabId, others)), report].sort((a, b) => a.frameId - b.frameId);
        const total = await score(frames);
        const top = frames.find(({ frameId }) => frameId === 0)?.page ?? before?.history?.page ?? '';
        const findings = frames.flatMap((frame) => frame.findings);
        const history = grown(before?.history, top, { at: Date.now(), score: total.score, findings });
        const results = { frames, total, last: before?.last, history };
        if (await isOpen(tabId)) {
            await write(tabId, results);
        }
        if (report.frameId === 0) {
            await forgetFailure(tabId);
        }
        return results;
    });
}

/**
 * A tab's results, if its page is still the one they are of.
 *
 * @param {number} tabId
 * @returns {Promise<TabResults | null>}
 */
export async function resultsOf(tabId) {
    const results = await read(tabId);
    if (!results) {
        return null;
    }
    const frames = await stillThere(tabId, results.frames);
    return hasTop(frames) ? { ...results, frames } : null;
}

/**
 * Whether the page itself is among the frames that were read: where only others were, their score is not the tab's.
 *
 * @param {FrameReport[]} frames
 */
export function hasTop(frames) {
    return frames.some(({ frameId }) => frameId === 0);
}

/** @param {number} tabId */
export function forgetResults(tabId) {
    return inTurn(() => chrome.storage.session.remove([resultsKey(tabId), failureKey(tabId)]));
}

/**
 * @param {number} tabId
 * @param {string} detail why the tab could not be read, as a `CoreError` says it
 */
export function noteFailure(tabId, detail) {
    return inTurn(async () => {
        if (await isOpen(tabId)) {
            await chrome.storage.session.set({ [failureKey(tabId)]: detail });
        }
    });
}

/**
 * At once, not in turn: reports wait for the engine, and a page that begins anew shall not.
 *
 * @param {number} tabId
 */
export function forgetFailure(tabId) {
    return chrome.storage.session.remove(failureKey(tabId));
}

/**
 * @param {number} tabId
 * @returns {Promise<string | null>} why the tab could not be read; null if it could, or was not tried
 */
export async function failureOf(tabId) {
    const key = failureKey(tabId);
    const { [key]: detail } = await chrome.storage.session.get(key);
    return typeof detail === 'string' ? detail : null;
}

/**
 * The finding a number of steps on from the one last gone to, round and round.
 *
 * @param {number} tabId
 * @param {1 | -1} step
 * @returns {Promise<PlaceOfFinding | null>}
 */
export function nextFinding(tabId, step) {
    return inTurn(async () => {
        const results = await resultsOf(tabId);
        const places = (results?.frames ?? []).flatMap(({ frameId, findings }) =>
            findings.map(({ id }) => ({ frameId, id })),
        );
        if (!results || places.length === 0) {
            return null;
        }
        const at = places.findIndex(
            ({ frameId, id }) => frameId === results.last?.frameId && id === results.last.id,
        );
        const from = at === -1 && step === -1 ? 0 : at;
        const last = places[(from + step + places.length) % places.length];
        await write(tabId, { ...results, last });
        return last;
    });
}
