'use strict';
// The blocks that stand on the page now, each with what the engine found in it.
(() => {
    const { LIMITS } = softsell;
    const STEPS_A_BREATH = 64;
    const LEVELS = 8;
    /** Somebody, somewhere: two words with a capital. */
    const NAMES = /\p{Lu}[^\p{Lu}]+\p{Lu}/u;

    /** A block that speaks of others and came to stand over the page, or in a place that tells what happens. */
    const isMessage = (/** @type {Softsell.Block} */ block) => {
        if (!NAMES.test(block.text) || !block.marks?.some(({ finding }) => finding.tactic === 'competition')) {
            return false;
        }
        let at = /** @type {Element | null} */ (block.container);
        for (let level = 0; level < LEVELS && at !== null; level += 1) {
            if (/fixed|absolute|sticky/.test(getComputedStyle(at).position)
                || /^(?:alert|status|log)$/.test(at.getAttribute('role') ?? '') || at.hasAttribute('aria-live')) {
                return true;
            }
            at = softsell.flatParent(at);
        }
        return false;
    };

    /** Tactics that words tell of, and what was seen of a prompt does too. */
    const OF_PROMPTS = ['nagging', 'unsolicited'];

    const NUMBERS = /\d+(?:[.,:]\d+)*/g;

    /** A finding whose text has ticked on, with the numbers that ticked put right in all it says. */
    const tickedOn = (
        /** @type {Softsell.Finding} */ finding, /** @type {string} */ then, /** @type {string} */ now,
    ) => {
        const after = now.match(NUMBERS) ?? [];
        /** @type {Map<string, string>} */
        const ticked = new Map();
        for (const [at, number] of (then.match(NUMBERS) ?? []).entries()) {
            const next = after[at];
            if (ticked.has(number) && ticked.get(number) !== next) {
                return finding; // which of two equal numbers is meant, only the engine can tell
            }
            ticked.set(number, next);
        }
        const retell = (/** @type {string} */ said) => said.replace(NUMBERS, (number) => ticked.get(number) ?? number);
        return {
            ...finding,
            context: retell(finding.context),
            alternative: retell(finding.alternative),
            facts: finding.facts.map(retell),
        };
    };

    softsell.idOf = (block, finding) => `${block.i}:${finding.start}:${finding.rule}`;

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
            return carryOver(old, block);
        };

        const forget = (/** @type {Softsell.Block} */ block) => {
            blocks.delete(block.i);
            joined.delete(block.i);
            units -= block.text.length;
        };

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

        const marksOf = (/** @type {Softsell.Block} */ block, /** @type {Softsell.Finding[]} */ findings) =>
            findings.map((finding) => ({
                id: softsell.idOf(block, finding),
                finding: { ...finding, block: block.i, text: block.text.slice(finding.start, finding.end) },
                block,
                range: softsell.rangeOf(block, finding.start, finding.end),
            }));

        /** Whether words say what was seen of their prompt: of the two one stands, the stronger. */
        const isOneWith = (/** @type {Softsell.Mark} */ { finding }, /** @type {Softsell.Mark} */ asked) =>
            OF_PROMPTS.includes(finding.tactic)
            && asked.finding.start < finding.end && finding.start < asked.finding.end;

        /** A block's marks, of its words and of the prompt it stands in. */
        const marksIn = (/** @type {Softsell.Block} */ { marks, asked }) => {
            const words = marks ?? [];
            if (asked.length === 0) {
                return words;
            }
            const isWeaker = (/** @type {Softsell.Mark} */ word, /** @type {Softsell.Mark} */ seen) =>
                isOneWith(word, seen) && seen.finding.strength >= word.finding.strength;
            const stronger = words.filter((word) => !asked.some((seen) => isWeaker(word, seen)));
            const told = stronger.map((word) => {
                const lines = asked.filter((seen) => isOneWith(word, seen)).flatMap(({ finding }) => finding.evidence);
                const evidence = [...word.finding.evidence, ...lines];
                return lines.length === 0 ? word : { ...word, finding: { ...word.finding, evidence } };
            });
            return [...asked.filter((seen) => !stronger.some((word) => isOneWith(word, seen))), ...told];
        };

        /** Keeps the old block's findings where they still stand; true if the engine need not be asked again. */
        const carryOver = (/** @type {Softsell.Block} */ old, /** @type {Softsell.Block} */ block) => {
            const same = old.text === block.text;
            const ticking = !same && old.text.length === block.text.length
                && softsell.shapeOf(old.text) === softsell.shapeOf(block.text);
            const alike = old.role === block.role && old.lang === block.lang
                && (old.ticked ?? false) === (block.ticked ?? false);
            if (old.marks === null || !alike || !(same || ticking)) {
                return false;
            }
            block.marks = marksOf(block, old.marks.map(({ finding }) =>
                (same ? finding : tickedOn(finding, old.text, block.text))));
            block.soft = old.soft;
            block.stocks = same ? old.stocks : [];
            block.answered = old.answered;
            block.spoken = old.spoken;
            if (same) {
                block.asked = marksOf(block, old.asked.map(({ finding }) => finding));
            }
            return same;
        };

        /** What came over the page and spoke of others. @type {Softsell.Sample[]} */
        const messages = [];

        const keepMessage = (/** @type {Softsell.Block} */ block) => {
            block.late = false;
            messages.push([block.since, block.text.slice(0, LIMITS.sampleUnits)]);
            messages.splice(0, messages.length - LIMITS.messages);
            if (messages.length >= LIMITS.samplesTold) {
                block.track = { seen: [...messages], asked: 0 };
            }
            return block.track !== null;
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
                messages.length = 0;
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
                return block.late && isMessage(block) && keepMessage(block);
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
