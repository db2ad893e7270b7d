'use strict';
// Long work in slices of a few milliseconds, with the page going first in between. One clock: performance.now().
(() => {
    // Not scheduler.yield(): its continuations go before messages, so the first answer would wait for the last slice.
    softsell.yieldToPage = () => {
        if (typeof scheduler !== 'undefined') {
            return scheduler.postTask(() => undefined);
        }
        return new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
                port1.close();
                resolve();
            };
            port2.postMessage(null);
        });
    };

    /** Runs the steps of a generator; rejects with the signal's reason once that is aborted. */
    softsell.inSlices = async (steps, signal) => {
        let workMs = 0;
        let started = performance.now();
        for (;;) {
            signal.throwIfAborted();
            const step = steps.next();
            const spent = performance.now() - started;
            if (step.done) {
                return { value: step.value, workMs: workMs + spent };
            }
            if (spent >= softsell.LIMITS.sliceMs) {
                workMs += spent;
                await softsell.yieldToPage();
                started = performance.now();
            }
        }
    };
})();
