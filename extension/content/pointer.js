'use strict';
// Which mark is under the pointer or the finger, and when that opens the card.
(() => {
    const OPEN_MS = 300;
    const LOOK_MS = 100;
    const HOLD_MS = 500;
    const MOVED_PX = 10;
    const SLACK_PX = 2;

    softsell.boxesOf = (mark) => {
        if (mark.range === null) {
            return mark.block.segments.length > 0 || mark.block.role === 'title'
                ? [] : [mark.block.container.getBoundingClientRect()];
        }
        const { startContainer, startOffset, endContainer, endOffset } = mark.range;
        if (!startContainer.isConnected || !endContainer.isConnected
            || startOffset > /** @type {Text} */ (startContainer).length
            || endOffset > /** @type {Text} */ (endContainer).length) {
            return [];
        }
        const range = new Range();
        range.setStart(startContainer, startOffset);
        range.setEnd(endContainer, endOffset);
        return [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    };

    const holds = (/** @type {DOMRect} */ box, /** @type {Softsell.Place} */ { x, y }) =>
        x >= box.left - SLACK_PX && x <= box.right + SLACK_PX && y >= box.top - SLACK_PX && y <= box.bottom + SLACK_PX;

    /** Whether what lies over the text lets it through: a link stretched over a product does, a dialog does not. */
    const isUncovered = (/** @type {Element} */ container, /** @type {Softsell.Place} */ { x, y }) => {
        const root = /** @type {Document | ShadowRoot} */ (container.getRootNode());
        for (const element of softsell.plain.elementsAt(root, x, y)) {
            if (container.contains(element) || element.contains(container)) {
                return true;
            }
            const { backgroundColor, backgroundImage } = getComputedStyle(element);
            if (!/^rgba\(.* 0\)$|^transparent$/.test(backgroundColor) || backgroundImage !== 'none') {
                return false;
            }
        }
        return false;
    };

    softsell.markAt = (place, marks) => {
        for (const mark of marks) {
            if (softsell.boxesOf(mark).some((box) => holds(box, place)) && isUncovered(mark.block.container, place)) {
                return mark;
            }
        }
        return null;
    };

    const isControl = (/** @type {Event} */ event) => event.composedPath().some((node) => node instanceof Element
        && node.matches('a[href], button, input, select, textarea, label, summary, [role="button"], [onclick]'));

    softsell.trackPointer = ({ marks, card, signal }) => {
        /** @type {Softsell.Place} */
        let place = { x: -1, y: -1 };
        /** @type {Softsell.Mark | null} */
        let over = null;
        let since = 0;
        let served = ''; // one stay on a phrase opens its card once: what was closed stays closed
        let lookTimer = 0;
        let holdTimer = 0;
        /** @type {Softsell.Place} */
        let pressed = place;

        const isCard = (/** @type {Event} */ event) => card.host !== null && event.composedPath().includes(card.host);

        const look = () => {
            lookTimer = 0;
            const now = performance.now();
            const found = softsell.markAt(place, marks());
            if (found?.id !== over?.id) {
                since = now;
                served = '';
            }
            over = found;
            if (card.mark !== null) {
                card.keep(found?.id === card.mark.id);
            }
            if (found === null || found.id === card.mark?.id || found.id === served) {
                return;
            }
            if (now - since >= OPEN_MS) {
                served = found.id;
                card.open(found, { near: place });
            } else {
                lookTimer = setTimeout(look, Math.min(LOOK_MS, OPEN_MS - (now - since) + 1));
            }
        };

        const onMove = (/** @type {PointerEvent} */ event) => {
            if (!event.isTrusted || event.pointerType === 'touch' || event.buttons !== 0 || isCard(event)) {
                return;
            }
            place = { x: event.clientX, y: event.clientY };
            if (over !== null && served !== '' && !softsell.boxesOf(over).some((box) => holds(box, place))) {
                over = null;
                served = '';
            }
            if (lookTimer === 0 && marks().length > 0) {
                lookTimer = setTimeout(look, LOOK_MS);
            }
        };

        const onLeave = (/** @type {PointerEvent} */ event) => {
            if (event.pointerType === 'touch') {
                return; // a lifted finger leaves too, and what it opened is there to be read
            }
            place = { x: -1, y: -1 };
            over = null;
            card.keep(false);
        };

        const onDown = (/** @type {PointerEvent} */ event) => {
            if (!event.isTrusted || isCard(event)) {
                return;
            }
            card.close();
            served = over?.id ?? '';
            clearTimeout(holdTimer);
            if (event.pointerType !== 'mouse') {
                pressed = { x: event.clientX, y: event.clientY };
                holdTimer = setTimeout(() => openAt(pressed), HOLD_MS);
            }
        };

        const openAt = (/** @type {Softsell.Place} */ at) => {
            const found = softsell.markAt(at, marks());
            if (found !== null) {
                card.open(found, { near: at });
            }
        };

        const endHold = (/** @type {PointerEvent} */ event) => {
            if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > MOVED_PX
                || event.type !== 'pointermove') {
                clearTimeout(holdTimer);
            }
        };

        /** A tap on plain text opens the card; on a button or link the tap is the page's, a long press is ours. */
        const onClick = (/** @type {PointerEvent} */ event) => {
            if (event.isTrusted && event.pointerType !== 'mouse' && event.pointerType !== ''
                && !isCard(event) && !isControl(event)) {
                openAt({ x: event.clientX, y: event.clientY });
            }
        };

        const options = { capture: true, passive: true, signal };
        addEventListener('pointermove', onMove, options);
        addEventListener('pointermove', endHold, options);
        addEventListener('pointerup', endHold, options);
        addEventListener('pointercancel', endHold, options);
        addEventListener('pointerdown', onDown, options);
        addEventListener('click', onClick, options);
        const root = /** @type {HTMLElement} */ (softsell.plain.root());
        root.addEventListener('pointerleave', onLeave, { passive: true, signal });
        signal.addEventListener('abort', () => {
            clearTimeout(lookTimer);
            clearTimeout(holdTimer);
        }, { once: true });
    };
})();
