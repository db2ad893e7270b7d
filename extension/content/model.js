'use strict';
// The namespace the content scripts share, and the small values all of them need.
(() => {
    globalThis.softsell ??= /** @type {Softsell.Room} */ ({});

    /** Times in milliseconds, text in UTF-16 units. */
    softsell.LIMITS = Object.freeze({
        sliceMs: 8,
        blockUnits: 20_000,
        textUnits: 2_000_000,
        blocks: 50_000,
        nodes: 500_000,
        batchUnits: 200_000,
        remembered: 5_000,
        settleMs: 150,
        settleMostMs: 5_000,
        tickMs: 2_000,
        dullTicks: 5,
        dirtMost: 2_000,
        repaints: 3,
        reported: 1_000,
        sendsAgain: 3,
        sendAgainMs: 1_000,
        batchBlocks: 20_000,
        samples: 40,
        samplesNew: 26,
        samplesTold: 3,
        sampleUnits: 200,
        aroundUnits: 300,
        struck: 4,
        struckUnits: 40,
        clocks: 50,
        aways: 20,
        messages: 40,
    });

    softsell.GROUPS = Object.freeze({
        time: ['urgency', 'countdown', 'price_threat', 'no_comparing'],
        stock: ['scarcity'],
        crowd: ['competition', 'fomo'],
        person: ['shaming', 'flattery', 'life_promise', 'threat'],
        push: ['insistence', 'nagging', 'unsolicited', 'misleading'],
    });

    softsell.groupOf = (tactic) => {
        for (const [group, tactics] of Object.entries(softsell.GROUPS)) {
            if (tactics.includes(tactic)) {
                return /** @type {Softsell.Group} */ (group);
            }
        }
        return 'push';
    };

    softsell.createMemory = (most) => {
        const kept = new Map();
        return {
            get(key) {
                const value = kept.get(key);
                if (value !== undefined) {
                    kept.delete(key);
                    kept.set(key, value);
                }
                return value;
            },
            set(key, value) {
                kept.delete(key);
                kept.set(key, value);
                if (kept.size > most) {
                    kept.delete(kept.keys().next().value);
                }
            },
            clear: () => kept.clear(),
        };
    };

    softsell.once = (ask) => {
        const known = new Map();
        return (key) => {
            const before = known.get(key);
            if (before !== undefined) {
                return before;
            }
            const answer = ask(key);
            known.set(key, answer);
            return answer;
        };
    };

    /** A name no page can know beforehand; a valid custom element and highlight name. */
    softsell.randomName = () => {
        const [high, low] = crypto.getRandomValues(new Uint32Array(2));
        return `x${high.toString(36)}-${low.toString(36)}`;
    };

    /** The text with its digits made alike: what stays the same while a clock ticks. */
    softsell.shapeOf = (text) => text.replace(/\d/g, '#');

    /** The language an element declares; what is no language tag is none. */
    softsell.declaredLang = (element) => {
        const lang = element.getAttribute('lang') ?? ''; // drawings have no `lang` of their own
        return /^[\w-]{1,64}$/.test(lang) ? lang : null;
    };

    softsell.pageLang = () => softsell.declaredLang(softsell.plain.root());
})();
