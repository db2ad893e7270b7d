'use strict';
// Shadow roots attached after their host was read: nothing tells of them, so likely hosts are looked at again.
(() => {
    const FIRST_MS = 500;
    const LAST_MS = 30_000;
    const MOST = 2_000;

    softsell.watchHosts = ({ onAttached, signal }) => {
        /** @type {Set<Element>} */
        const waiting = new Set();
        let wait = FIRST_MS;
        let timer = 0;

        const look = () => {
            for (const element of waiting) {
                const attached = element.isConnected && softsell.shadowOf(element) !== null;
                if (attached || !element.isConnected || !softsell.mayHostLater(element)) {
                    waiting.delete(element);
                }
                if (attached) {
                    onAttached(element);
                }
            }
            wait *= 2;
            timer = waiting.size > 0 && wait <= LAST_MS ? setTimeout(look, wait) : 0;
        };

        signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
        return (element) => {
            if (waiting.size < MOST && !waiting.has(element) && !signal.aborted) {
                waiting.add(element);
                if (timer === 0 || wait > FIRST_MS) {
                    clearTimeout(timer);
                    wait = FIRST_MS;
                    timer = setTimeout(look, wait);
                }
            }
        };
    };
})();
