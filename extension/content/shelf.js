'use strict';
// The blocks that stand on the page now, each with what the engine found in it.
(() => {
    const { marksIn, marksOf } = softsell;
    const STEPS_A_BREATH = 64;

    softsell.createShelf = () => {
        /** @type {Map<number, Softsell.Block>} */
        const blocks = new Map();
        /** @type {Map<Element, Softsell.Block[]>} */
        const byContainer = new Map();
        /** Blocks of several boxes; no container is read for them. @type {Set<number>} */
        const joined = new Set();
        let units = 0;
        let count = 0;

        const blocksOf = (/** @type {Element} */ container) => byContainer.get(container) ?? [];
        const isThere = (/** @type {Softsell.Block} */ block) =>
            blocks.get(block.i) === block && block.container.isConnected;

        const make = (
            /** @type {Softsell.Reading} */ reading, /** @type {number} */ since,
        ) => {
            count += 1;
            /** @type {Softsell.Block} */
            const block = {
                ...reading, i: count, marks: null, soft: [], asked: [], stocks: [], answered: 0, spoken: 'und',
                since, track: null, late: false, inClock: false,
            };
            blocks.set(block.i, block);
            units += block.text.length;
            return block;
        };

        /** The block takes the name of the one in whose place it stands; true if the engine need not be asked again. */
        const replace = (/** @type {Softsell.Block} */ old, /** @type {Softsell.Block} */ block) => {
            if (!blocks.has(old.i)) {
                blocks.delete(block.i);
                block.i = old.i;
                blocks.set(block.i, block);
            }
            return softsell.carryOver(old, block);
        };

        const forget = (/** @type {Softsell.Block} */ block) => {
            blocks.delete(block.i);
            joined.delete(block.i);
            units -= block.text.length;
        };

        const messages = softsell.createCrowdMessages();
        const tracks = softsell.createTracks(isThere);
        const boxes = softsell.createClocks({
            blocksOf,
            isThere,
            tracks,
            join(reading, old, at) {
                if (old !== null) {
                    forget(old);
                }
                const block = make(reading, at);
                if (old !== null) {
                    replace(old, block);
                }
                joined.add(block.i);
                return block;
            },
            leave: forget,
        });

        const remove = (/** @type {Softsell.Block} */ block) => {
            const alone = joined.has(block.i);
            forget(block);
            if (alone) {
                return;
            }
            const left = (byContainer.get(block.container) ?? []).filter((other) => other !== block);
            if (left.length > 0) {
                byContainer.set(block.container, left);
            } else {
                byContainer.delete(block.container);
            }
        };

        /** @type {Softsell.Shelf} */
        const shelf = {
            blocks,
            partial: false,
            get units() {
                return units;
            },
            has: (container) => byContainer.has(container),
            add(reading, since = Date.now()) {
                const block = make(reading, since);
                const beside = byContainer.get(block.container);
                if (beside === undefined) {
                    byContainer.set(block.container, [block]);
                } else {
                    beside.push(block);
                }
                return block;
            },
            *settle(readings, containers, roots, at) {
                const replaced = new Set([...containers, ...readings.map((reading) => reading.container)]);
                for (const container of roots.size > 0 ? yield* under(roots) : []) {
                    replaced.add(container);
                }
                /** @type {Map<Element, Softsell.Block[]>} */
                const before = new Map();
                for (const container of replaced) {
                    before.set(container, byContainer.get(container) ?? []);
                    byContainer.get(container)?.forEach(remove);
                }
                /** @type {Softsell.Block[]} */
                const unknown = [];
                /** @type {Softsell.Block[]} */
                const moved = [];
                tracks.open();
                /** @type {Map<Element, number>} */
                const places = new Map();
                for (const reading of readings) {
                    const place = places.get(reading.container) ?? 0;
                    places.set(reading.container, place + 1);
                    const stood = before.get(reading.container) ?? [];
                    const twin = stood.find((block) => block.text === reading.text) ?? stood[place];
                    if (twin?.role === 'near-price' && (reading.role === null || reading.role === 'list-item')) {
                        reading.role = 'near-price'; // its neighbours were not read again
                    }
                    const block = shelf.add(reading, at);
                    const moves = !reading.anew && tracks.moves(block);
                    let old = /** @type {Softsell.Block | undefined} */ (twin);
                    if (twin === undefined) {
                        block.late = true;
                        old = (moves ? tracks.adopt(block, roots) : null) ?? undefined;
                    } else if (moves) {
                        tracks.follow(block, twin);
                    } else {
                        block.late = block.text !== twin.text;
                        block.since = block.late ? at : twin.since;
                    }
                    if (old === undefined || !replace(old, block)) {
                        unknown.push(block);
                    }
                    if (block.track !== null) {
                        moved.push(block);
                    }
                }
                unknown.push(...boxes.settle(moved, roots, at));
                return unknown.filter((block) => {
                    if (block.inClock) {
                        block.marks ??= []; // read with the boxes beside it
                    }
                    return !block.inClock;
                });
            },
            sweep() {
                const gone = [...blocks.values()].filter((block) => !block.container.isConnected);
                gone.forEach(remove);
                return gone.length > 0;
            },
            clear() {
                boxes.clear();
                joined.clear();
                messages.clear();
                blocks.clear();
                byContainer.clear();
                units = 0;
                shelf.partial = false;
            },
            lang() {
                /** @type {Map<string, number>} */
                const counts = new Map();
                for (const { spoken } of blocks.values()) {
                    counts.set(spoken, (counts.get(spoken) ?? 0) + 1);
                }
                return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['und', 0])[0];
            },
            stocks: () => [...new Set([...blocks.values()].flatMap((block) => block.stocks))].sort(),
            at: (container) => byContainer.get(container) ?? [],
            marks: () => [...blocks.values()].flatMap(marksIn),
            drop(id) {
                for (const block of blocks.values()) {
                    block.marks = block.marks?.filter((mark) => mark.id !== id) ?? null;
                    block.asked = block.asked.filter((mark) => mark.id !== id);
                }
            },
            prompt(block, findings) {
                block.asked = marksOf(block, findings);
            },
            answer(block, found) {
                block.marks = marksOf(block, found.findings);
                block.soft = found.soft.map((finding) => ({ ...finding, block: block.i }));
                block.stocks = found.stocks;
                block.answered = performance.now();
                block.spoken = found.lang;
                return messages.note(block);
            },
            surroundings: () => softsell.surroundings(blocksOf),
        };

        /** The containers on the shelf that are, or stand in, one of these elements. */
        const under = function* (/** @type {Set<Element>} */ roots) {
            /** @type {Map<Element, boolean>} */
            const known = new Map();
            const found = [];
            let steps = 0;
            for (const container of [...byContainer.keys()]) {
                const path = [];
                let at = /** @type {Element | null} */ (container);
                while (at !== null && !known.has(at) && !roots.has(at)) {
                    path.push(at);
                    at = softsell.flatParent(at);
                }
                const inside = at !== null && (roots.has(at) || known.get(at) === true);
                path.forEach((element) => known.set(element, inside));
                if (inside) {
                    found.push(container);
                }
                steps += 1;
                if (steps % STEPS_A_BREATH === 0) {
                    yield;
                }
            }
            return found;
        };

        return shelf;
    };
})();
