/** What the background does for content scripts. The site is taken from the browser, never from the message. */

import { LIMITS } from '../shared/kinds.js';
import { siteOf } from '../shared/hosts.js';
import { readingOf } from '../shared/reading.js';
import { withAsked } from './asked.js';
import { showBroken, showNothing, showOff, showScore } from './badge.js';
import { askCore, CoreError } from './core.js';
import { ignore, withoutIgnored } from './ignores.js';
import { recalled } from './memory.js';
import { settingsIn } from './private.js';
import { addReport, forgetFailure, forgetResults, hasTop, noteFailure } from './results.js';
import { readsFrame } from './sites.js';
import { merged } from './state.js';
import { tellAll } from './tabs.js';
import { earlierIn, noteInVisit } from './visits.js';

/**
 * @typedef {object} Place where a message came from
 * @property {number} tabId
 * @property {number} frameId
 * @property {string} site
 * @property {string} path of the frame's own address
 * @property {string} address its path and fragment
 * @property {boolean} incognito
 * @property {boolean} on
 * @property {string} reason
 * @property {import('./schema.js').Settings} settings as they hold in that window
 */

/** UTF-16 units of an address that may tell what it is of. */
const MOST_ADDRESS = 2_000;

/** What a page is told that may not be read. */
const OFF = Object.freeze({ error: 'off' });

/**
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<Place | null>}
 */
async function placeOf({ tab, frameId, origin, url }) {
    const own = siteOf(origin && origin !== 'null' ? origin : url);
    const top = frameId === 0 ? own : siteOf(tab?.url);
    const site = own ?? top; // a frame without an address shows what its page wrote
    if (tab?.id === undefined || frameId === undefined || site === null) {
        return null;
    }
    const settings = await settingsIn(tab.incognito);
    const { incognito } = tab;
    return {
        tabId: tab.id,
        frameId,
        site,
        path: pathOf(url),
        incognito,
        address: addressOf(url),
        settings,
        ...readsFrame(settings, site, top),
    };
}

/** @param {string | undefined} url */
function pathOf(url) {
    return url !== undefined && URL.canParse(url) ? new URL(url).pathname : '';
}

/** @param {string | undefined} url */
function addressOf(url) {
    const { pathname, hash } = new URL(url !== undefined && URL.canParse(url) ? url : 'about:blank');
    return `${pathname}${hash}`.slice(0, MOST_ADDRESS);
}

/**
 * @typedef {(message: any, sender: chrome.runtime.MessageSender) => Promise<unknown>} Handler
 * @param {import('./core.js').Engine} engine
 * @returns {Map<string, Handler>}
 */
export function contentHandlers(engine) {
    return new Map(
        /** @type {[string, Handler][]} */ ([
            ['hello', async (_message, sender) => hello(await placeOf(sender))],
            ['scan', async (message, sender) => scan(engine, message, await placeOf(sender))],
            ['prompt', async (message, sender) => prompt(engine, message, await placeOf(sender))],
            ['report', async (message, sender) => report(engine, message, await placeOf(sender))],
            ['ignore', async (message, sender) => ignorePhrase(message, await placeOf(sender))],
        ]),
    );
}

/** @param {Place | null} place */
async function hello(place) {
    if (!place) {
        return { on: false, reason: 'not-possible', settings: { highlight: false } };
    }
    if (place.frameId === 0) {
        if (place.on) {
            await forgetFailure(place.tabId);
        } else {
            await letBe(place.tabId);
        }
    }
    return { on: place.on, reason: place.reason, settings: { highlight: place.settings.highlight } };
}

/** @param {number} tabId whose page is off */
function letBe(tabId) {
    return Promise.all([forgetResults(tabId), showOff(tabId)]);
}

/**
 * @param {import('./core.js').Engine} engine
 * @param {{page: string, lang: string | null, blocks: {text: string, role?: string | null}[],
 *     page_data?: import('../shared/wire.js').WireDatum[], today?: string, now?: number, zone?: number,
 *     opened?: number, away?: [number, number][]}} message
 * @param {Place | null} place
 */
async function scan(engine, message, place) {
    const { page, lang, blocks, page_data, today, now, zone, away, opened = now } = message;
    if (!place?.on) {
        return OFF;
    }
    if (blocks.reduce((sum, { text }) => sum + text.length, 0) > LIMITS.scanText) {
        return { error: `more than ${LIMITS.scanText} characters in one message` };
    }
    const { sensitivity, tone, tactics } = place.settings;
    const request = {
        kind: 'scan',
        lang,
        ui: chrome.i18n.getMessage('locale_code'),
        sensitivity,
        tone,
        off: Object.keys(tactics),
        ...page_data && today ? { page_data, today } : {},
        ...today && now !== undefined ? { today, now, opened, zone, away } : {},
        ...await visitFields(place),
        blocks,
    };
    try {
        const reply = await askCore(engine, request);
        if (reply.till !== true) {
            // For pages to come: this one's marks need not wait.
            noteFees(place, reply.told ?? [], blocks).catch((error) => console.info('No fees noted.', error));
        }
        const { site, path, incognito, settings } = place;
        const dated = now !== undefined && opened !== undefined && zone !== undefined;
        const where = dated && !incognito && settings.remember ? { site, path, page, opened, now, zone } : null;
        const found = await recalled(engine, reply.findings, where);
        return {
            lang: reply.lang,
            partial: reply.partial,
            findings: await withoutIgnored(found, place),
            soft_findings: reply.soft_findings,
            told: reply.told?.filter((/** @type {Told} */ { name }) => name === 'stock'),
        };
    } catch (error) {
        return coreFailure(error, place);
    }
}

/**
 * @typedef {import('../shared/wire.js').WireTold} Told
 *
 * What the core is to know of the visit, should this be a till: the pages before it, and its address.
 *
 * @param {Place} place
 */
async function visitFields({ site, incognito, address }) {
    const visit = await earlierIn(site, incognito);
    return { address, ...visit ? { visit } : {} };
}

/**
 * @param {Place} place
 * @param {Told[]} told
 * @param {{role?: string | null}[]} blocks
 */
async function noteFees({ site, incognito }, told, blocks) {
    const named = told.filter(({ name }) => name === 'fee').map(({ value }) => value);
    const priced = blocks.some(({ role }) => role === 'near-price');
    if (priced || named.length > 0) {
        await noteInVisit(site, incognito, { named, priced });
    }
}

/**
 * A prompt came up, or was closed by the visitor.
 *
 * @param {import('./core.js').Engine} engine
 * @param {Pick<import('../shared/wire.js').PromptRequest, 'lang' | 'prompt' | 'closed' | 'counted'>} message
 * @param {Place | null} place
 */
async function prompt(engine, { lang, prompt: seen, closed, counted }, place) {
    if (!place?.on) {
        return OFF;
    }
    const { sensitivity, tactics } = place.settings;
    const request = {
        kind: 'prompt',
        lang,
        ui: chrome.i18n.getMessage('locale_code'),
        sensitivity,
        off: Object.keys(tactics),
        prompt: seen,
        ...closed ? { closed } : {},
        ...counted ? { counted } : {},
    };
    try {
        const reply = await withAsked(place.site, place.incognito, (before) => askCore(engine, { ...request, before }));
        const findings = await withoutIgnored(reply.findings, place);
        return { asks: reply.asks, findings };
    } catch (error) {
        return coreFailure(error, place);
    }
}

/**
 * @param {import('./core.js').Engine} engine
 * @param {Omit<import('./results.js').FrameReport, 'frameId' | 'site'>} message
 * @param {Place | null} place
 */
async function report(engine, { page, lang, blocks, partial, findings, soft_findings }, place) {
    if (!place?.on) {
        return OFF;
    }
    const { tabId, frameId, site } = place;
    try {
        const frame = { frameId, page, site, lang, blocks, partial, findings, soft_findings };
        const { frames, total } = await addReport(tabId, frame, (all) => scoreOf(engine, all));
        if (hasTop(frames)) {
            await (readingOf(merged({ frames, total })) === 'read' ? showScore(tabId, total) : showNothing(tabId));
        }
        return { score: total.score, band: total.band };
    } catch (error) {
        return coreFailure(error, place);
    }
}

/**
 * @param {import('./core.js').Engine} engine
 * @param {import('./results.js').FrameReport[]} frames
 * @returns {Promise<import('./results.js').PageScore>}
 */
async function scoreOf(engine, frames) {
    /** @param {'findings' | 'soft_findings'} kind */
    const all = (kind) => frames.flatMap((frame) => frame[kind].map(({ id: _id, ...finding }) => finding));
    const { lang, score, band, parts } = await askCore(engine, {
        kind: 'score',
        lang: frames[0].lang,
        blocks: frames.reduce((sum, { blocks }) => sum + blocks, 0),
        partial: frames.some(({ partial }) => partial),
        findings: all('findings'),
        soft_findings: all('soft_findings'),
    });
    return { lang, score, band, parts };
}

/**
 * @param {{finding: {text: string, rule: string, tactic: string}}} message
 * @param {Place | null} place
 */
async function ignorePhrase({ finding }, place) {
    if (!place?.on) {
        return OFF;
    }
    const done = await ignore(place.site, finding, place.incognito);
    if (place.incognito) {
        await tellAll('settings-changed');
    }
    return 'error' in done ? { error: done.error.detail } : done;
}

/**
 * Tells what went wrong. Of the tab it is told where its page is the one that failed, not one of its frames.
 *
 * @param {unknown} error
 * @param {Place} place
 */
async function coreFailure(error, { tabId, frameId }) {
    if (!(error instanceof CoreError)) {
        throw error;
    }
    if (frameId === 0) {
        await Promise.all([noteFailure(tabId, error.message), showBroken(tabId)]);
    }
    return { error: error.message };
}
