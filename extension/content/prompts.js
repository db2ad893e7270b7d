'use strict';
// What comes up over the page: noticed as its text is read, asked about once, and told of when the visitor closes it.
(() => {
    const { plain } = softsell;
    /** How long after an act of the visitor's something may come up, or go, because of it. */
    const OPENS_MS = 2_000;
    const CLOSES_MS = 3_000;
    const LATE_MS = 1_000;
    const BLOCKS = 60;
    const TEXT_UNITS = 400;
    const NAME_UNITS = 80;
    const TEXT_MOST = 4_000;
    const BAR_SHARE = 0.2;
    /** How often an overlay that asks for nothing yet is asked about: its text may come late. */
    const TRIES = 3;
    const STACKED = 1_000;
    const EDGES = [0.03, 0.5, 0.97].flatMap((x) => [[x, 0.05], [x, 0.95]]).concat([[0.03, 0.5], [0.97, 0.5]]);
    const PARTS = 'nav, header, footer, main, [role="navigation"], [role="banner"], [role="contentinfo"], '
        + '[role="menu"], [role="menubar"], [role="tooltip"], [role="listbox"], [role="search"], [role="main"]';
    /** What stands in these and is no dialog by its own account is a menu, opened by the pointer as it passed. */
    const MENUS = 'nav, header, [role="navigation"], [role="banner"], [role="menu"], [role="menubar"]';
    const CONTROLS = 'a[href], button, input, select, textarea, label, summary, [role="button"], [role="link"], '
        + '[onclick], [tabindex], [aria-haspopup]';

    /**
     * @typedef {object} Act a trusted act of the visitor's
     * @property {number} at
     * @property {EventTarget[]} path
     * @property {boolean} control whether it was on something to press
     * @property {boolean} escape
     * @property {boolean} closed whether it has closed an overlay
     *
     * @typedef {object} Overlay
     * @property {Softsell.Opened} opened
     * @property {boolean} dialog
     * @property {Map<number, Softsell.Block>} blocks
     * @property {object | null} told what the engine was asked about it
     * @property {boolean} asks whether it asks for something
     * @property {number} tries
     * @property {Softsell.Finding[]} findings
     * @property {Map<Softsell.Finding, string>} texts the text of each finding's block
     */

    const isDialog = (/** @type {Element} */ element) => element.localName === 'dialog'
        || /^(?:alert)?dialog$/.test(element.getAttribute('role') ?? '')
        || element.getAttribute('aria-modal') === 'true';

    const isOver = (/** @type {Element} */ element) => {
        const style = getComputedStyle(element);
        const { position } = style;
        return position === 'fixed' || (position === 'absolute' && Number(style.zIndex) >= STACKED);
    };

    /** The nearest dialog around an element, else the outermost box over the page. */
    const overlayOf = (/** @type {Element} */ element, /** @type {Map<Element, Element | null>} */ known) => {
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

    /** The outermost box over the page that an overlay stands in. */
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

    /** The share of the window that the blocks' common box takes. */
    const coverOf = (/** @type {Softsell.Block[]} */ blocks) => {
        const boxes = blocks.map(({ container }) => container.getBoundingClientRect());
        const span = (/** @type {number[]} */ from, /** @type {number[]} */ to, /** @type {number} */ most) =>
            Math.max(0, Math.min(most, Math.max(...to)) - Math.max(0, Math.min(...from)));
        const width = span(boxes.map(({ left }) => left), boxes.map(({ right }) => right), innerWidth);
        const height = span(boxes.map(({ top }) => top), boxes.map(({ bottom }) => bottom), innerHeight);
        return Math.min(1, (width * height) / Math.max(1, innerWidth * innerHeight));
    };

    /** Whether something over the page keeps the visitor from it, seen along its edges. */
    const isCurtained = (/** @type {Map<Element, Element | null>} */ known) => {
        const places = EDGES.map(([x, y]) => softsell.plain.elementAt(x * innerWidth, y * innerHeight));
        return places.every((element) => element !== null && overlayOf(element, known) !== null);
    };

    const isStrip = (/** @type {Element} */ element) => {
        const { width, height } = element.getBoundingClientRect();
        return height > 0 && height <= innerHeight * BAR_SHARE && width >= innerWidth / 2;
    };

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

    const isBackdrop = (/** @type {Element} */ element) => isOver(element) && element.textContent?.trim() === '';

    const isPressable = (/** @type {Element} */ element, /** @type {EventTarget[]} */ path) =>
        path.some((node) => node instanceof Element && node.matches(CONTROLS))
        || getComputedStyle(element).cursor === 'pointer';

    /** What the visitor pressed in an overlay is called; null where that was nothing to press. */
    const pressedName = (/** @type {Act} */ { path }, /** @type {Element} */ holder) => {
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

    /** Whether the visitor may have done something here before we came, as where a click on our button lets us in. */
    const cameLate = () => {
        const [entry] = performance.getEntriesByType('navigation');
        const loaded = entry instanceof PerformanceNavigationTiming ? entry.loadEventEnd : 0;
        return loaded > 0 && performance.now() - loaded > LATE_MS && navigator.userActivation?.hasBeenActive !== false;
    };

    softsell.watchPrompts = ({ link, page, shelf, onFindings, signal }) => {
        /** @type {Map<Element, Overlay>} */
        const open = new Map();
        const isTop = globalThis.parent === globalThis.self;
        const missedActs = cameLate();
        let acted = missedActs;
        let leftAt = -Infinity;
        /** @type {Act | null} */
        let last = null;
        /** @type {Promise<unknown>} */
        let asking = Promise.resolve();
        let awaited = 0;

        /** @returns {Softsell.Opened} */
        const how = (/** @type {boolean} */ there) => {
            const now = performance.now();
            if (missedActs && last === null) {
                return 'act'; // for all we know
            }
            if (last !== null && last.control && !last.closed && now - last.at <= OPENS_MS) {
                return 'act';
            }
            if (now - leftAt <= OPENS_MS) {
                return 'leaving';
            }
            return acted ? 'unasked' : there ? 'there' : 'first';
        };

        const place = (/** @type {Overlay} */ overlay) => {
            for (const block of overlay.blocks.values()) {
                shelf.prompt(block, overlay.findings.filter((finding) => overlay.texts.get(finding) === block.text));
            }
        };

        const send = (/** @type {object} */ seen, /** @type {object} */ more) => {
            const message = { kind: 'prompt', page: page(), lang: softsell.pageLang(), prompt: seen, ...more };
            awaited += 1;
            const reply = (awaited === 1 ? link.send(message) : asking.then(() => link.send(message))).finally(() => {
                awaited -= 1;
            });
            asking = reply;
            return reply;
        };

        const judge = async (/** @type {Overlay} */ overlay, counted = false) => {
            if (overlay.told === null) {
                return;
            }
            const { told, blocks } = overlay;
            const texts = new Map([...blocks].map(([i, block]) => [i, block.text]));
            const reply = await send(told, counted ? { counted } : {});
            if (signal.aborted) {
                return;
            }
            if (Array.isArray(reply.findings)) {
                overlay.asks = reply.asks === true;
                overlay.findings = reply.findings;
                overlay.texts = new Map(overlay.findings.map((finding) => [finding, texts.get(finding.block) ?? '']));
                place(overlay);
            }
            onFindings();
        };

        const ask = (/** @type {Overlay} */ overlay, /** @type {Element} */ element) => {
            const blocks = [...overlay.blocks.values()].filter(shows).slice(0, BLOCKS);
            const units = blocks.reduce((sum, { text }) => sum + text.length, 0);
            if (blocks.length === 0 || units > TEXT_MOST || element.querySelector('main, article') !== null) {
                return;
            }
            overlay.tries += 1;
            overlay.told = {
                blocks: blocks.map(({ i, text, lang, role }) => ({
                    i, text: text.slice(0, TEXT_UNITS),
                    ...lang === null ? {} : { lang }, ...role === null ? {} : { role },
                })),
                cover: coverOf(blocks),
                dialog: overlay.dialog,
                password: element.querySelector('input[type="password"]') !== null,
                opened: overlay.opened,
            };
            void judge(overlay);
        };

        const closedBy = (/** @type {Element} */ element) => {
            if (last === null || last.closed || performance.now() - last.at > CLOSES_MS) {
                return undefined;
            }
            const holder = holderOf(element);
            if (last.path.includes(holder) || last.path.includes(element)) {
                const around = last.path.includes(element) ? element : holder;
                return { control: last.escape ? null : pressedName(last, around) };
            }
            return last.escape || !last.control ? { control: null } : undefined;
        };

        /** Looks which overlays are gone. */
        const sweep = () => {
            for (const [element, overlay] of open) {
                if (element.isConnected && [...overlay.blocks.values()].some(shows)) {
                    continue;
                }
                const closed = closedBy(element);
                open.delete(element);
                if (closed !== undefined && last !== null) {
                    last.closed = true;
                    if (overlay.asks && overlay.told !== null) {
                        void send(overlay.told, { closed }).then(onFindings);
                    }
                }
            }
        };

        /** The page goes: what was pressed may be why, and has closed what it stood in. */
        const leave = () => {
            sweep();
            for (const [element, overlay] of open) {
                const closed = last?.control === true && last.path.includes(element) ? closedBy(element) : undefined;
                if (closed !== undefined && overlay.asks && overlay.told !== null) {
                    void send(overlay.told, { closed });
                }
            }
        };

        const note = (/** @type {Event} */ event) => {
            if (!event.isTrusted) {
                return;
            }
            const key = event instanceof KeyboardEvent ? event.key : '';
            if (/^(?:Shift|Control|Alt|Meta|CapsLock|Tab)$/.test(key)) {
                return;
            }
            acted = true;
            const path = pathOf(event);
            const target = path[0];
            const control = key !== ''
                || (target instanceof Element && !isBackdrop(target) && isPressable(target, path));
            last = { at: performance.now(), path, control, escape: key === 'Escape', closed: false };
            if (open.size > 0) {
                // It may come again, or the page may go, before we would look.
                setTimeout(sweep);
                requestAnimationFrame(() => requestAnimationFrame(sweep));
            }
        };

        if (isTop) {
            for (const kind of ['click', 'keydown']) {
                plain.listen(document, kind, note, { capture: true, passive: true, signal });
            }
            addEventListener('pagehide', leave, { signal }); // Firefox's globalThis is no event target
            plain.listen(plain.root(), 'mouseleave', (event) => {
                leftAt = event.isTrusted ? performance.now() : leftAt;
            }, { passive: true, signal });
        }

        return {
            see(containers, start) {
                if (!isTop) {
                    return;
                }
                const known = new Map();
                /** @type {Map<Element, Overlay>} */
                const changed = new Map();
                /** Looked at once, however many blocks they hold. @type {Set<Element>} */
                const parts = new Set();
                /** @type {boolean | null} */
                let curtained = null;
                for (const container of containers) {
                    const element = overlayOf(container, known);
                    if (element === null || parts.has(element)) {
                        continue;
                    }
                    let overlay = open.get(element);
                    if (overlay === undefined) {
                        const named = isDialog(element);
                        const dialog = named || (curtained ??= isCurtained(known));
                        if ((!dialog && isStrip(element)) || element.matches(PARTS)
                            || (!named && element.closest(MENUS) !== null)) {
                            parts.add(element);
                            continue;
                        }
                        overlay = {
                            opened: how(start), dialog, blocks: new Map(), told: null, asks: false, tries: 0,
                            findings: [], texts: new Map(),
                        };
                        open.set(element, overlay);
                    }
                    shelf.at(container).forEach((block) => overlay.blocks.set(block.i, block));
                    changed.set(element, overlay);
                }
                for (const [element, overlay] of changed) {
                    for (const [i, block] of overlay.blocks) {
                        if (shelf.blocks.get(i) !== block) {
                            overlay.blocks.delete(i);
                        }
                    }
                    if (overlay.asks) {
                        place(overlay);
                    } else if (overlay.tries < TRIES) {
                        ask(overlay, element);
                    }
                }
            },
            sweep,
            askAgain() {
                [...open.values()].filter(({ asks }) => asks).forEach((overlay) => void judge(overlay, true));
            },
            get idle() {
                return awaited === 0;
            },
        };
    };
})();
