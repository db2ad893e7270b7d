'use strict';
// The hover card: one host on the page, only while it is open, with everything in its closed shadow root.
(() => {
    const LEAVE_MS = 300;
    const DONE_MS = 5_000;
    /** How often it comes to lie over what the page has laid over it; then it goes. */
    const RAISES = 3;
    const KEPT_FROM_PAGE = [
        'click', 'dblclick', 'contextmenu', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart',
        'touchend', 'keydown', 'keyup', 'keypress', 'focusin', 'focusout', 'wheel', 'copy', 'selectstart',
    ];

    /** The host's parent: all that is outside an open modal dialog is inert, so a phrase in one has its card there. */
    const parentFor = (/** @type {Element} */ container) => {
        for (let at = /** @type {Element | null} */ (container); at !== null; at = softsell.flatParent(at)) {
            if (at.matches('dialog:modal')) {
                return at;
            }
        }
        return softsell.plain.root();
    };

    const distance = (/** @type {DOMRect} */ box, /** @type {Softsell.Place} */ { x, y }) => Math.hypot(
        Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom),
    );

    const inView = (/** @type {DOMRect} */ box) => box.bottom > 0 && box.top < innerHeight
        && box.right > 0 && box.left < innerWidth;

    softsell.createCard = (actions, signal) => {
        /** @type {CSSStyleSheet | null} */
        let sheet = null;
        /** @type {{ host: HTMLElement, card: HTMLElement, anchor: HTMLElement, root: ShadowRoot,
         *           mark: Softsell.Mark, line: number, over: boolean, onPhrase: boolean, done: boolean,
         *           raised: number, before: Element | null, end: AbortController } | null} */
        let open = null;
        let leaveTimer = 0;

        const place = () => {
            if (open === null) {
                return;
            }
            const boxes = softsell.boxesOf(open.mark);
            const box = boxes[Math.min(open.line, boxes.length - 1)];
            if (box === undefined || !inView(box)) {
                if (!open.done) {
                    close();
                }
                return;
            }
            const { style } = open.anchor;
            style.left = `${box.left}px`;
            style.top = `${box.top}px`;
            style.width = `${box.width}px`;
            style.height = `${box.height}px`;
            if ('held' in open.card.dataset) {
                const { top, bottom } = open.card.getBoundingClientRect();
                if (top < 0 || bottom > innerHeight) {
                    letGo();
                }
            }
        };

        /** Stays on its side of the phrase while it grows: what a person is about to press must not jump away. */
        const hold = () => {
            if (open === null) {
                return;
            }
            const phrase = open.anchor.getBoundingClientRect();
            const box = open.card.getBoundingClientRect();
            const block = box.top >= phrase.bottom ? 'bottom' : 'top';
            const inline = box.left >= phrase.left - 1 ? 'span-right' : 'span-left';
            if (box.top >= phrase.bottom || box.bottom <= phrase.top) { // elsewhere it had no room on either side
                open.card.style.setProperty('position-area', `${block} ${inline}`);
                open.card.dataset.held = '';
            }
        };

        /** Where the phrase has moved so far that no room is left on that side, the card finds a place anew. */
        const letGo = () => {
            open?.card.style.removeProperty('position-area');
            delete open?.card.dataset.held;
        };

        const close = () => {
            clearTimeout(leaveTimer);
            if (open === null) {
                return;
            }
            const { host, root, before, end } = open;
            const focused = root.activeElement !== null;
            open = null;
            end.abort();
            host.remove();
            if (focused && before instanceof HTMLElement && before.isConnected) {
                before.focus({ preventScroll: true });
            }
        };

        /** Closes after a moment in which the pointer is neither on the phrase nor on the card. */
        const leaveSoon = () => {
            clearTimeout(leaveTimer);
            if (open !== null && !open.over && !open.onPhrase && (open.done || open.root.activeElement === null)) {
                leaveTimer = setTimeout(close, LEAVE_MS);
            }
        };

        /** Tab beyond the ends goes on from where the page's focus was. */
        const onTab = (/** @type {KeyboardEvent} */ event) => {
            if (open === null || event.key !== 'Tab') {
                return;
            }
            const stops = [...open.card.querySelectorAll('button, textarea')]
                .filter((element) => element.checkVisibility());
            const edge = event.shiftKey ? [open.card, stops[0]] : [stops.at(-1)];
            if (edge.includes(/** @type {HTMLElement} */ (open.root.activeElement)) || stops.length === 0) {
                close();
            }
        };

        const fill = () => {
            if (open === null) {
                return;
            }
            const opened = open;
            const body = softsell.cardBody(open.mark, {
                close,
                hold,
                signal: open.end.signal,
                actions: {
                    copy: actions.copy,
                    async ignore(mark) {
                        opened.done = true;
                        const kept = await actions.ignore(mark);
                        opened.done = kept;
                        if (kept && open === opened) {
                            opened.card.focus({ preventScroll: true });
                            leaveTimer = setTimeout(close, DONE_MS);
                        }
                        return kept;
                    },
                },
            });
            open.card.replaceChildren(body);
        };

        const build = (/** @type {Softsell.Mark} */ mark) => {
            const host = /** @type {HTMLElement} */ (softsell.plain.make(softsell.randomName()));
            const root = host.attachShadow({ mode: 'closed' });
            sheet ??= softsell.cardSheet();
            root.adoptedStyleSheets = [sheet];
            const anchor = /** @type {HTMLElement} */ (softsell.plain.make('i'));
            anchor.className = 'anchor';
            anchor.popover = 'manual';
            const card = /** @type {HTMLElement} */ (softsell.plain.make('div'));
            card.className = 'card';
            card.popover = 'manual';
            card.tabIndex = -1;
            card.setAttribute('role', 'dialog');
            card.setAttribute('aria-modal', 'false');
            card.setAttribute('aria-labelledby', 'title');
            card.dir = softsell.say('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr';
            root.append(anchor, card);
            return {
                host, root, anchor, card, mark, line: 0, over: false, onPhrase: true, done: false, raised: 0,
                before: softsell.plain.focused(), end: new AbortController(),
            };
        };

        /** What the page puts into the top layer after the card lies over it, and could bear other words than its. */
        const raise = () => {
            if (open === null) {
                return;
            }
            open.raised += 1;
            if (open.raised > RAISES) {
                close();
                return;
            }
            const { card, root } = open;
            const focused = /** @type {HTMLElement | null} */ (root.activeElement);
            card.hidePopover();
            card.showPopover();
            focused?.focus({ preventScroll: true });
        };

        const listen = () => {
            if (open === null) {
                return;
            }
            const { card, root, end } = open;
            const options = { signal: end.signal };
            const onOver = (/** @type {boolean} */ over) => () => {
                if (open !== null) {
                    open.over = over;
                    leaveSoon();
                }
            };
            card.addEventListener('pointerenter', onOver(true), options);
            card.addEventListener('pointerleave', onOver(false), options);
            card.addEventListener('keydown', onTab, options);
            for (const type of KEPT_FROM_PAGE) {
                root.addEventListener(type, (event) => event.stopPropagation(), { ...options, passive: true });
            }
            addEventListener('keydown', (event) => {
                if (event.isTrusted && event.key === 'Escape') {
                    event.preventDefault();
                    event.stopImmediatePropagation();
                    close();
                }
            }, { ...options, capture: true });
            // Beside what fills the screen all else is inert, so the card would be dead there.
            softsell.watchAbove({ onPopover: raise, onFullscreen: close, signal: end.signal });
            const follow = () => requestAnimationFrame(place);
            addEventListener('scroll', follow, { ...options, capture: true, passive: true });
            addEventListener('resize', follow, { ...options, passive: true });
            addEventListener('pagehide', close, options);
        };

        signal.addEventListener('abort', close, { once: true });

        return {
            get host() {
                return open?.host ?? null;
            },
            get mark() {
                return open?.mark ?? null;
            },
            open(mark, { focus = false, near } = {}) {
                close();
                const boxes = softsell.boxesOf(mark);
                if (signal.aborted || boxes.length === 0) {
                    return;
                }
                open = build(mark);
                if (near !== undefined) {
                    open.line = boxes.reduce((best, box, at) =>
                        (distance(box, near) < distance(boxes[best], near) ? at : best), 0);
                }
                fill();
                parentFor(mark.block.container).append(open.host);
                open.anchor.showPopover();
                place();
                open?.card.showPopover();
                listen();
                if (focus) {
                    open?.card.focus({ preventScroll: true });
                }
            },
            close,
            sync(marks) {
                if (open === null || open.done) {
                    return;
                }
                const { mark, root } = open;
                const now = marks.find((other) => other.id === mark.id);
                if (now === undefined) {
                    close();
                    return;
                }
                open.mark = now;
                const changed = now.finding.text !== mark.finding.text
                    || now.finding.alternative !== mark.finding.alternative
                    || now.finding.evidence.length !== mark.finding.evidence.length;
                if (changed && root.activeElement === null) {
                    fill();
                }
                place();
            },
            keep(on) {
                if (open !== null) {
                    open.onPhrase = on;
                    leaveSoon();
                }
            },
        };
    };
})();
