/** A page report as the popup shows it. */

import { byId, el, replaceItems } from './dom.js';
import { t, tn } from './i18n.js';

/**
 * @typedef {import('../background/state.js').FoundInFrame} Found
 * @typedef {import('../background/state.js').PageReport} PageReport
 */

/** So many phrases are listed before a person asks for the rest. */
const FIRST = 25;

/** What a person opened stays open when the page is reported anew: the tactics, and the rest of the phrases. */
const opened = new Set();
let all = false;

/**
 * Of each phrase the place the visitor was last taken to, and its turn then.
 *
 * @type {Map<string, {place: Found, turn: number}>}
 */
const visited = new Map();

/**
 * The report as a person may keep it: the page report of the contract.
 *
 * @param {PageReport} report
 * @returns {string} JSON
 */
export function reportText(report) {
    /** @param {Found[]} findings */
    const plain = (findings) => findings.map(({ id: _id, frameId: _frameId, ...finding }) => finding);
    return JSON.stringify(
        { ...report, findings: plain(report.findings), soft_findings: plain(report.soft_findings) },
        null,
        4,
    );
}

/** @param {Found} finding */
const phraseOf = ({ rule, text }) => `${rule} ${text}`;

/**
 * The next place of a phrase, round and round; one that is there no more had the turn it had.
 *
 * @param {Found[]} group
 * @returns {Found}
 */
function nextOf(group) {
    const last = visited.get(phraseOf(group[0]));
    const at = group.findIndex(({ id, frameId }) => id === last?.place.id && frameId === last.place.frameId);
    const turn = ((at === -1 ? last?.turn ?? -1 : at) + 1) % group.length;
    visited.set(phraseOf(group[0]), { place: group[turn], turn });
    return group[turn];
}

/**
 * Findings that say the same in the same words, together.
 *
 * @param {Found[]} findings
 * @returns {Found[][]}
 */
function together(findings) {
    /** @type {Map<string, Found[]>} */
    const groups = new Map();
    for (const finding of findings) {
        const key = phraseOf(finding);
        groups.set(key, [...(groups.get(key) ?? []), finding]);
    }
    return [...groups.values()];
}

/**
 * @param {PageReport} report
 * @param {(place: Found) => unknown} goTo
 */
export function showReport(report, goTo) {
    showScore(report);
    byId('partial').hidden = !report.partial;
    showParts(report);
    showFindings(together(report.findings), goTo);
    showWell(together(report.soft_findings));
}

/** @param {PageReport} report */
function showScore({ score, band, findings }) {
    byId('score').textContent = String(score);
    byId('band').textContent = t(`band_${band}`);
    byId('count').textContent = findings.length ? tn('popup_count', findings.length) : t('popup_count_none');
    document.querySelector('.score')?.setAttribute('data-band', band);
    const arc = /** @type {SVGElement | null} */ (document.querySelector('#arc'));
    arc?.style.setProperty('stroke-dasharray', `${score} 200`);
    arc?.style.setProperty('visibility', score > 0 ? 'visible' : 'hidden');
}

/** @param {PageReport} report */
function showParts({ parts, score }) {
    byId('parts-section').hidden = parts.length === 0;
    for (const { open, dataset } of byId('parts').querySelectorAll('details')) {
        if (open) {
            opened.add(dataset.tactic);
        } else {
            opened.delete(dataset.tactic);
        }
    }
    const most = Math.max(1, ...parts.map(({ points }) => points));
    const rows = parts.map((part) => el('li', {}, partItem(part, most)));
    replaceItems(byId('parts'), rows, byId('rescan'));
    byId('total').textContent = String(score);
}

/**
 * A tactic's share of the score; opened, it says what the tactic is and what a shopper can do.
 *
 * @param {PageReport['parts'][number]} part
 * @param {number} most points any part has
 */
function partItem({ tactic, points, count }, most) {
    const filled = el('i');
    filled.style.setProperty('--share', `${(100 * points) / most}%`);
    const name = el('span', { class: 'name' }, t(`tactic_${tactic}_name`));
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' }, filled);
    const shown = el('span', { class: 'points' }, String(points));
    const text = `${t(`tactic_${tactic}_line`)} ${t(`tactic_${tactic}_advice`)}`;
    return el(
        'details',
        { 'data-tactic': tactic, open: opened.has(tactic) },
        el('summary', { 'data-key': tactic }, name, bar, shown),
        el('p', { class: 'small' }, el('b', {}, `${tn('popup_count', count)}. `), text),
    );
}

/**
 * @param {Found[][]} groups
 * @param {(place: Found) => unknown} goTo
 */
function showFindings(groups, goTo) {
    byId('findings-section').hidden = groups.length === 0;
    const more = byId('more');
    const items = groups.map((group) => findingItem(group, goTo));
    const focusOn = (/** @type {HTMLLIElement | undefined} */ item) =>
        (item?.querySelector('button') ?? byId('rescan')).focus();
    replaceItems(byId('findings'), all ? items : items.slice(0, FIRST), byId('rescan'));
    if (items.length <= FIRST && more === document.activeElement) {
        focusOn(items.at(-1));
    }
    more.hidden = all || items.length <= FIRST;
    more.textContent = t('popup_more', items.length - FIRST);
    more.onclick = () => {
        all = true;
        byId('findings').append(...items.slice(FIRST));
        more.hidden = true;
        focusOn(items[FIRST]);
    };
}

/**
 * @param {Found[]} group
 * @param {(place: Found) => unknown} goTo
 */
function findingItem(group, goTo) {
    const [{ text, tactic, alternative, lang, evidence }] = group;
    const times = group.length > 1 ? el('span', {}, tn('popup_times', group.length)) : null;
    const kind = el('span', { class: 'kind' }, el('span', {}, t(`tactic_${tactic}_name`)), times);
    const phrase = el('span', { class: 'phrase', lang }, text);
    const hint = el('span', { class: 'unseen' }, t('popup_go_to'));
    const button = el(
        'button',
        { type: 'button', 'data-key': phraseOf(group[0]), on: { click: () => goTo(nextOf(group)) } },
        kind,
        phrase,
        hint,
    );
    const lines = evidence.map((line) => el('li', {}, line));
    const seen = lines.length > 0 ? el('ul', { class: 'seen' }, ...lines) : null;
    return el('li', {}, button, seen, alternative ? softer(alternative, lang) : null);
}

/**
 * @param {string} alternative
 * @param {string} lang
 */
function softer(alternative, lang) {
    const label = el('span', { class: 'label' }, t('popup_softer'));
    return el('p', { class: 'softer' }, label, el('span', { lang }, alternative));
}

/** @param {Found[][]} groups */
function showWell(groups) {
    byId('well-section').hidden = groups.length === 0;
    byId('well').replaceChildren(
        ...groups
            .slice(0, FIRST)
            .map(([{ text, tactic, lang }]) =>
                el(
                    'li',
                    {},
                    el('span', { class: 'small soft' }, t(`tactic_${tactic}_name`)),
                    el('span', { lang }, text),
                ),
            ),
    );
}
