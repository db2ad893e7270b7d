'use strict';
// A clock in boxes, each a block of its own (a digit, days, hours), read as the one thing that a person sees.
(() => {
    const LEVELS = 6;
    const ELEMENTS = 200;
    const UNITS = 160;
    /** A number, with one word of time at most. */
    const BOX = /^(?:(?:\p{L}{1,12}[.:]?\s)?\p{Nd}{1,3}|\p{Nd}{1,3}\s?\p{L}{1,12}[.:]?)[\s:]*$/u;
    const LABEL = /^(?:\p{L}{1,12}[.:]?|[:.|·•\-–/,])$/u;

    /** What presses by its own words is no box of a clock. */
    const isBox = (/** @type {Softsell.Block} */ block) => BOX.test(block.text) && !block.marks?.length;
    const fits = (/** @type {Softsell.Block} */ block) => isBox(block) || LABEL.test(block.text);
    const lengthOf = (/** @type {Softsell.Block[]} */ run) => run.reduce((sum, { text }) => sum + text.length + 1, 0);

    /** The stretches of boxes and labels among blocks. */
    const runsOf = (/** @type {Softsell.Block[]} */ blocks) => {
        /** @type {Softsell.Block[][]} */
        const runs = [[]];
        for (const block of blocks) {
            if (fits(block)) {
                runs[runs.length - 1].push(block);
            } else {
                runs.push([]);
            }
        }
        return runs.filter((run) => run.filter(isBox).length > 1 && lengthOf(run) <= UNITS);
    };

    /** The blocks in an element, in the order of the page as rendered; null where there is too much in it. */
    softsell.blocksIn = (element, blocksOf) => {
        /** @type {Softsell.Block[]} */
        const found = [];
        const todo = [element];
        let steps = 0;
        while (todo.length > 0) {
            const one = /** @type {Element} */ (todo.pop());
            steps += 1;
            if (steps > ELEMENTS) {
                return null;
            }
            found.push(...blocksOf(one));
            const inner = one.localName === 'slot'
                ? softsell.slotted(/** @type {HTMLSlotElement} */ (one)).filter(softsell.plain.isElement) : [];
            const parent = softsell.shadowOf(one) ?? one;
            let node = inner.length > 0 ? null : parent.firstChild;
            for (; node !== null && inner.length <= ELEMENTS; node = softsell.plain.nextOf(node)) {
                if (softsell.plain.isElement(node)) {
                    inner.push(node);
                }
            }
            todo.push(.../** @type {Element[]} */ (inner.reverse()));
        }
        return found;
    };

    softsell.createClocks = ({ blocksOf, isThere, tracks, join, leave }) => {
        /** @type {Map<Element, { block: Softsell.Block, run: Softsell.Block[] }>} */
        const clocks = new Map();

        /** The widest element that holds the block's clock and little else, with the clock's boxes. */
        const clockOf = (/** @type {Softsell.Block} */ block) => {
            let best = null;
            let at = softsell.flatParent(block.container);
            for (let level = 0; level < LEVELS && at !== null; level += 1) {
                const blocks = softsell.blocksIn(at, blocksOf);
                const run = blocks === null ? undefined : runsOf(blocks).find((one) => one.includes(block));
                if (blocks === null || (run === undefined && !blocks.every(fits))) {
                    break;
                }
                if (run !== undefined) {
                    best = { element: at, run };
                }
                if (run !== undefined && run.length < blocks.length) {
                    break;
                }
                at = softsell.flatParent(at);
            }
            return best;
        };

        const readingOfRun = (/** @type {Element} */ container, /** @type {Softsell.Block[]} */ run) => {
            let text = '';
            /** @type {Softsell.Segment[]} */
            const segments = [];
            for (const block of run) {
                text += text === '' ? '' : ' ';
                const at = text.length;
                segments.push(...block.segments.map((segment) => ({ ...segment, at: at + segment.at })));
                text += block.text;
            }
            const { lang, role, prominence } = run[0];
            return { text, segments, container, lang, role, prominence };
        };

        const read = (
            /** @type {Element} */ element, /** @type {Softsell.Block[]} */ run,
            /** @type {Softsell.Block | null} */ old, /** @type {number} */ at,
        ) => {
            const reading = readingOfRun(element, run);
            const block = join(reading, old, at);
            if (old !== null && old.text === block.text) {
                block.since = old.since;
                block.track = old.track;
            } else if (old !== null) {
                tracks.add(block, old);
            }
            run.forEach((box) => {
                box.inClock = true;
            });
            clocks.set(element, { block, run });
            return block;
        };

        return {
            /** After the blocks of one flush: the clocks that are new or show something else. */
            settle(moved, roots, at) {
                /** @type {Softsell.Block[]} */
                const news = [];
                for (const [element, { block, run }] of [...clocks]) {
                    if (run.every(isThere)) {
                        continue;
                    }
                    const blocks = element.isConnected ? softsell.blocksIn(element, blocksOf) : null;
                    const next = runsOf(blocks ?? []).sort((a, b) => b.length - a.length)[0];
                    clocks.delete(element);
                    if (next === undefined) {
                        leave(block);
                        continue;
                    }
                    const now = read(element, next, block, at);
                    if (now.text !== block.text) {
                        news.push(now);
                    }
                }
                for (const box of moved) {
                    const clock = !box.inClock && isThere(box) && isBox(box) ? clockOf(box) : null;
                    if (clock !== null && !clocks.has(clock.element) && clocks.size < softsell.LIMITS.clocks) {
                        const block = read(clock.element, clock.run, null, at);
                        tracks.adopt(block, roots);
                        news.push(block);
                    }
                }
                return news;
            },
            clear: () => clocks.clear(),
        };
    };
})();
