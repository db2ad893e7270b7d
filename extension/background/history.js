/** How a page's score moved while it was open, and which phrases came when: bounded, and gone with the page. */

/**
 * @typedef {{tactic: string, text: string, lang: string}} Came a phrase that was not there before
 * @typedef {object} Moment
 * @property {number} at milliseconds of the epoch
 * @property {number} score 0-100
 * @property {Came[]} came the first few of what came
 * @property {number} others how many more came
 *
 * @typedef {object} History
 * @property {string} page the random id of the document at the top
 * @property {Moment[]} moments the first and the latest
 * @property {string[]} known what has been there, its numbers made alike
 */

const MOST = 60;
const NAMED = 3;
const TEXT = 80;
const KNOWN = 400;
/** What comes so soon after another moment belongs to it: a page is reported piece by piece. */
const TOGETHER_MS = 1_000;

/** @param {import('./results.js').Found} found */
const keyOf = ({ rule, text }) => `${rule} ${text.slice(0, TEXT).replace(/\p{Nd}+/gu, '#').toLowerCase()}`;

/**
 * The history with what a report adds to it: nothing, where neither the score moved nor a phrase came.
 *
 * @param {History | undefined} before
 * @param {string} page the document at the top; another one begins anew
 * @param {{at: number, score: number, findings: import('./results.js').Found[]}} report over all frames
 * @returns {History}
 */
export function grown(before, page, { at, score, findings }) {
    const { moments, known } = before?.page === page ? before : { moments: [], known: [] };
    const seen = new Set(known);
    const fresh = [];
    for (const finding of findings) {
        if (!seen.has(keyOf(finding))) {
            seen.add(keyOf(finding));
            fresh.push({ tactic: finding.tactic, text: finding.text.slice(0, TEXT), lang: finding.lang });
        }
    }
    const last = moments.at(-1);
    const kept = { page, moments, known: [...seen].slice(-KNOWN) };
    if (last && last.score === score && fresh.length === 0) {
        return kept;
    }
    const together = last !== undefined && at - last.at < TOGETHER_MS;
    const came = [...together ? last.came : [], ...fresh];
    const others = (together ? last.others : 0) + Math.max(0, came.length - NAMED);
    const moment = { at: together ? last.at : at, score, came: came.slice(0, NAMED), others };
    const all = [...together ? moments.slice(0, -1) : moments, moment];
    return { ...kept, moments: all.length > MOST ? [all[0], ...all.slice(1 - MOST)] : all };
}
