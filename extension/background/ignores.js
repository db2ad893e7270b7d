/**
 * Phrases a person does not find pressing, per site. Only a keyed fingerprint of the phrase is kept: the text
 * of a page is never stored.
 */

import { fingerprint, installKey } from './fingerprints.js';
import { ignorePrivately, privatelyIgnored } from './private.js';
import { changeSettings, readSettings } from './settings.js';

const MAX_IGNORED = 2_000;
/** A site's oldest give way first, so that a hostile page cannot push out what was said of other sites. */
const MAX_OF_SITE = 200;

/**
 * @param {string} site
 * @param {{text: string, rule: string, tactic: string}} finding
 * @param {boolean} incognito
 * @returns {Promise<{ok: true} | {error: import('../shared/shapes.js').Misfit}>}
 */
export async function ignore(site, { text, rule, tactic }, incognito) {
    const hmac = await fingerprint(await installKey(), site, text);
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
 * The findings whose phrase is not ignored on the site by now: the engine may have taken its time.
 *
 * @template {{text: string}} F
 * @param {F[]} findings
 * @param {{site: string, incognito: boolean}} place
 * @returns {Promise<F[]>}
 */
export async function withoutIgnored(findings, { site, incognito }) {
    const { ignored } = await readSettings();
    const known = new Set(ignored.filter((one) => one.site === site).map((one) => one.hmac));
    if (incognito) {
        (await privatelyIgnored()).forEach((hmac) => known.add(hmac));
    }
    if (known.size === 0 || findings.length === 0) {
        return findings;
    }
    const key = await installKey();
    const marks = await Promise.all(findings.map((finding) => fingerprint(key, site, finding.text)));
    return findings.filter((_, i) => !known.has(marks[i]));
}
