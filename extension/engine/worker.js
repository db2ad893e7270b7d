/** The Worker in which Python lives: one request in, one reply out, each a JSON string. */
import { boot } from './boot.js';

/**
 * @typedef {import('./boot.js').Engine} Engine
 * @typedef {import('./supervisor.js').ToWorker} ToWorker
 * @typedef {import('./supervisor.js').FromWorker} FromWorker
 */

/** @type {Engine['scan']} */
let scan = () => {
    throw new Error('It was asked before it was ready.');
};

addEventListener('message', (/** @type {MessageEvent<ToWorker>} */ { data }) => {
    if (data.kind === 'boot') {
        start(data.snapshot).catch(fail);
    } else {
        answer(data.id, data.json);
    }
});

/** @param {'use' | 'drop'} kept */
async function start(kept) {
    const began = performance.now();
    await holdLock();
    const engine = await boot(kept);
    scan = engine.scan;
    post({ kind: 'ready', boot: engine.boot, startedMs: Math.round(performance.now() - began) });
}

/**
 * Takes the lock that the host waits for: the browser frees it when this Worker is gone, however it went.
 *
 * @returns {Promise<void>} once it is held
 */
function holdLock() {
    return new Promise((held) => {
        navigator.locks.request(self.name, () => {
            post({ kind: 'alive' });
            held();
            return new Promise(() => {});
        });
    });
}

/**
 * @param {number} id
 * @param {string} json
 */
function answer(id, json) {
    try {
        post({ kind: 'reply', id, ...scan(json) });
    } catch (error) {
        fail(error);
    }
}

/** @param {unknown} error */
function fail(error) {
    console.info('The engine failed.', error);
    // Of a Python traceback, what it ends with.
    const detail = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
    post({ kind: 'failed', detail });
}

/** @param {FromWorker | {kind: 'alive'}} message */
function post(message) {
    postMessage(message);
}
