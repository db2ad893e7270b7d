'use strict';
// Bars that show a share, as progress bars and meters do: read once the page has moved one, as the share it shows.
(() => {
    const TAGS = new Set(['progress', 'meter']);
    const ROLES = new Set(['progressbar', 'meter']);
    /** What moves so soon after an act of the visitor's is moved by it: a page scrolled, a step taken. */
    const ACT_MS = 1_000;
    const ACTS = ['scroll', 'wheel', 'pointerdown', 'keydown', 'input'];

    /** The bars that moved, each with whether the visitor may have moved it. @type {WeakMap<Element, boolean>} */
    const moved = new WeakMap();

    softsell.isBar = (element) => TAGS.has(element.localName) || ROLES.has(element.getAttribute('role') ?? '');

    softsell.watchBars = (signal) => {
        let acted = -Infinity;
        let watching = false;
        const note = (/** @type {Event} */ event) => {
            acted = event.isTrusted ? performance.now() : acted;
        };
        return (bar) => {
            if (!watching) {
                watching = true;
                ACTS.forEach((kind) => {
                    softsell.plain.listen(document, kind, note, { capture: true, passive: true, signal });
                });
            }
            moved.set(bar, moved.get(bar) === true || performance.now() - acted < ACT_MS);
        };
    };

    /** @type {(bar: Element, name: string, usual: number) => number} */
    const numberIn = (bar, name, usual) => {
        const said = bar.getAttribute(TAGS.has(bar.localName) ? name : `aria-value${name === 'value' ? 'now' : name}`);
        return said === null || said.trim() === '' ? usual : Number(said);
    };

    softsell.barReading = (bar) => {
        const theirs = moved.get(bar);
        if (theirs === undefined) {
            return null;
        }
        moved.set(bar, false);
        const least = bar.localName === 'progress' ? 0 : numberIn(bar, 'min', 0);
        const most = numberIn(bar, 'max', TAGS.has(bar.localName) ? 1 : 100);
        const share = 100 * (numberIn(bar, 'value', NaN) - least) / (most - least);
        if (!(share >= 0 && share <= 100)) {
            return null; // it tells no share, or not yet
        }
        const name = (bar.getAttribute('aria-label') ?? '').replace(/\s+/g, ' ').trim().slice(0, 100);
        const text = `${name} ${Math.round(10 * share) / 10} %`.trim();
        return theirs ? { text, anew: true } : { text };
    };
})();
