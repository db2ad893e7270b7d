'use strict';
// What comes up over the page: noticed as its text is read, asked about once, and told of when the visitor closes it.
(() => {
    const { overlays, plain } = softsell;
    /** How long after an act of the visitor's something may come up, or go, because of it. */
    const OPENS_MS = 2_000;
    const CLOSES_MS = 3_000;
    const LATE_MS = 1_000;
    const BLOCKS = 60;
    const TEXT_UNITS = 400;
    const TEXT_MOST = 4_000;
    /** How often an overlay that asks for nothing yet is asked about: its text may come late. */
    const TRIES = 3;

    /**
     * @typedef {object} Overlay
     * @property {Softsell.Opened} opened
     * @property {boolean} dialog
     * @property {Map<number, Softsell.Block>} blocks
     * @property {object | null} told what the engine was asked about it
     * @property {boolean} asks whether it asks for something
     * @property {number} tries
     * @property {number} era when the engine was last asked about it
     * @property {Softsell.Finding[]} findings
     * @property {Map<Softsell.Finding, string>} texts the text of each finding's block
     */

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
        /** @type {Softsell.Act | null} */
        let last = null;
        /** @type {Promise<unknown>} */
        let asking = Promise.resolve();
        let awaited = 0;
        /** Goes up when settings or ignored phrases change; an answer asked for before that is dropped. */
        let era = 0;

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
            const then = era;
            overlay.era = then;
            const reply = await send(told, counted ? { counted } : {});
            if (signal.aborted) {
                return;
            }
            if (Array.isArray(reply.findings)) {
                overlay.asks = reply.asks === true;
                if (then !== era && overlay.asks) {
                    if (overlay.era !== era && [...open.values()].includes(overlay)) {
                        void judge(overlay, true);
                    } else {
                        onFindings();
                    }
                    return;
                }
                overlay.findings = reply.findings;
                overlay.texts = new Map(overlay.findings.map((finding) => [finding, texts.get(finding.block) ?? '']));
                place(overlay);
            }
            onFindings();
        };

        const ask = (/** @type {Overlay} */ overlay, /** @type {Element} */ element) => {
            const blocks = [...overlay.blocks.values()].filter(overlays.shows).slice(0, BLOCKS);
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
                cover: overlays.coverOf(blocks),
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
            const holder = overlays.holderOf(element);
            if (last.path.includes(holder) || last.path.includes(element)) {
                const around = last.path.includes(element) ? element : holder;
                return { control: last.escape ? null : softsell.pressedName(last, around) };
            }
            return last.escape || !last.control ? { control: null } : undefined;
        };

        /** Looks which overlays are gone. */
        const sweep = () => {
            for (const [element, overlay] of open) {
                if (element.isConnected && [...overlay.blocks.values()].some(overlays.shows)) {
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
            const act = softsell.actOf(event);
            if (act === null) {
                return;
            }
            acted = true;
            last = act;
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
                    const element = overlays.around(container, known);
                    if (element === null || parts.has(element)) {
                        continue;
                    }
                    let overlay = open.get(element);
                    if (overlay === undefined) {
                        const dialog = overlays.isDialog(element) || (curtained ??= overlays.isCurtained(known));
                        if ((!dialog && overlays.isStrip(element)) || overlays.isPart(element)) {
                            parts.add(element);
                            continue;
                        }
                        overlay = {
                            opened: how(start), dialog, blocks: new Map(), told: null, asks: false, tries: 0,
                            era, findings: [], texts: new Map(),
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
            drop(phrase) {
                for (const overlay of open.values()) {
                    overlay.findings = overlay.findings.filter(({ text }) => text !== phrase);
                }
            },
            askAgain() {
                era += 1;
                [...open.values()].filter(({ asks }) => asks).forEach((overlay) => void judge(overlay, true));
            },
            get idle() {
                return awaited === 0;
            },
        };
    };
})();
