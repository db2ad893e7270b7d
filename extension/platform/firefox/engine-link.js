/** Firefox: the event page itself owns the engine's Worker, and both go when the browser suspends the page. */

/** @returns {Promise<typeof import('../../engine/host.js')>} */
function host() {
    // eslint-disable-next-line no-unsanitized/method -- a file of this package
    return import(chrome.runtime.getURL('engine/host.js'));
}

/**
 * @param {string} json
 * @returns {Promise<string>}
 */
export async function askEngine(json) {
    return (await host()).ask(json);
}

export async function engineStatus() {
    return (await host()).status();
}
