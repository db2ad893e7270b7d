/** Chromium: a service worker may not own a Worker, so the engine lives in an offscreen document. */

/** @typedef {import('../../engine/supervisor.js').EngineStatus} EngineStatus */

const PAGE = 'engine/offscreen.html';

/** @type {EngineStatus} */
const IDLE = { state: 'idle', detail: 'The engine starts when a page needs it.' };

/** @type {Promise<void> | null} */
let creating = null;

/**
 * @param {string} json
 * @returns {Promise<string>}
 */
export async function askEngine(json) {
    await ensurePage();
    const reply = await toPage({ kind: 'ask', json }).catch(async () => {
        // The document went away under the request; asking again changes nothing, so ask a new one.
        await chrome.offscreen.closeDocument().catch(() => {});
        await ensurePage();
        return toPage({ kind: 'ask', json });
    });
    if ('error' in reply) {
        throw new Error(reply.error);
    }
    return reply.json;
}

/** @returns {Promise<EngineStatus>} */
export async function engineStatus() {
    return await hasPage() ? toPage({ kind: 'status' }) : IDLE;
}

async function ensurePage() {
    if (!await hasPage()) {
        creating ??= chrome.offscreen.createDocument({
            url: PAGE,
            reasons: [chrome.offscreen.Reason.WORKERS],
            justification: 'Reads page text for sales pressure, in a Worker of its own, on this computer.',
        }).finally(() => { creating = null; });
    }
    await creating;
}

async function hasPage() {
    const contexts = await chrome.runtime.getContexts({
        contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT],
        documentUrls: [chrome.runtime.getURL(PAGE)],
    });
    return contexts.length > 0;
}

/**
 * @param {{kind: 'ask', json: string} | {kind: 'status'}} message
 * @returns {Promise<any>}
 */
function toPage(message) {
    return chrome.runtime.sendMessage({ to: 'engine', v: 1, ...message });
}
