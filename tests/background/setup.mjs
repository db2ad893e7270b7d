/** A fresh background for each test: the double as `chrome`, the English messages, an engine that can be played. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { after } from 'node:test';

import { makeEngine } from './engine.mjs';
import { asBrowserSees, makeChrome } from './fake_chrome.mjs';

const link = JSON.stringify(new URL('engine_link.mjs', import.meta.url).href);
const hook = `export const resolve = (specifier, context, next) =>
    specifier === '../platform/engine-link.js' ? { url: ${link}, shortCircuit: true } : next(specifier, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

export const own = {
    id: 'softsell',
    origin: 'chrome-extension://softsell',
    url: 'chrome-extension://softsell/ui/popup.html',
};

export function messagesOf(locale) {
    const file = new URL(`../../extension/_locales/${locale}/messages.json`, import.meta.url);
    const read = JSON.parse(readFileSync(file, 'utf8'));
    return Object.fromEntries(Object.entries(read).map(([key, { message }]) => [key, message]));
}

/** What docs/PRIVACY.md says is kept: each key, or how it begins, in its tables' first column. */
const toldOf = readFileSync(new URL('../../docs/PRIVACY.md', import.meta.url), 'utf8').split('\n')
    .flatMap((line) => [...(/^\| (`[^|]*)\|/.exec(line)?.[1] ?? '').matchAll(/`([^`…]+)(…?)`/g)])
    .map(([, key, open]) => ({ key, open: open !== '' }));
/** @type {Set<string>} */
const untold = new Set();
const hear = (/** @type {Record<string, unknown>} */ changes) => Object.keys(changes)
    .filter((name) => !toldOf.some(({ key, open }) => (open ? name.startsWith(key) : name === key)))
    .forEach((name) => untold.add(name));
after(() => assert.deepEqual([...untold], [], 'kept, but docs/PRIVACY.md does not say so'));

let starts = 0;

/** Starts the background's `main.js` on what the browser has stored, as after its sleep. */
export async function wake() {
    starts += 1;
    await import(`../../extension/background/main.js?start=${starts}`);
}

/** A browser in which the extension has just started; `stored` is in its local storage already. */
export async function start({ stored = {} } = {}) {
    const chrome = makeChrome({ messages: messagesOf('en') });
    const engine = makeEngine();
    Object.assign(globalThis, { chrome, testEngine: engine });
    await chrome.storage.local.set(stored);
    chrome.storage.onChanged.addListener(hear);
    await wake();
    return {
        chrome,
        engine,
        ask: (kind, fields = {}) => chrome.runtime.sendMessage({ v: 1, kind, ...fields }, own),
    };
}

/**
 * A tab with a content script in it, which answers `ping` with its document's id and notes what it is told.
 *
 * @returns the tab with `say(kind, fields, frameId)` to send as its content script and `told`, what it heard
 */
export function openPage(chrome, { id = 1, url = 'https://shop.example/mug', page = 'page1', ...more } = {}) {
    const tab = chrome.test.addTab({ id, url, ...more });
    tab.told = [];
    tab.listen = (frameId, documentId) =>
        tab.frames.set(frameId, (message) => {
            tab.told.push({ frameId, ...message });
            return message.kind === 'ping' ? { page: documentId } : undefined;
        });
    tab.listen(0, page);
    tab.say = (kind, fields = {}, { frameId = 0, origin = new URL(url).origin } = {}) => {
        const sender = { id: 'softsell', frameId, origin, url: tab.url, tab: asBrowserSees(tab) };
        return chrome.runtime.sendMessage({ v: 1, kind, ...fields }, sender);
    };
    return tab;
}

/** The report a content script sends. */
export function report({ page = 'page1', findings = [], soft_findings = [], ...more } = {}) {
    return { page, lang: 'en', blocks: 3, partial: false, findings, soft_findings, ...more };
}
