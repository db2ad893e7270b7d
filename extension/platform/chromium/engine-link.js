/** Chromium: a service worker may not own a Worker, so the engine lives in an offscreen document. */

/** @typedef {import('../../engine/supervisor.js').EngineStatus} EngineStatus */

const PAGE = 'engine/offscreen.html';

/** @type {EngineStatus} */
const IDLE = { state: 'idle' };

/** @type {Promise<unknown>} The last that was done about the document: one thing at a time. */
let last = Promise.resolve();
let replaced = 0;

/**
 * @param {string} json
 * @returns {Promise<string>}
 */
export async function askEngine(json) {
    await inTurn(openPage);
    const known = replaced;
    const reply = await toPage({ kind: 'ask', json }).catch(async () => {
        // The document went away under the request. Asking again changes nothing, so ask a new one.
        await inTurn(() => replacePage(known));
        return toPage({ kind: 'ask', json });
    });
    if ('error' in reply) {
        throw new Error(reply.error);
    }
    return reply.json;
}

/** @returns {Promise<EngineStatus>} */
export async function engineStatus() {
    return await hasPage() ? toPage({ kind: 'status' }).catch(() => IDLE) : IDLE;
}

async function openPage() {
    if (!await hasPage()) {
        await chrome.offscreen.createDocument({
            url: PAGE,
            reasons: [chrome.offscreen.Reason.WORKERS],
            justification: 'Reads page text for sales pressure, in a Worker of its own, on this computer.',
        });
    }
}

/** @param {number} known  how often it had been replaced when it was last seen */
async function replacePage(known) {
    if (replaced === known) {
        replaced += 1;
        await chrome.offscreen.closeDocument().catch(() => {});
    }
    await openPage();
}

async function hasPage() {
    const contexts = await chrome.runtime.getContexts({
        contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT],
        documentUrls: [chrome.runtime.getURL(PAGE)],
    });
    return contexts.length > 0;
}

/**
 * @param {() => Promise<void>} job
 * @returns {Promise<void>}
 */
function inTurn(job) {
    const done = last.then(job);
    last = done.catch(() => {});
    return done;
}

/**
 * @param {{kind: 'ask', json: string} | {kind: 'status'}} message
 * @returns {Promise<any>} rejects when the document is not there, or does not listen yet
 */
async function toPage(message) {
    const reply = await chrome.runtime.sendMessage({ to: 'engine', v: 1, ...message });
    if (!reply) {
        throw new Error('The engine does not listen.'); // while the popup, say, did
    }
    return reply;
}
