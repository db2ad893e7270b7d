/**
 * Asking the detection core.
 *
 * @typedef {object} Engine
 * @property {(json: string) => Promise<string>} askEngine
 * @property {() => Promise<import('../engine/supervisor.js').EngineStatus>} engineStatus
 */

/** What went wrong with the core: words of `shared/faults.js`, or what the core or the browser said. */
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
        throw new CoreError(error instanceof Error ? error.message : String(error), { cause: error });
    }
    if (reply.error) {
        throw new CoreError(reply.error.message);
    }
    return reply;
}
