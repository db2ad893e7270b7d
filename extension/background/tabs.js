/** Talking to the content scripts of a tab. */

/** What the content scripts of one document are told; `ping` is answered with the document's random id. */
/** @typedef {'settings-changed' | 'rescan' | 'show' | 'stop' | 'ping'} ToContent */

/**
 * Sends to one frame, or to all frames of a tab.
 *
 * @param {number} tabId
 * @param {ToContent} kind
 * @param {{id?: string, card?: boolean}} [fields]
 * @param {number} [frameId]
 * @returns {Promise<{heard: boolean, reply?: unknown}>} `heard` is false where no content script is
 */
export async function tell(tabId, kind, fields = {}, frameId = undefined) {
    const options = frameId === undefined ? {} : { frameId };
    try {
        return { heard: true, reply: await chrome.tabs.sendMessage(tabId, { v: 1, kind, ...fields }, options) };
    } catch {
        return { heard: false };
    }
}

/** @param {ToContent} kind */
export async function tellAll(kind) {
    const tabs = await chrome.tabs.query({});
    await Promise.all(tabs.map((tab) => (tab.id === undefined ? null : tell(tab.id, kind))));
}

/** @param {number} tabId */
export function isOpen(tabId) {
    return chrome.tabs.get(tabId).then(() => true, () => false);
}

/**
 * Whether the document that gave itself this id (any document, if none is named) is still in the frame.
 *
 * @param {number} tabId
 * @param {number} frameId
 * @param {string} [page]
 */
export async function isAlive(tabId, frameId, page) {
    const { heard, reply } = await tell(tabId, 'ping', {}, frameId);
    const answered = /** @type {{page?: string} | undefined} */ (reply)?.page;
    return heard && (page === undefined || answered === undefined || answered === page);
}
