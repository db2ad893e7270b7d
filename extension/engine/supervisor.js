/**
 * Keeps one engine Worker at work: hands it one request at a time, watches the time, starts a new Worker when the
 * old one dies or hangs, and gives up for a while when that happens too often. Every request ends once. Knows
 * nothing of Pyodide or of the browser: the Worker and the clock are passed in.
 */

/**
 * @typedef {{state: 'idle' | 'starting' | 'ready' | 'broken', detail: string, startedMs?: number,
 *     boot?: 'cold' | 'snapshot'}} EngineStatus
 * `detail` is a sentence for people; `startedMs` says how long the running Worker took to start, and `boot` how.
 *
 * @typedef {{kind: 'boot', snapshot: 'use' | 'drop'} | {kind: 'ask', id: number, json: string}} ToWorker
 * @typedef {{kind: 'ready', boot: 'cold' | 'snapshot', startedMs: number}
 *     | {kind: 'failed', detail: string}
 *     | {kind: 'reply', id: number, json: string}
 *     | {kind: 'reply', id: number, error: string}} FromWorker
 * `failed` is a Worker's last word: its Python cannot go on.
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
 *     `ask` rejects with a sentence for people when the request cannot be answered.
 */
export function createSupervisor({ makeWorker, clock, limits = LIMITS }) {
    /** @type {Request[]} */
    const waiting = [];
    /** @type {{id: number, request: Request} | null} */
    let running = null;
    /** @type {WorkerHandle | null} */
    let worker = null;
    /** @type {EngineStatus} */
    let status = idle();
    /** @type {unknown} */
    let watchdog = null;
    /** @type {number[]} When Workers failed, within the window. */
    let failures = [];
    let answered = false;
    let trusted = true;
    let lastId = 0;

    function start() {
        status = { state: 'starting', detail: 'The engine is starting. The first start takes some seconds.' };
        const mine = makeWorker({
            heard: (message) => worker === mine && heard(message),
            died: (detail) => worker === mine && failed(detail),
        });
        worker = mine;
        watch(limits.bootMs, 'It did not start in time.');
        mine.post({ kind: 'boot', snapshot: trusted ? 'use' : 'drop' });
        answered = false;
    }

    /** @param {FromWorker} message */
    function heard(message) {
        if (message.kind === 'failed') {
            failed(message.detail);
        } else if (message.kind === 'ready') {
            watch(null);
            status = {
                state: 'ready', detail: 'The engine is ready.', boot: message.boot, startedMs: message.startedMs,
            };
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
        watch(limits.requestMs, 'It took too long over one request.');
        worker.post({ kind: 'ask', id: lastId, json: request.json });
    }

    /** @param {string} detail */
    function failed(detail) {
        worker?.terminate();
        worker = null;
        watch(null);
        const now = clock.now();
        failures = [...failures.filter((when) => now - when < limits.windowMs), now];
        const request = running?.request;
        running = null;
        // A Worker that dies before its first answer came from a bad snapshot, unless the request killed one before.
        trusted = answered || (request !== undefined && request.sent > 1);
        if (request && request.sent > 1) {
            request.reject(new Error(`The engine stopped twice over this request. ${detail}`));
        } else if (request) {
            waiting.unshift(request);
        }
        if (failures.length > limits.restarts) {
            status = broken(detail);
            waiting.splice(0).forEach(({ reject }) => reject(new Error(status.detail)));
        } else if (waiting.length > 0) {
            start();
        } else {
            status = idle();
        }
    }

    /**
     * Sets the one watchdog, or takes it down.
     *
     * @param {number | null} ms
     * @param {string} [detail]
     */
    function watch(ms, detail = '') {
        clock.clearTimer(watchdog);
        watchdog = ms === null ? null : clock.setTimer(() => failed(detail), ms);
    }

    function current() {
        const rested = () => clock.now() - failures[failures.length - 1 - limits.restarts] >= limits.windowMs;
        if (status.state === 'broken' && rested()) {
            status = idle();
        }
        return status;
    }

    /** @param {string} json */
    function ask(json) {
        const { state, detail } = current();
        if (state === 'broken') {
            return Promise.reject(new Error(detail));
        }
        return new Promise((resolve, reject) => {
            waiting.push({ json, resolve, reject, sent: 0 });
            if (state === 'idle') {
                start();
            } else if (state === 'ready') {
                sendNext();
            }
        });
    }

    return { ask, status: current };
}

/** @returns {EngineStatus} */
function idle() {
    return { state: 'idle', detail: 'The engine starts when a page needs it.' };
}

/**
 * @param {string} detail
 * @returns {EngineStatus}
 */
function broken(detail) {
    return { state: 'broken', detail: `The engine stopped too often and rests for some minutes. ${detail}` };
}
