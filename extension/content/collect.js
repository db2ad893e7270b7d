'use strict';
// Blocks as a person reads them: inline elements merged, only what shows, in the order of the page as rendered.
(() => {
    const { UNREAD, flowOf, isSecret, isShown, isUnseen, isOutOfFlow, isRow, shadowOf } = softsell;
    const { flatParent, isSound, ownRole, plain, strongerRole } = softsell;
    const { elements } = softsell.VOCABULARY;
    const PARTS_BLOCKS = new Set(elements.partsBlocks);
    const BUTTON_INPUTS = new Set(elements.buttonInputs);
    const STEPS_A_BREATH = 16;
    const BOOK_UNITS = 100_000;

    /** Whether a line break may stand between words, not only around them. */
    const hasLines = (/** @type {string} */ text) =>
        (text.length > BOOK_UNITS ? text.includes('\n') : /\S[^\S\n]*\n\s*\S/.test(text));

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
     * @property {boolean} speaks whether it has shown words, or may where they were not read
     * @property {boolean} ticked whether it labels a box that the page ticked
     */

    /** @type {(options: Softsell.ReadOptions) => Generator<void, void, void>} */
    softsell.read = function* read(options) {
        const { emit, roomLeft, fresh } = options;
        const { run, begin, flush, addBox, addFigure } = softsell.gatherBlocks(emit);
        /** @type {Frame[]} */
        const stack = [];
        /** @type {{ element: Element, context: Softsell.Context }[]} */
        const later = [];
        let inView = options.inViewFirst === true;
        let steps = 0;

        /** Text that a style sheet puts before or after what the innermost element holds. */
        const generate = (/** @type {'::before' | '::after'} */ side) => {
            const frame = stack[stack.length - 1];
            const generated = softsell.generatedBy(frame.element, side, options.onContent);
            if (generated === null) {
                return;
            }
            frame.shown ??= isShown(frame.element);
            if (!frame.shown) {
                return;
            }
            frame.speaks = true;
            if (run.length + generated.text.length >= softsell.LIMITS.blockUnits) {
                flush();
            }
            if (generated.apart) {
                run.space();
            }
            begin(frame);
            run.say(generated.text);
            if (generated.apart) {
                run.space();
            }
        };

        /** The block of what shows its text by other means than text nodes. */
        const emitName = (
            /** @type {Element} */ element, /** @type {Softsell.Role} */ role,
            /** @type {string} */ text, /** @type {Frame} */ frame, ticked = false,
        ) => {
            const lang = softsell.declaredLang(element) ?? frame.lang;
            emit({ text, segments: [], container: element, lang, role: strongerRole(role, frame.role), ticked });
        };

        const readName = (/** @type {Frame} */ frame) => {
            const role = ownRole(frame.element);
            const name = role === 'button' || role === 'link' ? softsell.nameOf(frame.element) : '';
            if (name !== '' && isShown(frame.element)) {
                emitName(frame.element, role, name, frame, frame.ticked);
                frame.speaks = true;
            }
        };

        const leave = (/** @type {Frame} */ frame) => {
            generate('::after');
            stack.pop();
            const around = stack[stack.length - 1];
            if (!frame.speaks) {
                readName(frame);
            } else if (around !== undefined) {
                around.speaks = true;
            }
            if (frame.element === frame.container) {
                flush();
            } else if (frame.spaced) {
                run.space();
            }
        };

        const readBar = (/** @type {Element} */ bar, /** @type {Softsell.Context} */ around) => {
            const reading = softsell.barReading(bar);
            if (reading !== null && isShown(bar) && !isUnseen(bar)) {
                const lang = softsell.declaredLang(bar) ?? around.lang;
                emit({ ...reading, segments: [], container: bar, lang, role: around.role });
            }
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
            if (root === null && softsell.mayHostLater(element)) {
                options.onHost?.(element);
            }
            const assigned = element.localName === 'slot'
                ? softsell.slotted(/** @type {HTMLSlotElement} */ (element)) : [];
            const parent = root ?? element;
            const ofContainer = role === 'link' && container !== element ? null : role;
            stack.push({
                element, parent, container, deep, spaced,
                next: parent.firstChild,
                list: assigned.length > 0 ? [...assigned].reverse() : null,
                lang: softsell.declaredLang(element) ?? around.lang,
                role: strongerRole(ofContainer, around.role),
                link: role === 'link' ? element : around.link,
                row: container === element && isRow(element),
                shown: null,
                keepLines: null,
                speaks: false,
                ticked: around.ticked || softsell.labelsTicked(element),
            });
            readBar(element, around);
            generate('::before');
        };

        const take = (/** @type {Frame} */ frame) => {
            if (frame.list !== null) {
                return frame.list.pop() ?? null;
            }
            const node = frame.next;
            // Between two slices the page may have moved the node elsewhere; the observer has seen that too.
            if (node === null || plain.parentOf(node) !== frame.parent) {
                return null;
            }
            frame.next = plain.nextOf(node);
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
            if (frame.keepLines === null && hasLines(node.data)) {
                frame.keepLines = /pre|break-spaces/.test(getComputedStyle(frame.element).whiteSpace);
            }
            frame.speaks = true;
            addFigure(node.data, frame.element);
            let from = 0;
            for (;;) {
                begin(frame);
                from = run.push(node, from, frame.keepLines === true);
                if (from >= node.data.length) {
                    return;
                }
                flush();
                yield;
                if (!roomLeft()) {
                    return;
                }
            }
        };

        const readValue = (/** @type {HTMLInputElement} */ input, /** @type {Frame} */ frame) => {
            const said = input.type === 'image' ? input.alt : input.value;
            const text = said.replace(/\s+/g, ' ').trim();
            if (text !== '' && isShown(input)) {
                emitName(input, 'button', text, frame);
            }
        };

        const readOptions = (/** @type {HTMLSelectElement} */ select, /** @type {Frame} */ frame) => {
            if (!isSecret(select) && isShown(select)) {
                const ticked = softsell.isChosen(select);
                softsell.optionsOf(select).forEach((text) => emitName(select, null, text, frame, ticked));
            }
        };

        /** The words of a box stand in its label, or else beside it. */
        const noteBox = (/** @type {Element} */ element) => {
            if ((element.localName === 'input' || element.hasAttribute('role')) && softsell.isBox(element)
                && !softsell.meetBox(element)) {
                addBox(softsell.isTicked(element));
            }
        };

        const saysUnwritten = (/** @type {Element} */ element) => element.hasAttribute('aria-label')
            || softsell.generatedBy(element, '::before', options.onContent) !== null
            || softsell.generatedBy(element, '::after', options.onContent) !== null;

        const outOfView = (/** @type {Element} */ element) => {
            const box = element.getBoundingClientRect();
            return box.width > 0 && box.height > 0
                && (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth);
        };

        const readElement = (/** @type {Element} */ element, /** @type {Frame} */ frame) => {
            if (!isSound(element)) {
                flush();
                options.onUnread?.();
                return;
            }
            const tag = element.localName;
            if (tag === 'br') {
                run.newline();
                return;
            }
            if (tag === 'input' && BUTTON_INPUTS.has(/** @type {HTMLInputElement} */ (element).type)) {
                flush();
                readValue(/** @type {HTMLInputElement} */ (element), frame);
                return;
            }
            if (tag === 'select') {
                run.space();
                readOptions(/** @type {HTMLSelectElement} */ (element), frame);
                return;
            }
            if (UNREAD.has(tag) || isSecret(element)) {
                noteBox(element);
                readBar(element, frame);
                if (PARTS_BLOCKS.has(tag)) {
                    flush();
                } else if (softsell.partsWords(element)) {
                    run.space();
                }
                return;
            }
            const bare = element.firstChild === null && tag !== 'slot' && shadowOf(element) === null;
            if (bare && !saysUnwritten(element)) {
                if (softsell.mayHostLater(element)) {
                    options.onHost?.(element);
                }
                noteBox(element);
                readBar(element, frame);
                if (PARTS_BLOCKS.has(tag)) {
                    flush();
                }
                return;
            }
            const flow = flowOf(element, getComputedStyle(element).display, frame.row);
            if (flow === 'none') {
                return;
            }
            const unseen = element.hasAttribute('inert') || (flow !== 'inline' && isUnseen(element));
            if (unseen && isOutOfFlow(element)) {
                return;
            }
            const deep = frame.deep || fresh?.has(element) === true;
            if (flow !== 'block') {
                if (flow === 'spaced') {
                    run.space();
                }
                if (!unseen) {
                    enter(element, frame, frame.container, deep, flow === 'spaced');
                }
                return;
            }
            flush();
            if (unseen) {
                return;
            }
            if (!deep) {
                frame.speaks = true;
                return;
            }
            if (inView && outOfView(element)) {
                frame.speaks = true;
                const { lang, role, link: itsLink, ticked } = frame;
                later.push({ element, context: { lang, role, link: itsLink, ticked } });
                return;
            }
            enter(element, frame, element, true, false);
        };

        const walk = function* () {
            while (stack.length > 0) {
                const frame = stack[stack.length - 1];
                const node = take(frame);
                if (node === null) {
                    leave(frame);
                } else if (node.nodeType === Node.TEXT_NODE) {
                    yield* readText(/** @type {Text} */ (node), frame);
                } else if (plain.isElement(node)) {
                    readElement(/** @type {Element} */ (node), frame);
                }
                steps += 1;
                if (steps % STEPS_A_BREATH === 0) {
                    yield;
                }
                if (steps >= softsell.LIMITS.nodes) {
                    options.onUnread?.();
                    return;
                }
                if (!roomLeft()) {
                    return;
                }
            }
        };

        /** @type {Map<Element, boolean>} */
        const open = new Map();
        const isOpen = (/** @type {Element} */ element) => {
            const path = [];
            let at = /** @type {Element | null} */ (element);
            while (at !== null && !open.has(at)) {
                path.push(at);
                at = flatParent(at);
            }
            let outer = at === null || open.get(at) === true;
            for (const one of path.reverse()) {
                outer &&= isSound(one) && !UNREAD.has(one.localName) && !isSecret(one)
                    && !one.hasAttribute('inert') && !isUnseen(one);
                open.set(one, outer);
            }
            return outer;
        };

        const readable = (/** @type {Element} */ root) => root.isConnected && !plain.isDesigned()
            && isOpen(root) && getComputedStyle(root).display !== 'none';

        const contextIn = softsell.once(softsell.contextIn);
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
                yield* start(root, contextIn(flatParent(root)), false);
            }
        }
        for (const root of options.deep) {
            if (readable(root)) {
                yield* start(root, contextIn(flatParent(root)), true);
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
})();
