'use strict';
// How much a block stands out: large letters, a place on the first screen, a bar that stays while the page moves.
(() => {
    const LARGE = 1.5;
    const BAR_SHARE = 0.35;
    const { plain } = softsell;

    /** Whether an element, or one around it, keeps its place on the screen while the page moves, and is no dialog. */
    const inBar = (/** @type {Element} */ element, /** @type {Map<Element, boolean>} */ known) => {
        const path = [];
        let found = false;
        for (let at = /** @type {Element | null} */ (element); at !== null; at = softsell.flatParent(at)) {
            const answer = known.get(at);
            if (answer !== undefined) {
                found = answer;
                break;
            }
            path.push(at);
            if (/fixed|sticky/.test(getComputedStyle(at).position)) {
                const { width, height } = at.getBoundingClientRect();
                found = height > 0 && height <= innerHeight * BAR_SHARE && width >= innerWidth / 2;
                break;
            }
        }
        path.forEach((one) => known.set(one, found));
        return found;
    };

    softsell.markProminence = (readings) => {
        const usual = parseFloat(getComputedStyle(plain.body() ?? plain.root()).fontSize) || 16;
        /** @type {Map<Element, boolean>} */
        const known = new Map();
        for (const reading of readings) {
            if (reading.role === 'title') {
                continue;
            }
            const { container } = reading;
            const { top, bottom } = container.getBoundingClientRect();
            const first = bottom + scrollY > 0 && top + scrollY < innerHeight;
            const large = parseFloat(getComputedStyle(container).fontSize) >= LARGE * usual;
            reading.prominence = (first ? 0.5 : 0) + (large ? 0.5 : 0);
            if ((reading.role === null || reading.role === 'list-item') && inBar(container, known)) {
                reading.role = 'banner';
            }
        }
    };
})();
