'use strict';
// What the visitor did, and what the thing pressed is called.
(() => {
    const NAME_UNITS = 80;
    const MODIFIER = /^(?:Shift|Control|Alt|Meta|CapsLock|Tab)$/;
    const CONTROLS = 'a[href], button, input, select, textarea, label, summary, [role="button"], [role="link"], '
        + '[onclick], [tabindex], [aria-haspopup]';

    /** What an event passes, closed shadow roots included. */
    const pathOf = (/** @type {Event} */ event) => {
        const path = event.composedPath();
        if (!(event instanceof MouseEvent && path[0] instanceof Element)) {
            return path;
        }
        const inner = [];
        let deepest = path[0];
        for (let root = softsell.shadowOf(deepest); root !== null; root = softsell.shadowOf(deepest)) {
            const hit = root.elementFromPoint(event.clientX, event.clientY);
            if (hit === null || hit === deepest) {
                break;
            }
            deepest = hit;
        }
        for (let at = /** @type {Element | null} */ (deepest); at !== null && at !== path[0];
            at = softsell.flatParent(at)) {
            inner.push(at);
        }
        return [...inner, ...path];
    };

    const isBackdrop = (/** @type {Element} */ element) => softsell.overlays.isOver(element)
        && element.textContent?.trim() === '';

    const isPressable = (/** @type {Element} */ element, /** @type {EventTarget[]} */ path) =>
        path.some((node) => node instanceof Element && node.matches(CONTROLS))
        || getComputedStyle(element).cursor === 'pointer';

    softsell.actOf = (event) => {
        const key = event instanceof KeyboardEvent ? event.key : '';
        if (!event.isTrusted || MODIFIER.test(key)) {
            return null;
        }
        const path = pathOf(event);
        const target = path[0];
        const control = key !== ''
            || (target instanceof Element && !isBackdrop(target) && isPressable(target, path));
        return { at: performance.now(), path, control, escape: key === 'Escape', closed: false };
    };

    softsell.pressedName = ({ path }, holder) => {
        const inside = path.slice(0, path.indexOf(holder));
        const elements = /** @type {Element[]} */ (inside.filter((node) => node instanceof Element));
        const control = elements.find((element) => element.matches(CONTROLS)) ?? elements[0];
        if (control === undefined) {
            return null;
        }
        const said = control instanceof HTMLInputElement ? control.value : control.textContent ?? '';
        const name = (said.trim() || softsell.nameOf(control)).replace(/\s+/g, ' ').trim();
        return name.length > NAME_UNITS ? null : name;
    };
})();
