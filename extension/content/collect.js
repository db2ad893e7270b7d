'use strict';
// Blocks as a person reads them: inline elements merged, only what shows, in the order of the page as rendered.
(() => {
    const { UNREAD, flowOf, isSecret, isClipped, isShown, isRow, ownRole, strongerRole, shadowOf } = softsell;
    const NEVER_INLINE = /^(?:div|p|section|article|ul|ol|table|tr|td|th|h[1-6]|hr|form|header|footer|main|nav|aside)$/;
    const LABELLED_INPUT = new Set(['submit', 'button', 'reset']);
    const PRICE = /\p{Sc}\s?\d|\d[\d.,\s]{0,12}(?:\p{Sc}|kr\b|,-)|\b(?:USD|EUR|GBP|NOK|SEK|DKK)\s?\d/u;
    const STEPS_A_BREATH = 16;

    /**
     * @typedef {object} Frame an element whose children are being read
     * @property {Element} element
     * @property {ParentNode} parent whose child list is followed: the element, or its shadow root
     * @property {Node | null} next
     * @property {Node[] | null} list a slot's nodes; they stand in other parents
     * @property {Element} container
     * @property {boolean} deep whether inner blocks are read
     * @property {string | null} lang
     * @property {Softsell.Role} role
     * @property {Element | null} link
     * @property {boolean} row
     * @property {boolean} spaced
     * @property {boolean | null} shown null until text asks
     * @property {boolean | null} keepLines null until a line break asks
     */

    /** @type {(options: Softsell.ReadOptions) => Generator<void, void, void>} */
    softsell.read = function* read(options) {
        const { emit, roomLeft, fresh } = options;
        const run = softsell.createRun(softsell.LIMITS.blockUnits);
        /** @type {Frame[]} */
        const stack = [];
        /** @type {{ element: Element, context: Softsell.Context }[]} */
        const later = [];
        let inView = options.inViewFirst === true;
        /** @type {Frame | null} */
        let holder = null;
        /** @type {Element | null} */
        let link = null;
        let steps = 0;

        const flush = () => {
            if (holder !== null && !run.empty) {
                const role = link === null ? holder.role : strongerRole(holder.role, 'link');
                emit({ ...run.take(), container: holder.container, lang: holder.lang, role });
            }
            run.take();
            holder = null;
        };

        const enter = (
            /** @type {Element} */ element, /** @type {Softsell.Context} */ around,
            /** @type {Element} */ container, /** @type {boolean} */ deep, /** @type {boolean} */ spaced,
        ) => {
            const role = ownRole(element);
            const root = shadowOf(element);
            if (root !== null) {
                options.onRoot?.(root);
            }
            const assigned = element.localName === 'slot'
                ? /** @type {HTMLSlotElement} */ (element).assignedNodes() : [];
            const parent = root ?? element;
            const ofContainer = role === 'link' && container !== element ? null : role;
            stack.push({
                element, parent, container, deep, spaced,
                next: parent.firstChild,
                list: assigned.length > 0 ? [...assigned].reverse() : null,
                lang: element.getAttribute('lang') || around.lang,
                role: strongerRole(ofContainer, around.role),
                link: role === 'link' ? element : around.link,
                row: container === element && isRow(element),
                shown: null,
                keepLines: null,
            });
        };

        const take = (/** @type {Frame} */ frame) => {
            if (frame.list !== null) {
                return frame.list.pop() ?? null;
            }
            const node = frame.next;
            // Between two slices the page may have moved the node elsewhere; the observer has seen that too.
            if (node === null || node.parentNode !== frame.parent) {
                return null;
            }
            frame.next = node.nextSibling;
            return node;
        };

        const readText = function* (/** @type {Text} */ node, /** @type {Frame} */ frame) {
            if (!/\S/.test(node.data)) {
                run.space();
                return;
            }
            frame.shown ??= isShown(frame.element);
            if (!frame.shown) {
                run.space();
                return;
            }
            if (frame.keepLines === null && /\S[^\S\n]*\n\s*\S/.test(node.data)) {
                frame.keepLines = /pre|break-spaces/.test(getComputedStyle(frame.element).whiteSpace);
            }
            let from = 0;
            for (;;) {
                if (run.empty) {
                    holder = frame;
                    link = frame.link;
                } else if (link !== frame.link) {
                    link = null;
                }
                from = run.push(node, from, frame.keepLines === true);
                if (from >= node.data.length) {
                    return;
                }
                flush();
                yield;
            }
        };

        const readValue = (/** @type {HTMLInputElement} */ input, /** @type {Frame} */ frame) => {
            const text = input.value.replace(/\s+/g, ' ').trim();
            if (text !== '' && isShown(input)) {
                emit({ text, segments: [], container: input, lang: input.lang || frame.lang, role: 'button' });
            }
        };

        const outOfView = (/** @type {Element} */ element) => {
            const box = element.getBoundingClientRect();
            return box.width > 0 && box.height > 0
                && (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth);
        };

        const readElement = (/** @type {Element} */ element, /** @type {Frame} */ frame) => {
            const tag = element.localName;
            if (tag === 'br') {
                run.newline();
                return;
            }
            if (tag === 'input' && LABELLED_INPUT.has(/** @type {HTMLInputElement} */ (element).type)) {
                flush();
                readValue(/** @type {HTMLInputElement} */ (element), frame);
                return;
            }
            if (UNREAD.has(tag) || isSecret(element)) {
                if (NEVER_INLINE.test(tag) || tag === 'pre') {
                    flush();
                } else if (softsell.partsWords(element)) {
                    run.space();
                }
                return;
            }
            if (element.firstChild === null && tag !== 'slot' && shadowOf(element) === null) {
                if (NEVER_INLINE.test(tag)) {
                    flush();
                }
                return;
            }
            const flow = flowOf(element, getComputedStyle(element).display, frame.row);
            if (flow === 'none') {
                return;
            }
            const deep = frame.deep || fresh?.has(element) === true;
            if (flow !== 'block') {
                if (flow === 'spaced') {
                    run.space();
                }
                enter(element, frame, frame.container, deep, flow === 'spaced');
                return;
            }
            flush();
            if (!deep || isClipped(element)) {
                return;
            }
            if (inView && outOfView(element)) {
                later.push({ element, context: { lang: frame.lang, role: frame.role, link: frame.link } });
                return;
            }
            enter(element, frame, element, true, false);
        };

        const walk = function* () {
            while (stack.length > 0) {
                const frame = stack[stack.length - 1];
                const node = take(frame);
                if (node === null) {
                    stack.pop();
                    if (frame.element === frame.container) {
                        flush();
                    } else if (frame.spaced) {
                        run.space();
                    }
                } else if (node.nodeType === Node.TEXT_NODE) {
                    yield* readText(/** @type {Text} */ (node), frame);
                } else if (node.nodeType === Node.ELEMENT_NODE) {
                    readElement(/** @type {Element} */ (node), frame);
                }
                steps += 1;
                if (steps % STEPS_A_BREATH === 0) {
                    yield;
                }
                if (!roomLeft()) {
                    return;
                }
            }
        };

        const readable = (/** @type {Element} */ root) => {
            for (let at = /** @type {Element | null} */ (root); at !== null; at = softsell.flatParent(at)) {
                if (UNREAD.has(at.localName) || isSecret(at) || isClipped(at)) {
                    return false;
                }
            }
            return root.isConnected && document.designMode !== 'on' && getComputedStyle(root).display !== 'none';
        };

        const start = function* (
            /** @type {Element} */ root, /** @type {Softsell.Context} */ context, /** @type {boolean} */ deep,
        ) {
            enter(root, context, root, deep, false);
            yield* walk();
            stack.length = 0;
            flush();
        };

        for (const root of options.shallow ?? []) {
            if (readable(root)) {
                yield* start(root, softsell.contextOf(root), false);
            }
        }
        for (const root of options.deep) {
            if (readable(root)) {
                yield* start(root, softsell.contextOf(root), true);
            }
        }
        inView = false;
        options.onViewRead?.();
        for (const { element, context } of later) {
            if (element.isConnected && roomLeft()) {
                yield* start(element, context, true);
            }
        }
    };

    /** What the tab says; frames inside a page have no title that shows. */
    softsell.titleReading = () => {
        const text = document.title.replace(/\s+/g, ' ').trim();
        if (text === '' || globalThis.top !== globalThis.self) {
            return null;
        }
        const container = document.querySelector('head > title') ?? document.documentElement;
        return { text, segments: [], container, lang: null, role: 'title' };
    };

    /** Gives short blocks that stand beside a price, or hold one, their role. */
    softsell.markNearPrice = (readings) => {
        const short = 120;
        const levels = 3;
        const near = (/** @type {Softsell.Reading} */ price, /** @type {Softsell.Reading} */ other) => {
            let around = /** @type {Element | null} */ (price.container);
            for (let level = 0; level < levels && around !== null; level += 1) {
                around = softsell.flatParent(around);
            }
            return around === null ? false : around.contains(other.container);
        };
        readings.forEach((price, at) => {
            if (price.text.length > short || !PRICE.test(price.text)) {
                return;
            }
            for (const other of readings.slice(Math.max(0, at - 2), at + 3)) {
                if ((other.role === null || other.role === 'list-item') && other.text.length <= short
                    && near(price, other)) {
                    other.role = 'near-price';
                }
            }
        });
    };
})();
