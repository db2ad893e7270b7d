'use strict';
// What a block said before: samples of texts whose digits change, whichever element shows them now.
(() => {
    const DIGIT = /\p{Nd}/u;
    /** A new element may stand this far below the one that took it in. */
    const LEVELS = 6;
    const PLACES = 50;

    /** What stays the same while numbers move; words may bend with them: "1 second", "2 seconds". */
    const looseShapeOf = (/** @type {string} */ text) =>
        text.replace(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu, '#').replace(/\p{L}+/gu, (word) => word.slice(0, 3));

    /** Leaves out of the older half the sample that tells least, so that all the time seen stays covered. */
    const thin = (/** @type {Softsell.Sample[]} */ seen) => {
        let least = 1;
        for (let at = 1; at < seen.length - softsell.LIMITS.samplesNew; at += 1) {
            if (seen[at + 1][0] - seen[at - 1][0] < seen[least + 1][0] - seen[least - 1][0]) {
                least = at;
            }
        }
        seen.splice(least, 1);
    };

    softsell.createTracks = (isThere) => {
        /** @type {WeakMap<Element, Map<string, Softsell.Block | null>>} */
        const places = new WeakMap();
        /** @type {Map<string, number>} */
        let counts = new Map();
        /** @type {WeakMap<Element, number>} */
        const names = new WeakMap();
        let named = 0;

        const begin = (/** @type {Softsell.Block} */ old) => old.track ?? { seen: [[old.since, old.text]], asked: 0 };

        const add = (/** @type {Softsell.Block} */ block, /** @type {Softsell.Block} */ old) => {
            const track = begin(old);
            track.seen.push([block.since, block.text]);
            if (track.seen.length > softsell.LIMITS.samples) {
                thin(track.seen);
            }
            block.track = track;
        };

        /** The element that stayed when this container came, as near as can be. */
        const anchorOf = (/** @type {Element} */ container, /** @type {Set<Element>} */ roots) => {
            let at = /** @type {Element | null} */ (container);
            for (let level = 0; level < LEVELS && at !== null; level += 1) {
                if (roots.has(at)) {
                    return softsell.flatParent(at);
                }
                at = softsell.flatParent(at);
            }
            return softsell.flatParent(container);
        };

        const nameOf = (/** @type {Element} */ element) => {
            let name = names.get(element);
            if (name === undefined) {
                named += 1;
                name = named;
                names.set(element, name);
            }
            return name;
        };

        return {
            moves: (block) => block.text.length <= softsell.LIMITS.sampleUnits && DIGIT.test(block.text),
            /** Before the blocks of one flush. */
            open() {
                counts = new Map();
            },
            /** A block that stands where another one stood. */
            follow(block, old) {
                if (block.text === old.text) {
                    block.since = old.since;
                    block.track = old.track;
                } else if (looseShapeOf(block.text) === looseShapeOf(old.text)) {
                    add(block, old);
                } else {
                    block.late = true;
                }
            },
            /** The block in whose place a new element came, if there was one and it is gone: a list grows otherwise. */
            adopt(block, roots) {
                const anchor = anchorOf(block.container, roots);
                if (anchor === null) {
                    return null;
                }
                const shape = looseShapeOf(block.text);
                const turn = `${nameOf(anchor)}|${shape}`;
                const count = counts.get(turn) ?? 0;
                counts.set(turn, count + 1);
                const place = `${shape}|${count}`;
                let known = places.get(anchor);
                if (known === undefined || known.size > PLACES) {
                    known = new Map();
                    places.set(anchor, known);
                }
                const before = known.get(place);
                if (before === null) {
                    return null;
                }
                if (before !== undefined && isThere(before)) {
                    known.set(place, null);
                    return null;
                }
                known.set(place, block);
                if (before === undefined) {
                    return null;
                }
                if (before.text === block.text) {
                    block.since = before.since;
                    block.track = before.track;
                } else {
                    add(block, before);
                }
                return before;
            },
            add,
        };
    };
})();
