/**
 * What the settings are: their defaults, the shape of every field, how old ones become new ones, and their
 * form in a file (only what differs from the defaults).
 */

import { CHANGEABLE, KEPT, LIMITS } from '../shared/kinds.js';
import { isPlain, record } from '../shared/shapes.js';

/**
 * @typedef {'on' | 'off'} OnOff
 * @typedef {{id: string, site: string, rule: string, tactic: string, hmac: string, when: string}} Ignored
 *     a phrase that is no pressure to this person, kept as a fingerprint
 * @typedef {object} Settings
 * @property {number} v
 * @property {OnOff} default
 * @property {Record<string, OnOff>} sites
 * @property {Record<string, false>} tactics those switched off
 * @property {'low' | 'normal' | 'high'} sensitivity
 * @property {'plain' | 'advisory' | 'warm'} tone
 * @property {boolean} highlight whether phrases are marked in the page
 * @property {boolean} remember whether timers and moving numbers are remembered until the next visit
 * @property {Ignored[]} ignored
 * @property {{added: string[], removed: string[]}} sensitive changes to `shared/sensitive-hosts.js`
 * @property {'click' | 'sites' | 'everywhere'} hosts
 */

/**
 * Each entry turns settings of version i + 1 into version i + 2.
 *
 * @type {((stored: Record<string, unknown>) => Record<string, unknown>)[]}
 */
const MIGRATIONS = [];

export const VERSION = MIGRATIONS.length + 1;

/** What a settings file says it is. */
const FILE_MARK = 'settings';

/** @returns {Settings} */
export function defaults() {
    return {
        v: VERSION,
        default: 'on',
        sites: {},
        tactics: {},
        sensitivity: 'normal',
        tone: 'plain',
        highlight: true,
        remember: true,
        ignored: [],
        sensitive: { added: [], removed: [] },
        hosts: 'click',
    };
}

const SHAPES = Object.freeze({ ...CHANGEABLE, ...KEPT });

/**
 * @param {Settings} settings
 * @returns {import('../shared/shapes.js').Misfit | null} the first field that does not fit
 */
export function fits({ v: _version, ...fields }) {
    return record(SHAPES)(fields, '');
}

/**
 * Settings from whatever was stored: each field that fits is kept, of lists and tables each entry that fits,
 * the rest is as after install. Never throws.
 *
 * @param {unknown} stored
 * @returns {Settings}
 */
export function repair(stored) {
    const fixed = defaults();
    if (!isPlain(stored)) {
        return fixed;
    }
    const migrated = migrate(stored);
    for (const [field, shape] of Object.entries(SHAPES)) {
        if (Object.hasOwn(migrated, field)) {
            const kept = salvage(shape, migrated[field]);
            if (kept !== undefined) {
                Object.assign(fixed, { [field]: kept });
            }
        }
    }
    return fixed;
}

/**
 * @param {Record<string, unknown>} stored
 * @returns {Record<string, unknown>}
 */
function migrate(stored) {
    const from = typeof stored.v === 'number' && stored.v >= 1 ? Math.floor(stored.v) : VERSION;
    return MIGRATIONS.slice(from - 1).reduce((settings, step) => step(settings), stored);
}

/**
 * @param {import('../shared/shapes.js').Shape} shape
 * @param {unknown} value
 * @returns {unknown} the value, or what of it fits, or undefined
 */
function salvage(shape, value) {
    if (!shape(value, '')) {
        return value;
    }
    let rest;
    if (Array.isArray(value)) {
        rest = value.filter((item) => !shape([item], ''));
    } else if (isPlain(value)) {
        rest = Object.fromEntries(Object.entries(value).filter(([key, item]) => !shape({ [key]: item }, '')));
    }
    return rest !== undefined && !shape(rest, '') ? rest : undefined;
}

/**
 * The settings as a file: only what differs from the defaults. Access to sites and ignored phrases stay out:
 * the first is the browser's to grant, the second means nothing without this profile's key.
 *
 * @param {Settings} settings
 * @returns {string} JSON
 */
export function toFile(settings) {
    const plain = defaults();
    const changed = Object.keys(CHANGEABLE)
        .map((field) => /** @type {keyof Settings} */ (field))
        .filter((field) => JSON.stringify(settings[field]) !== JSON.stringify(plain[field]))
        .map((field) => [field, settings[field]]);
    return `${JSON.stringify({ softsell: FILE_MARK, v: VERSION, ...Object.fromEntries(changed) }, null, 4)}\n`;
}

/**
 * A settings file as a whole set of changeable fields, those it does not name at their defaults.
 *
 * @param {string} json
 * @returns {{fields: Partial<Settings>} | {error: import('../shared/shapes.js').Misfit}}
 */
export function fromFile(json) {
    if (new TextEncoder().encode(json).length > LIMITS.settingsFile) {
        return { error: { field: '', want: 'file-smaller', detail: String(LIMITS.settingsFile / 1_000_000) } };
    }
    /** @type {unknown} */
    let read;
    try {
        read = JSON.parse(json);
    } catch {
        return { error: { field: '', want: 'file-json', detail: '' } };
    }
    if (!isPlain(read) || read.softsell !== FILE_MARK) {
        return { error: { field: '', want: 'file-ours', detail: '' } };
    }
    const { softsell: _mark, v, ...fields } = read;
    if (!Number.isInteger(v) || Number(v) < 1) {
        return { error: { field: 'v', want: 'number', detail: `1–${VERSION}` } };
    }
    if (Number(v) > VERSION) {
        return { error: { field: 'v', want: 'file-older', detail: '' } };
    }
    const migrated = migrate({ ...fields, v });
    delete migrated.v;
    const misfit = record({}, CHANGEABLE)(migrated, '');
    if (misfit) {
        return { error: misfit };
    }
    const { v: _version, ignored: _ignored, hosts: _hosts, ...plain } = defaults();
    return { fields: { ...plain, ...migrated } };
}
