/** How a page's score moved while it was open: a line, and the same in words. */

import { byId, el } from './dom.js';
import { t } from './i18n.js';

/** @typedef {import('../background/history.js').Moment} Moment */

const WIDTH = 300;
const HEIGHT = 40;
/** So much of what lies between the first moment and the last is drawn after it: a page left open is no flat line. */
const REST = 0.1;

/**
 * A line of steps: the score stays until the next moment.
 *
 * @param {Moment[]} moments
 * @param {number} now
 */
function stepsOf(moments, now) {
    const from = moments[0].at;
    const moved = moments[moments.length - 1].at - from;
    const span = Math.max(1, Math.min(now - from, moved * (1 + REST)));
    /** @param {number} at */
    const x = (at) => Math.round(10 * WIDTH * (at - from) / span) / 10;
    /** @param {number} score */
    const y = (score) => Math.round(10 * (HEIGHT - 2 - score * (HEIGHT - 4) / 100)) / 10;
    const steps = moments.map(({ at, score }, i) => (i === 0 ? `M0 ${y(score)}` : `H${x(at)} V${y(score)}`));
    return `${steps.join(' ')} H${WIDTH}`;
}

/** @param {number} at */
const timeOf = (at) => new Intl.DateTimeFormat(t('locale_code'), { timeStyle: 'medium' }).format(new Date(at));

/** @param {Moment} moment */
function momentItem({ at, score, came, others }) {
    const phrases = came.map(({ tactic, text, lang }) =>
        el(
            'li',
            {},
            el('span', { class: 'small soft' }, `${t(`tactic_${tactic}_name`)}: `),
            el('span', { lang }, text),
        ),
    );
    const rest = others > 0 ? [el('li', { class: 'small soft' }, t('popup_history_others', others))] : [];
    return el(
        'li',
        {},
        el('span', { class: 'when' }, timeOf(at)),
        el('span', { class: 'then' }, t('popup_history_score', score)),
        came.length > 0 ? el('ul', {}, ...phrases, ...rest) : null,
    );
}

/** The moments that are listed: a list that is the same is left to who reads it. */
let shown = '';

/**
 * Shows how the score moved; a page on which nothing has moved has no such part.
 *
 * @param {Moment[]} moments
 * @param {number} now
 */
export function showHistory(moments, now) {
    byId('history-section').hidden = moments.length < 2;
    if (moments.length < 2) {
        return;
    }
    const scores = moments.map(({ score }) => score);
    byId('history-line').setAttribute(
        'aria-label',
        t('popup_history_line', scores[0], scores[scores.length - 1], Math.max(...scores)),
    );
    document.querySelector('#history-line path')?.setAttribute('d', stepsOf(moments, now));
    const told = JSON.stringify(moments);
    if (told !== shown) {
        shown = told;
        byId('history').replaceChildren(...moments.map(momentItem));
    }
}
