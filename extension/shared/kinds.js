/**
 * Every kind of message the background listens to, by who may send it, with the shape its fields must have.
 * A kind that is not here, or comes from elsewhere, is not heard.
 */

import { HOST, MAX_HOST, PATTERN } from './hosts.js';
import { bool, int, list, map, num, oneOf, orNull, pair, record, text } from './shapes.js';
import { HARD_TACTICS, TACTICS } from './tactics.js';

/** The most one scan message may carry; longer pages go in several. Lengths in UTF-16 units. */
export const LIMITS = Object.freeze({
    blocks: 20_000,
    blockText: 200_000,
    scanText: 4_000_000,
    findings: 5_000,
    settingsFile: 1_000_000,
    promptBlocks: 60,
    promptText: 400,
    controlName: 80,
});

const host = text(MAX_HOST, HOST, 'host');
const pattern = text(MAX_HOST, PATTERN, 'host-pattern');
const tab = int(0, 2 ** 31 - 1);
const tag = orNull(text(64));
const id = text(64, /^[\w-]+$/);
const rule = text(120, /^[\w.-]+$/);
const tactic = oneOf(...TACTICS);
const onOff = oneOf('on', 'off');
/** Milliseconds since 1970, to a time that no page lives to see. */
const EPOCH = num(0, 1e14);

const finding = record({
    id: text(200),
    block: int(0, 2 ** 31 - 1),
    start: int(0, LIMITS.blockText),
    end: int(0, LIMITS.blockText),
    text: text(LIMITS.blockText),
    context: text(600),
    tactic,
    claim: text(120),
    rule,
    lang: text(64),
    strength: num(0, 1),
    why: text(1_000),
    alternative: text(2_000),
    facts: list(text(1_000), 100),
    evidence: list(text(1_000), 100),
});

const block = record(
    { i: int(0, 2 ** 31 - 1), text: text(LIMITS.blockText) },
    {
        lang: tag,
        role: tag,
        prominence: num(0, 1),
        ticked: bool,
        seen: list(pair(EPOCH, text(200)), 40),
        around: text(300),
        beside: list(oneOf('media', 'game', 'code'), 3),
        flashed: int(1, 1_000),
        struck: list(text(40), 4),
    },
);

const datum = record({ product: int(0, 2 ** 31 - 1), name: text(100), value: text(100) });

const promptBlock = record({ i: int(0, 2 ** 31 - 1), text: text(LIMITS.promptText) }, { lang: tag, role: tag });

/** What covers a page, as its content script saw it. */
const prompt = record({
    blocks: list(promptBlock, LIMITS.promptBlocks),
    cover: num(0, 1),
    dialog: bool,
    password: bool,
    opened: oneOf('there', 'first', 'unasked', 'leaving', 'act'),
});

/** The fields of the settings a person may change in one go, and in a file. */
export const CHANGEABLE = Object.freeze({
    default: onOff,
    sites: map(host, onOff, 5_000),
    tactics: map(oneOf(...HARD_TACTICS), oneOf(false), HARD_TACTICS.length),
    sensitivity: oneOf('low', 'normal', 'high'),
    tone: oneOf('plain', 'advisory', 'warm'),
    highlight: bool,
    remember: bool,
    sensitive: record({ added: list(pattern, 1_000), removed: list(pattern, 1_000) }),
});

/** The fields only the background itself writes. */
export const KEPT = Object.freeze({
    ignored: list(
        record({
            id,
            site: host,
            rule,
            tactic,
            hmac: text(64, /^[0-9a-f]{64}$/),
            when: text(10, /^\d{4}-\d\d-\d\d$/),
        }),
        2_000,
    ),
    hosts: oneOf('click', 'sites', 'everywhere'),
});

/**
 * @param {Record<string, import('./shapes.js').Shape>} [fields]
 * @param {Record<string, import('./shapes.js').Shape>} [optional]
 */
function message(fields = {}, optional = {}) {
    return record({ v: oneOf(1), kind: text(40), ...fields }, optional);
}

export const FROM_CONTENT = new Map([
    ['hello', message()],
    [
        'scan',
        message(
            { page: id, lang: tag, blocks: list(block, LIMITS.blocks) },
            {
                page_data: list(datum, 200),
                today: text(10, /^\d{4}-\d\d-\d\d$/),
                now: EPOCH,
                opened: EPOCH,
                zone: int(-24 * 60, 24 * 60),
                away: list(pair(EPOCH, EPOCH), 20),
            },
        ),
    ],
    [
        'prompt',
        message(
            { page: id, lang: tag, prompt },
            { closed: record({ control: orNull(text(LIMITS.controlName)) }), counted: bool },
        ),
    ],
    [
        'report',
        message({
            page: id,
            lang: tag,
            blocks: int(0, 2 ** 31 - 1),
            partial: bool,
            findings: list(finding, LIMITS.findings),
            soft_findings: list(finding, LIMITS.findings),
        }),
    ],
    ['ignore', message({ finding: record({ text: text(LIMITS.blockText), rule, tactic }) })],
]);

export const FROM_PAGES = new Map([
    ['state', message({ tabId: tab })],
    ['settings-get', message()],
    ['settings-set', message({ patch: record({}, CHANGEABLE) })],
    ['settings-export', message()],
    ['settings-import', message({ json: text(4 * LIMITS.settingsFile) })],
    ['settings-reset', message()],
    ['site-set', message({ site: host, on: oneOf(true, false, null) }, { tabId: tab })],
    ['memory', message()],
    ['memory-wipe', message()],
    ['ignored-remove', message({ id })],
    ['rescan', message({ tabId: tab })],
    ['show', message({ tabId: tab, frameId: int(0, 2 ** 31 - 1), id: text(200) })],
    ['about', message()],
    ['hosts', message({ mode: KEPT.hosts, origins: list(text(300), 1_000) })],
]);
