'use strict';
// Notices what the page puts into the top layer: popovers, and what fills the screen.
(() => {
    const { plain } = softsell;
    /** How often it looks, for a page can keep the events that tell of it to itself. */
    const LOOK_MS = 100;
    const POPOVERS = ':popover-open';

    /** Whether elements match that did not when this was last asked. */
    const newcomers = (/** @type {string} */ query) => {
        let seen = new Set(plain.all(query));
        return () => {
            const before = seen;
            seen = new Set(plain.all(query));
            return [...seen].some((element) => !before.has(element));
        };
    };

    softsell.watchAbove = ({ onPopover, onFullscreen, signal }) => {
        const popoverCame = newcomers(POPOVERS);
        const screenFilled = newcomers(':fullscreen');

        const look = () => {
            if (screenFilled()) {
                onFullscreen();
            } else if (popoverCame()) {
                onPopover();
            }
        };

        /** Sooner than the next look, and what has only gone and come again as well. */
        const onToggle = (/** @type {Event} */ { isTrusted, target }) => {
            if (isTrusted && [...plain.all(POPOVERS)].some((element) => element === target)) {
                popoverCame();
                onPopover();
            }
        };

        addEventListener('toggle', onToggle, { signal, capture: true });
        addEventListener('fullscreenchange', onFullscreen, { signal, capture: true });
        const looks = setInterval(look, LOOK_MS);
        signal.addEventListener('abort', () => clearInterval(looks), { once: true });
    };
})();
