/** Owns the one engine Worker of this browser: `ask` for an answer, `status` for how it stands. */
import { createSupervisor } from './supervisor.js';

/** @type {import('./supervisor.js').Clock} */
const clock = {
    now: () => performance.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(/** @type {number} */ (timer)),
};

/** @type {import('./supervisor.js').MakeWorker} */
function makeWorker({ heard, died }) {
    const name = `softsell-engine-${crypto.randomUUID()}`;
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name });
    worker.onmessage = ({ data }) => {
        if (data.kind === 'alive') {
            // No event tells of a Worker that is gone; the lock it held does.
            navigator.locks.request(name, () => died('ended'));
        } else {
            heard(data);
        }
    };
    worker.onmessageerror = () => died('ended');
    worker.onerror = () => died('ended');
    return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
}

export const { ask, status } = createSupervisor({ makeWorker, clock });
