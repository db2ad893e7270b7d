/**
 * Phrases a person does not find pressing, per site. Only a keyed fingerprint of the phrase is kept: the text
 * of a page is never stored.
 */

import { ignorePrivately, privatelyIgnored } from './private.js';
import { makeQueue } from './queue.js';
import { changeSettings, readSettings } from './settings.js';

const MAX_IGNORED = 2_000;
/** A site's oldest give way first, so that a hostile page cannot push out what was said of other sites. */
const MAX_OF_SITE = 200;
const inTurn = makeQueue();

/**
 * The phrase without what changes from visit to visit: case, width, spacing, invisible characters, numbers.
 *
 * @param {string} phrase
 * @returns {string}
 */
export function normalise(phrase) {
    return phrase
        .normalize('NFKC')
        .toUpperCase()
        .toLowerCase()
        .normalize('NFKC')
        .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
        .replace(/\p{Nd}+(?:[.,:\u00a0' ]\p{Nd}+)*/gu, '#')
        .replace(/\s+/gu, ' ')
        .trim();
}

/** @param {ArrayBuffer | Uint8Array} bytes */
function hex(bytes) {
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The key made at install; made anew should it be missing or broken.
 *
 * @returns {Promise<CryptoKey>}
 */
export function ignoreKey() {
    return inTurn(async () => {
        let { key } = await chrome.storage.local.get('key');
        if (typeof key !== 'string' || !/^[0-9a-f]{64}$/.test(key)) {
            key = hex(crypto.getRandomValues(new Uint8Array(32)));
            await chrome.storage.local.set({ key });
        }
        const bytes = Uint8Array.from(String(key).match(/../g) ?? [], (pair) => parseInt(pair, 16));
        return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    });
}

/**
 * @param {CryptoKey} key
 * @param {string} site
 * @param {string} phrase
 * @returns {Promise<string>} 64 hex digits
 */
async function fingerprint(key, site, phrase) {
    const bytes = new TextEncoder().encode(`${site}\n${normalise(phrase)}`);
    return hex(await crypto.subtle.sign('HMAC', key, bytes));
}

/**
 * @param {string} site
 * @param {{text: string, rule: string, tactic: string}} finding
 * @param {boolean} incognito
 * @returns {Promise<{ok: true} | {error: import('../shared/shapes.js').Misfit}>}
 */
export async function ignore(site, { text, rule, tactic }, incognito) {
    const hmac = await fingerprint(await ignoreKey(), site, text);
    if (incognito) {
        await ignorePrivately(hmac);
        return { ok: true };
    }
    const entry = {
        id: crypto.randomUUID(),
        site,
        rule,
        tactic,
        hmac,
        when: new Date().toISOString().slice(0, 10),
    };
    const done = await changeSettings(({ ignored }) => ({ ignored: withEntry(ignored, entry) }));
    return 'error' in done ? done : { ok: true };
}

/**
 * @param {import('./schema.js').Ignored[]} ignored
 * @param {import('./schema.js').Ignored} entry
 */
function withEntry(ignored, entry) {
    const others = ignored.filter(({ hmac }) => hmac !== entry.hmac);
    const surplus = others.filter(({ site }) => site === entry.site).slice(0, 1 - MAX_OF_SITE);
    return [...others.filter((one) => !surplus.includes(one)), entry].slice(-MAX_IGNORED);
}

/** @param {string} id */
export function forgetIgnored(id) {
    return changeSettings(({ ignored }) => ({ ignored: ignored.filter((one) => one.id !== id) }));
}

/**
 * The findings whose phrase is not ignored on the site.
 *
 * @template {{text: string}} F
 * @param {F[]} findings
 * @param {string} site
 * @param {boolean} incognito
 * @returns {Promise<F[]>}
 */
export async function withoutIgnored(findings, site, incognito) {
    const { ignored } = await readSettings();
    const known = new Set(ignored.filter((one) => one.site === site).map((one) => one.hmac));
    if (incognito) {
        (await privatelyIgnored()).forEach((hmac) => known.add(hmac));
    }
    if (known.size === 0 || findings.length === 0) {
        return findings;
    }
    const key = await ignoreKey();
    const marks = await Promise.all(findings.map((finding) => fingerprint(key, site, finding.text)));
    return findings.filter((_, i) => !known.has(marks[i]));
}
