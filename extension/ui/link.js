/** The pages' line to the background. */

import { t } from './i18n.js';

/**
 * @typedef {import('../background/schema.js').Settings} Settings
 * @typedef {import('../shared/shapes.js').Misfit} Misfit
 * @typedef {{mode: Settings['hosts'], origins: string[]}} Access
 */

/**
 * @param {string} kind
 * @param {Record<string, unknown>} [fields]
 * @returns {Promise<any>}
 */
export function ask(kind, fields = {}) {
    return chrome.runtime.sendMessage({ v: 1, kind, ...fields });
}

/**
 * What did not fit, in a sentence for people.
 *
 * @param {Misfit} misfit
 * @returns {string}
 */
export function inWords({ field, want, detail }) {
    return t(`misfit_${want.replaceAll('-', '_')}`, field, detail);
}
