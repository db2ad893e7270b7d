/**
 * What timers and moving numbers said on earlier visits, so that the next one can tell: per page and phrase, by
 * fingerprint, for 30 days at most and within a bound; never for private windows.
 */

import { int, list, num, oneOf, record, text } from '../shared/shapes.js';
import { askCore } from './core.js';
import { fingerprint, installKey } from './fingerprints.js';
import { makeQueue } from './queue.js';
import { readSettings } from './settings.js';

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
/** So many timers and numbers of one page open are remembered anew: no page crowds out the others. */
const MAX_OF_PAGE = 20;
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
 * @param {string[]} keys
 * @returns {Promise<Map<string, Entry>>} those of them under which something whole is kept
 */
async function read(keys) {
    const stored = /** @type {Record<string, Entry>} */ (await chrome.storage.local.get(keys));
    const oldest = Date.now() - MAX_AGE_MS;
    return new Map(
        Object.entries(stored).filter(([, entry]) => ENTRY(entry, '') === null && lastOf(entry) >= oldest),
    );
}

/**
 * Keeps entries in one go; of new ones no more than a page may have, and for them the oldest give way.
 *
 * @param {[string, Entry][]} changed
 * @param {[string, Entry][]} fresh
 * @param {string} page whose they are
 */
async function write(changed, fresh, page) {
    const kept = new Map(changed);
    if (fresh.length > 0) {
        const others = (await readAll()).filter(([key]) => !kept.has(key));
        const ofPage = [...others, ...changed].filter(([, { visits }]) => visits.some((one) => one.page === page));
        fresh.slice(0, Math.max(0, MAX_OF_PAGE - ofPage.length)).forEach(([key, entry]) => kept.set(key, entry));
        let bytes = JSON.stringify([...others, ...kept]).length;
        const surplus = [];
        for (const [key, entry] of others) {
            if (bytes <= MAX_BYTES) {
                break;
            }
            bytes -= JSON.stringify([key, entry]).length;
            surplus.push(key);
        }
        await chrome.storage.local.remove(surplus);
    }
    if (kept.size > 0) {
        await chrome.storage.local.set(Object.fromEntries(kept));
    }
}

/**
 * @param {Entry | undefined} entry
 * @param {Visit} visit
 * @param {Entry['what']} what
 * @returns {Entry} with the visit in it; the same where that says nothing new
 */
function withVisit(entry, visit, what) {
    const known = entry?.visits.find(({ page }) => page === visit.page);
    if (entry === undefined || known === undefined) {
        return { what, visits: [...entry?.visits ?? [], visit].slice(-MAX_VISITS) };
    }
    const { visits } = entry;
    const shared = known.shared || known.block !== visit.block;
    const moved = Math.abs((visit.end ?? 0) - (known.end ?? 0)) > SAME_MS;
    if (Boolean(known.shared) === shared && !moved) {
        return entry;
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
 * Remembers what findings say, and tells of each what earlier visits to the page showed.
 *
 * @param {Finding[]} findings
 * @param {CryptoKey} key
 * @param {Where} where
 * @returns {Promise<{opened: number, earlier: Visit[]}[]>}
 */
function remember(findings, key, { site, path, page, opened, now }) {
    return inTurn(async () => {
        // It may have been switched off, and all of it wiped, while the engine read the page.
        if (!(await readSettings()).remember) {
            return findings.map(() => ({ opened, earlier: [] }));
        }
        const names = await Promise.all(
            findings.map(async ({ watch, context }) =>
                `${PREFIX}${await fingerprint(key, `${site}${path}\n${watch?.what}`, context)}`,
            ),
        );
        const before = await read(names);
        const after = new Map(before);
        for (const [at, { watch, block }] of findings.entries()) {
            if (watch !== undefined) {
                const end = watch.what === 'timer' ? { end: Math.round(now + 1000 * watch.value) } : {};
                const visit = { page, block, opened, start: watch.start, ...end };
                const entry = withVisit(after.get(names[at]), visit, watch.what);
                after.set(names[at], entry);
            }
        }
        const moved = [...after].filter(([name, entry]) => entry !== before.get(name));
        const isNew = (/** @type {[string, Entry]} */ [name]) => !before.has(name);
        await write(moved.filter((one) => !isNew(one)), moved.filter(isNew), page);
        return names.map((name) => {
            const { visits } = /** @type {Entry} */ (after.get(name));
            const own = visits.find((one) => one.page === page);
            const earlier = own?.shared ? [] : visits.filter((one) => one.page !== page && !one.shared);
            return { opened: own?.opened ?? opened, earlier };
        });
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
    const watched = findings.filter(({ watch }) => watch !== undefined);
    if (where === null || watched.length === 0) {
        return bare;
    }
    const told = await remember(watched, await installKey(), where);
    const remembered = watched.flatMap((finding, at) => {
        const { opened, earlier } = told[at];
        return earlier.length === 0 ? [] : [{
            finding: findings.indexOf(finding), opened, watch: finding.watch, earlier: earlier.map(plain),
        }];
    });
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
