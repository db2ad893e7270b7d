'use strict';
// Short blocks that stand beside a price say more than elsewhere. The command line tells the same in
// core/softsell/html/nearprice.py.
(() => {
    const { expressions, short, beside, levels } = softsell.VOCABULARY.price;
    const PRICE = new RegExp(expressions.join('|'), 'u');

    softsell.hasPrice = (text) => PRICE.test(text);

    /** Whether both stand within a few elements up from the first. */
    const near = (/** @type {Softsell.Reading} */ price, /** @type {Softsell.Reading} */ other) => {
        let around = /** @type {Element | null} */ (price.container);
        for (let level = 0; level < levels && around !== null; level += 1) {
            around = softsell.flatParent(around);
        }
        return around === null ? false : around.contains(other.container);
    };

    /** Gives short blocks that stand beside a price, or hold one, their role. */
    softsell.markNearPrice = (readings) => {
        readings.forEach((price, at) => {
            if (price.text.length > short || !PRICE.test(price.text)) {
                return;
            }
            for (const other of readings.slice(Math.max(0, at - beside), at + beside + 1)) {
                if ((other.role === null || other.role === 'list-item') && other.text.length <= short
                    && near(price, other)) {
                    other.role = 'near-price';
                }
            }
        });
    };
})();
