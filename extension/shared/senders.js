/** Where a message comes from, as the browser tells it. */

/**
 * Whether our own page or our own background sent a message, and no content script: those share our id, and in a page
 * that another extension frames they have no tab either.
 *
 * @param {chrome.runtime.MessageSender} sender
 * @returns {boolean}
 */
export function isOwn({ id, origin, url }) {
    // Chromium's service worker sends an address and no origin.
    const from = origin === undefined ? url : `${origin}/`;
    return id === chrome.runtime.id && from !== undefined && from.startsWith(chrome.runtime.getURL(''));
}
