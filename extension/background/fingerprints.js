/**
 * Phrases by fingerprint: a keyed hash that holds none of their words, under a key that is made at install and never
 * leaves the profile.
 */

import { makeQueue } from './queue.js';

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
export function installKey() {
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
 * @param {string} place where the phrase stands, such as a site
 * @param {string} phrase
 * @returns {Promise<string>} 64 hex digits
 */
export async function fingerprint(key, place, phrase) {
    const bytes = new TextEncoder().encode(`${place}\n${normalise(phrase)}`);
    return hex(await crypto.subtle.sign('HMAC', key, bytes));
}
