'use strict';
// Short blocks that stand beside a price say more than elsewhere.
(() => {
    const PRICE = /\p{Sc}\s?\d|\d[\d.,\s]{0,12}(?:\p{Sc}|kr\b|,-)|\b(?:USD|EUR|GBP|NOK|SEK|DKK)\s?\d/u;

    softsell.hasPrice = (text) => PRICE.test(text);

    /** Gives short blocks that stand beside a price, or hold one, their role. */
    softsell.markNearPrice = (readings) => {
        const short = 120;
        const levels = 3;
        const near = (/** @type {Softsell.Reading} */ price, /** @type {Softsell.Reading} */ other) => {
            let around = /** @type {Element | null} */ (price.container);
            for (let level = 0; level < levels && around !== null; level += 1) {
                around = softsell.flatParent(around);
            }
            return around === null ? false : around.contains(other.container);
        };
        readings.forEach((price, at) => {
            if (price.text.length > short || !PRICE.test(price.text)) {
                return;
            }
            for (const other of readings.slice(Math.max(0, at - 2), at + 3)) {
                if ((other.role === null || other.role === 'list-item') && other.text.length <= short
                    && near(price, other)) {
                    other.role = 'near-price';
                }
            }
        });
    };
})();
