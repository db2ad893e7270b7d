/**
 * Asking the detection core, and remembering for the popup whether it answers.
 *
 * @typedef {{state: 'idle' | 'starting' | 'ready' | 'broken', detail: string, boot?: string}} EngineStatus
 * @typedef {object} Engine
 * @property {(json: string) => Promise<string>} askEngine
 * @property {() => Promise<EngineStatus>} engineStatus
 */

/** What went wrong with the core, in one sentence. */
export class CoreError extends Error {}

/**
 * @param {Engine} engine
 * @param {Record<string, unknown>} request of the wire, without `v`
 * @returns {Promise<any>} the reply of the wire
 * @throws {CoreError}
 */
export async function askCore(engine, request) {
    let reply;
    try {
        reply = JSON.parse(await engine.askEngine(JSON.stringify({ v: 1, ...request })));
    } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        await noteTrouble(detail);
        throw new CoreError(detail, { cause: error });
    }
    await noteTrouble(null);
    if (reply.error) {
        throw new CoreError(reply.error.message);
    }
    return reply;
}

/** @returns {Promise<string | null>} what the engine last failed with; null if it answered since */
export async function trouble() {
    const { trouble: noted } = await chrome.storage.session.get('trouble');
    return typeof noted === 'string' ? noted : null;
}

/** @param {string | null} detail */
async function noteTrouble(detail) {
    if ((await trouble()) !== detail) {
        await (detail === null
            ? chrome.storage.session.remove('trouble')
            : chrome.storage.session.set({ trouble: detail }));
    }
}
