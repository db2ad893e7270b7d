/**
 * Keeps one engine Worker at work: hands it one request at a time, watches the time, starts a new Worker when the
 * old one dies or hangs, and gives up for a while when that happens too often. Every request ends once. Knows
 * nothing of Pyodide or of the browser: the Worker and the clock are passed in.
 */

import { causeOf } from '../shared/faults.js';

/**
 * @typedef {{state: 'idle' | 'starting'} | {state: 'ready', startedMs: number, boot: 'cold' | 'snapshot'}
 *     | {state: 'broken', detail: string}} EngineStatus
 * `detail` is words of `shared/faults.js`; `startedMs` says how long the running Worker took to start, and `boot` how.
 *
 * @typedef {{kind: 'boot', snapshot: 'use' | 'drop'} | {kind: 'ask', id: number, json: string}} ToWorker
 * @typedef {{kind: 'ready', boot: 'cold' | 'snapshot', startedMs: number}
 *     | {kind: 'failed', detail: string}
 *     | {kind: 'reply', id: number, json: string}
 *     | {kind: 'reply', id: number, error: string}} FromWorker
 * `failed` is a Worker's last word: its Python cannot go on. What `detail` says is the cause, if it is one of the
 * words of `shared/faults.js`.
 *
 * @typedef {{post: (message: ToWorker) => void, terminate: () => void}} WorkerHandle
 * @typedef {{heard: (message: FromWorker) => void, died: (detail: string) => void}} WorkerEvents
 * @typedef {(events: WorkerEvents) => WorkerHandle} MakeWorker
 *
 * @typedef {{now: () => number, setTimer: (run: () => void, ms: number) => unknown,
 *     clearTimer: (timer: unknown) => void}} Clock
 * `now` is in milliseconds and never goes back.
 *
 * @typedef {{requestMs: number, bootMs: number, restarts: number, windowMs: number}} Limits
 *
 * @typedef {{json: string, resolve: (json: string) => void, reject: (error: Error) => void, sent: number}} Request
 */

/** @type {Limits} At most `restarts` restarts in any `windowMs`. */
export const LIMITS = { requestMs: 10_000, bootMs: 60_000, restarts: 3, windowMs: 600_000 };

/**
 * @param {{makeWorker: MakeWorker, clock: Clock, limits?: Limits}} parts
 * @returns {{ask: (json: string) => Promise<string>, status: () => EngineStatus}}
 *     `ask` rejects with words of `shared/faults.js` when the request cannot be answered.
 */
export function createSupervisor({ makeWorker, clock, limits = LIMITS }) {
    /** @type {Request[]} */
    const waiting = [];
    /** @type {{id: number, request: Request} | null} */
    let running = null;
    /** @type {WorkerHandle | null} */
    let worker = null;
    /** @type {EngineStatus} */
    let status = { state: 'idle' };
    /** @type {unknown} */
    let watchdog = null;
    /** @type {number[]} When Workers failed, within the window. */
    let failures = [];
    let answered = false;
    let trusted = true;
    let lastId = 0;

    function start() {
        status = { state: 'starting' };
        const mine = makeWorker({
            heard: (message) => worker === mine && heard(message),
            died: (detail) => worker === mine && failed(detail),
        });
        worker = mine;
        watch(limits.bootMs, 'start');
        mine.post({ kind: 'boot', snapshot: trusted ? 'use' : 'drop' });
        answered = false;
    }

    /** @param {FromWorker} message */
    function heard(message) {
        if (message.kind === 'failed') {
            failed(message.detail);
        } else if (message.kind === 'ready') {
            watch(null);
            status = { state: 'ready', boot: message.boot, startedMs: message.startedMs };
            sendNext();
        } else if (message.id === running?.id) {
            const { request } = running;
            running = null;
            answered = true;
            watch(null);
            if ('json' in message) {
                request.resolve(message.json);
            } else {
                request.reject(new Error(message.error));
            }
            sendNext();
        }
    }

    function sendNext() {
        const request = running ? undefined : waiting.shift();
        if (!request || !worker) {
            return;
        }
        lastId += 1;
        request.sent += 1;
        running = { id: lastId, request };
        watch(limits.requestMs, 'timeout');
        worker.post({ kind: 'ask', id: lastId, json: request.json });
    }

    /** @param {string} told what stopped the Worker */
    function failed(told) {
        const cause = causeOf(told);
        worker?.terminate();
        worker = null;
        watch(null);
        const now = clock.now();
        failures = [...failures.filter((when) => now - when < limits.windowMs), now];
        const request = running?.request;
        running = null;
        const rests = failures.length > limits.restarts;
        // A Worker that dies before its first answer came from a bad snapshot, unless the request filled its memory or
        // killed one before. Where all of them die, the snapshot may be why.
        trusted = !rests && (answered || (request !== undefined && (cause === 'memory' || request.sent > 1)));
        if (request && request.sent > 1) {
            request.reject(new Error(`twice ${cause}`));
        } else if (request) {
            waiting.unshift(request);
        }
        if (rests) {
            const detail = `rests ${cause}`;
            status = { state: 'broken', detail };
            waiting.splice(0).forEach(({ reject }) => reject(new Error(detail)));
        } else if (waiting.length > 0) {
            start();
        } else {
            status = { state: 'idle' };
        }
    }

    /**
     * Sets the one watchdog, or takes it down.
     *
     * @param {number | null} ms
     * @param {string} [cause] of the failure that it tells of
     */
    function watch(ms, cause = '') {
        clock.clearTimer(watchdog);
        watchdog = ms === null ? null : clock.setTimer(() => failed(cause), ms);
    }

    function current() {
        const rested = () => clock.now() - failures[failures.length - 1 - limits.restarts] >= limits.windowMs;
        if (status.state === 'broken' && rested()) {
            status = { state: 'idle' };
        }
        return status;
    }

    /** @param {string} json */
    function ask(json) {
        const now = current();
        if (now.state === 'broken') {
            return Promise.reject(new Error(now.detail));
        }
        return new Promise((resolve, reject) => {
            waiting.push({ json, resolve, reject, sent: 0 });
            if (now.state === 'idle') {
                start();
            } else if (now.state === 'ready') {
                sendNext();
            }
        });
    }

    return { ask, status: current };
}
