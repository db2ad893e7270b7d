'use strict';
// Notices what the page puts into the top layer: popovers, and what fills the screen.
(() => {
    /** How often it looks, for a page can keep the events that tell of it to itself. */
    const LOOK_MS = 100;

    const topLayer = () => new Set(softsell.plain.all(':popover-open, :fullscreen'));

    softsell.watchAbove = ({ onAbove, signal }) => {
        let seen = topLayer();

        const look = () => {
            const before = seen;
            seen = topLayer();
            if ([...seen].some((element) => !before.has(element))) {
                onAbove();
            }
        };

        /** Sooner than the next look, and what has only gone and come again as well. */
        const onToggle = (/** @type {Event} */ { isTrusted, target }) => {
            if (isTrusted && target instanceof Element && topLayer().has(target)) {
                seen.add(target);
                onAbove();
            }
        };

        addEventListener('toggle', onToggle, { signal, capture: true });
        const looks = setInterval(look, LOOK_MS);
        signal.addEventListener('abort', () => clearInterval(looks), { once: true });
    };
})();
