/**
 * What timers and moving numbers said on earlier visits, so that the next one can tell: per page and phrase, by
 * fingerprint, for 30 days at most and within a bound; never for private windows.
 */

import { int, list, num, oneOf, record, text } from '../shared/shapes.js';
import { askCore } from './core.js';
import { fingerprint, installKey } from './fingerprints.js';
import { makeQueue } from './queue.js';

/**
 * @typedef {object} Visit
 * @property {string} page the random id of the document
 * @property {number} block which of its blocks said so
 * @property {number} opened when its page was opened, epoch milliseconds: what it says may be read much later
 * @property {number} start what it said at the start: seconds left when the page was opened, or a count
 * @property {number} [end] when its timer is to end, epoch milliseconds
 * @property {boolean} [shared] several blocks of the page say so: which of them did is anybody's guess
 *
 * @typedef {{what: 'timer' | 'crowd' | 'stock', visits: Visit[]}} Entry visits oldest first
 * @typedef {import('../shared/wire.js').WireFinding} Finding
 * @typedef {{site: string, path: string, page: string, opened: number, now: number, zone: number}} Where
 */

const PREFIX = 'seen:';
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;
const MAX_BYTES = 1_000_000;
const MAX_VISITS = 6;
/** An end that was told within this many milliseconds of another is the same one. */
const SAME_MS = 2_000;

const EPOCH = num(0, 1e14);
const ENTRY = record({
    what: oneOf('timer', 'crowd', 'stock'),
    visits: list(
        record(
            { page: text(64), block: int(0, 2 ** 31 - 1), opened: EPOCH, start: num(0, 1e12) },
            { end: EPOCH, shared: oneOf(true) },
        ),
        MAX_VISITS,
    ),
});

const inTurn = makeQueue();

/**
 * All that is remembered and whole, by key, the longest ago first; what is broken is dropped.
 *
 * @returns {Promise<[string, Entry][]>}
 */
async function readAll() {
    const stored = await chrome.storage.local.get(null);
    const broken = [];
    const whole = [];
    for (const [key, value] of Object.entries(stored)) {
        if (!key.startsWith(PREFIX)) {
            continue;
        }
        const entry = /** @type {Entry} */ (value);
        if (ENTRY(value, '') !== null || entry.visits.length === 0 || lastOf(entry) < Date.now() - MAX_AGE_MS) {
            broken.push(key);
        } else {
            whole.push(/** @type {[string, Entry]} */ ([key, entry]));
        }
    }
    if (broken.length > 0) {
        await chrome.storage.local.remove(broken);
    }
    return whole.sort(([, a], [, b]) => lastOf(a) - lastOf(b));
}

/** @param {Entry} entry */
function lastOf({ visits }) {
    return visits[visits.length - 1]?.opened ?? 0;
}

/**
 * @param {string} key
 * @returns {Promise<Entry | null>} null where nothing whole is kept under the key
 */
async function read(key) {
    const { [key]: value } = await chrome.storage.local.get(key);
    const entry = /** @type {Entry} */ (value);
    return value !== undefined && ENTRY(value, '') === null && lastOf(entry) >= Date.now() - MAX_AGE_MS ? entry : null;
}

/**
 * Keeps an entry; for a new one the oldest give way.
 *
 * @param {string} key
 * @param {Entry} entry
 * @param {boolean} isNew
 */
async function write(key, entry, isNew) {
    if (isNew) {
        const all = await readAll();
        let bytes = JSON.stringify(all).length + JSON.stringify(entry).length;
        const surplus = [];
        for (const [old, value] of all) {
            if (bytes <= MAX_BYTES) {
                break;
            }
            bytes -= JSON.stringify([old, value]).length;
            surplus.push(old);
        }
        await chrome.storage.local.remove(surplus);
    }
    await chrome.storage.local.set({ [key]: entry });
}

/**
 * @param {Entry | null} entry
 * @param {Visit} visit
 * @returns {Entry | null} with the visit in it; null where that says nothing new
 */
function withVisit(entry, visit, what = entry?.what ?? 'timer') {
    const visits = entry?.visits ?? [];
    const known = visits.find(({ page }) => page === visit.page);
    if (known === undefined) {
        return { what, visits: [...visits, visit].slice(-MAX_VISITS) };
    }
    const shared = known.shared || known.block !== visit.block;
    const moved = Math.abs((visit.end ?? 0) - (known.end ?? 0)) > SAME_MS;
    if (Boolean(known.shared) === shared && !moved) {
        return null;
    }
    const now = { ...known, ...visit.end === undefined ? {} : { end: visit.end }, ...shared ? { shared } : {} };
    return { what, visits: visits.map((one) => (one === known ? now : one)) };
}

/**
 * A visit without what names its page.
 *
 * @param {Visit} visit
 */
function plain({ opened, start, end }) {
    return { opened, start, ...end === undefined ? {} : { end } };
}

/**
 * Remembers what a finding says, and tells what earlier visits to the page showed.
 *
 * @param {Finding} finding
 * @param {CryptoKey} key
 * @param {Where} where
 * @returns {Promise<{opened: number, earlier: Visit[]}>}
 */
function remember({ watch, block, context }, key, { site, path, page, opened, now }) {
    return inTurn(async () => {
        if (watch === undefined) {
            return { opened, earlier: [] };
        }
        const name = `${PREFIX}${await fingerprint(key, `${site}${path}\n${watch.what}`, context)}`;
        const before = await read(name);
        const end = watch.what === 'timer' ? { end: Math.round(now + 1000 * watch.value) } : {};
        const visit = { page, block, opened, start: watch.start, ...end };
        const after = withVisit(before, visit, watch.what);
        if (after !== null) {
            await write(name, after, before === null);
        }
        const visits = (after ?? before)?.visits ?? [];
        const own = visits.find((one) => one.page === page);
        const earlier = own?.shared ? [] : visits.filter((one) => one.page !== page && !one.shared);
        return { opened: own?.opened ?? opened, earlier };
    });
}

/**
 * The findings with what earlier visits showed, and without what only we need to know.
 *
 * @param {import('./core.js').Engine} engine
 * @param {Finding[]} findings
 * @param {Where | null} where null where nothing may be remembered
 * @returns {Promise<Finding[]>}
 */
export async function recalled(engine, findings, where) {
    const bare = findings.map(({ watch: _watch, ...finding }) => finding);
    if (where === null || !findings.some(({ watch }) => watch !== undefined)) {
        return bare;
    }
    const key = await installKey();
    const remembered = [];
    for (const [place, finding] of findings.entries()) {
        if (finding.watch !== undefined) {
            const { opened, earlier } = await remember(finding, key, where);
            if (earlier.length > 0) {
                remembered.push({ finding: place, opened, watch: finding.watch, earlier: earlier.map(plain) });
            }
        }
    }
    if (remembered.length === 0) {
        return bare;
    }
    const { now, zone } = where;
    const ui = chrome.i18n.getMessage('locale_code');
    return (await askCore(engine, { kind: 'weigh', ui, now, zone, findings: bare, remembered })).findings;
}

/** What is remembered, for the person whose browser remembers it: newest first. */
export function remembered() {
    return inTurn(async () => {
        const all = await readAll();
        return {
            bytes: all.length === 0 ? 0 : JSON.stringify(all).length,
            entries: all.reverse().map(([, { what, visits }]) => ({ what, visits: visits.map(plain) })),
        };
    });
}

/** Forgets all of it. */
export function forgetMemory() {
    return inTurn(async () => {
        const keys = Object.keys(await chrome.storage.local.get(null)).filter((key) => key.startsWith(PREFIX));
        await chrome.storage.local.remove(keys);
        return { ok: true };
    });
}

/** Drops what is too old or broken. */
export function tidyMemory() {
    return inTurn(async () => void await readAll());
}
