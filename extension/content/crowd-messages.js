'use strict';
// Messages that come over the page and speak of others who look or buy: one tells little, so they are gathered.
(() => {
    const { LIMITS } = softsell;
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

    softsell.createCrowdMessages = () => {
        /** @type {Softsell.Sample[]} */
        const seen = [];
        return {
            note(block) {
                if (!block.late || !isMessage(block)) {
                    return false;
                }
                block.late = false;
                seen.push([block.since, block.text.slice(0, LIMITS.sampleUnits)]);
                seen.splice(0, seen.length - LIMITS.messages);
                if (seen.length >= LIMITS.samplesTold) {
                    block.track = { seen: [...seen], asked: 0 };
                }
                return block.track !== null;
            },
            clear() {
                seen.length = 0;
            },
        };
    };
})();
