'use strict';
// What stands over the page: which box a text is in, how much of the window it takes, and what is none.
(() => {
    const BAR_SHARE = 0.2;
    const STACKED = 1_000;
    const EDGES = [0.03, 0.5, 0.97].flatMap((x) => [[x, 0.05], [x, 0.95]]).concat([[0.03, 0.5], [0.97, 0.5]]);
    const PARTS = 'nav, header, footer, main, [role="navigation"], [role="banner"], [role="contentinfo"], '
        + '[role="menu"], [role="menubar"], [role="tooltip"], [role="listbox"], [role="search"], [role="main"]';
    /** What stands in these and is no dialog by its own account is a menu, opened by the pointer as it passed. */
    const MENUS = 'nav, header, [role="navigation"], [role="banner"], [role="menu"], [role="menubar"]';

    const isDialog = (/** @type {Element} */ element) => element.localName === 'dialog'
        || /^(?:alert)?dialog$/.test(element.getAttribute('role') ?? '')
        || element.getAttribute('aria-modal') === 'true';

    const isOver = (/** @type {Element} */ element) => {
        const style = getComputedStyle(element);
        const { position } = style;
        return position === 'fixed' || (position === 'absolute' && Number(style.zIndex) >= STACKED);
    };

    /** @type {Softsell.Overlays['around']} */
    const around = (element, known) => {
        const path = [];
        let at = /** @type {Element | null} */ (element);
        while (at !== null && !known.has(at)) {
            path.push(at);
            at = softsell.flatParent(at);
        }
        let found = at === null ? null : known.get(at) ?? null;
        for (const one of path.reverse()) {
            if (isDialog(one) || (found === null && isOver(one))) {
                found = one;
            }
            known.set(one, found);
        }
        return found;
    };

    const holderOf = (/** @type {Element} */ overlay) => {
        let holder = overlay;
        for (let at = softsell.flatParent(overlay); at !== null; at = softsell.flatParent(at)) {
            if (isOver(at)) {
                holder = at;
            }
        }
        return holder;
    };

    const shows = (/** @type {Softsell.Block} */ { container }) => {
        if (!container.isConnected || !container.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
            return false;
        }
        const { left, right, top, bottom } = container.getBoundingClientRect();
        return right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && right > left && bottom > top;
    };

    const coverOf = (/** @type {Softsell.Block[]} */ blocks) => {
        const boxes = blocks.map(({ container }) => container.getBoundingClientRect());
        const span = (/** @type {number[]} */ from, /** @type {number[]} */ to, /** @type {number} */ most) =>
            Math.max(0, Math.min(most, Math.max(...to)) - Math.max(0, Math.min(...from)));
        const width = span(boxes.map(({ left }) => left), boxes.map(({ right }) => right), innerWidth);
        const height = span(boxes.map(({ top }) => top), boxes.map(({ bottom }) => bottom), innerHeight);
        return Math.min(1, (width * height) / Math.max(1, innerWidth * innerHeight));
    };

    const isCurtained = (/** @type {Map<Element, Element | null>} */ known) => {
        const places = EDGES.map(([x, y]) => softsell.plain.elementAt(x * innerWidth, y * innerHeight));
        return places.every((element) => element !== null && around(element, known) !== null);
    };

    const isStrip = (/** @type {Element} */ element) => {
        const { width, height } = element.getBoundingClientRect();
        return height > 0 && height <= innerHeight * BAR_SHARE && width >= innerWidth / 2;
    };

    const isPart = (/** @type {Element} */ element) => element.matches(PARTS)
        || (!isDialog(element) && element.closest(MENUS) !== null);

    softsell.overlays = Object.freeze({
        around, holderOf, isDialog, isOver, isStrip, isPart, isCurtained, shows, coverOf,
    });
})();
