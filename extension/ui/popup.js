/** The popup: how hard the words on this tab's page press, which they are, and the switch for its site. */

import { faultsIn } from '../shared/faults.js';
import { originsFor } from '../shared/hosts.js';
import { readingOf } from '../shared/reading.js';
import { failureKey, resultsKey } from '../shared/session-keys.js';
import { choose } from './choices.js';
import { byId, el } from './dom.js';
import { t, translatePage } from './i18n.js';
import { showHistory } from './history-view.js';
import { ask } from './link.js';
import { reportText, showReport } from './report-view.js';

/** @typedef {import('../background/state.js').TabState} TabState */

/** So long it says what has just been done. */
const SAID_MS = 1_800;

/** @returns {Promise<number>} the tab the popup is for: named in its address, else the one it opened over */
async function ownTab() {
    const named = Number(new URLSearchParams(location.search).get('tab'));
    if (named) {
        return named;
    }
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    return tab.id ?? 0;
}

translatePage();
const tabId = await ownTab();

/** @type {TabState | null} */
let shown = null;
let askedToScan = false;
let readable = true;

let saidLast = 0;

/**
 * Says something that is true for a moment only, to those who cannot see it, and takes it back after.
 *
 * @param {string} key of the text
 */
function sayBriefly(key) {
    byId('said').textContent = t(key);
    clearTimeout(saidLast);
    saidLast = setTimeout(() => {
        byId('said').textContent = '';
        byId('copy').textContent = t('popup_copy');
    }, SAID_MS);
}

/**
 * @param {string} key of the text
 * @param {() => Promise<unknown>} act
 * @param {boolean} [main]
 */
function action(key, act, main = false) {
    const press = () => void act().then(refresh);
    return el('button', { type: 'button', class: main ? 'main' : null, on: { click: press } }, t(key));
}

const scanNow = () => ask('rescan', { tabId });

/** @param {string} detail why the engine could not read the page */
function faultText(detail) {
    return faultsIn(detail).map((fault) => t(`fault_${fault}`)).join(' ');
}

/**
 * What a page gets told that has no score: title and text by the message family, and what can be done.
 *
 * @param {TabState} state
 * @returns {{key: string, detail?: string, actions: HTMLElement[], waiting?: boolean}}
 */
function noticeFor({ status, detail, site, incognito, report }) {
    switch (status) {
        case 'off':
            return { key: `off_${detail}`, actions: [] };
        case 'not-allowed': {
            const origins = originsFor(site ?? '');
            const always = action('popup_allow_always', () => choose('sites', origins), true);
            const once = action('popup_allow_once', scanNow);
            return { key: 'not_allowed', actions: incognito ? [once] : [always, once] };
        }
        case 'starting':
            return { key: 'starting', actions: [], waiting: true };
        case 'broken':
            return { key: 'broken', detail: faultText(detail), actions: [action('popup_try_again', scanNow, true)] };
        case 'idle':
            return { key: 'idle', actions: [action('popup_check', scanNow, true)] };
        case 'on':
            return { key: report && readingOf(report) === 'unread' ? 'unread' : 'empty', actions: [] };
        default:
            return { key: 'not_possible', actions: [] };
    }
}

/** @param {TabState} state */
function showNotice(state) {
    const { key, detail = '', actions, waiting = false } = noticeFor(state);
    byId('notice-title').textContent = t(`popup_${key}_title`);
    byId('notice-text').textContent = t(`popup_${key}_text`, state.site ?? '');
    byId('notice-detail').textContent = detail;
    byId('notice-detail').hidden = !detail;
    byId('waiting').hidden = !waiting;
    byId('notice-actions').replaceChildren(...actions);
    byId('notice-actions').hidden = actions.length === 0;
}

/** @param {TabState} state */
function show(state) {
    shown = state;
    const { site, status } = state;
    const report = state.report && readingOf(state.report) === 'read' ? state.report : null;
    const switchable = site !== null && status !== 'not-possible' && status !== 'not-allowed';
    byId('site').textContent = site ?? '';
    byId('site-switch').hidden = !switchable;
    byId('site-on', HTMLInputElement).checked = status !== 'off';
    byId('site-switch-text').textContent = t(status === 'off' ? 'popup_site_off' : 'popup_site_on');
    byId('site-on').setAttribute('aria-label', t('site_switch', site ?? ''));

    byId('notice').hidden = report !== null;
    byId('result').hidden = report === null;
    byId('copy').hidden = report === null;
    byId('rescan').hidden = report === null;
    if (report) {
        showHistory(state.history, Date.now());
        showReport(report, ({ frameId, id }) => ask('show', { tabId, frameId, id }));
    } else {
        showNotice(state);
    }
}

/** Asks how it stands and shows it. A page that a click on the button opened to us is scanned at once. */
async function refresh() {
    const state = /** @type {TabState} */ (await ask('state', { tabId }));
    if (state.status === 'idle' && !askedToScan) {
        askedToScan = true;
        show({ ...state, status: 'starting' });
        readable = (await scanNow()).ok;
        return refresh();
    }
    // Its own viewers, of PDF files say, a browser may show under the address of the file.
    return show(state.status === 'idle' && !readable ? { ...state, status: 'not-possible' } : state);
}

byId('site-on', HTMLInputElement).addEventListener('change', async (event) => {
    if (shown?.site) {
        const on = /** @type {HTMLInputElement} */ (event.target).checked;
        await ask('site-set', { site: shown.site, on, tabId });
        askedToScan = false;
        await refresh();
    }
});
byId('rescan').addEventListener('click', async () => {
    sayBriefly('popup_rescanning');
    await scanNow();
});
byId('copy').addEventListener('click', async () => {
    if (shown?.report) {
        const text = reportText(shown.report);
        const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
        const key = done ? 'popup_copied' : 'card_copy_failed';
        byId('copy').textContent = t(key);
        sayBriefly(key);
    }
});
byId('options').addEventListener('click', () => chrome.runtime.openOptionsPage());

chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && (resultsKey(tabId) in changes || failureKey(tabId) in changes)) {
        void refresh();
    }
});

await refresh();
