'use strict';
// Whether the document is drawn at all: one in a hidden frame is not, nor is one that its page has not placed yet.
(() => {
    const { plain } = softsell;
    const FIRST_MS = 250;
    const LAST_MS = 16_000;

    softsell.watchRendered = ({ onChange, signal }) => {
        const isRendered = () => plain.root()?.checkVisibility() === true;
        let rendered = isRendered();
        /** @type {Element | null} */
        let root = null;
        let wait = FIRST_MS;
        let timer = 0;

        const look = () => {
            if (signal.aborted) {
                return;
            }
            if (plain.root() !== root) { // a document that is written anew has another
                observer.disconnect();
                root = plain.root();
                if (root !== null) {
                    observer.observe(root);
                }
            }
            if (isRendered() !== rendered) {
                rendered = !rendered;
                onChange();
            }
        };

        /** Out of view nothing tells of the first time it is drawn. */
        const lookLater = () => {
            if (!rendered && wait <= LAST_MS) {
                timer = setTimeout(() => {
                    look();
                    lookLater();
                }, wait);
                wait *= 2;
            }
        };

        const observer = new IntersectionObserver(look);
        look();
        lookLater();
        signal.addEventListener('abort', () => {
            observer.disconnect();
            clearTimeout(timer);
        }, { once: true });
        return look;
    };
})();
