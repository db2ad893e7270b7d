'use strict';
// The words around what moves, nearest first, and what stands beside it that makes motion ordinary.
(() => {
    const LEVELS = 8;
    const NEAR_LEVELS = 3;
    /** @type {[Softsell.Beside, string][]} */
    const SIGNS = [
        ['media', 'video, audio, [role="slider"], input[type="range"]'],
        ['game', 'canvas'],
        ['code', '[autocomplete~="one-time-code"], input[type="password"]'],
    ];

    const signsIn = (/** @type {Element} */ element) =>
        SIGNS.filter(([, query]) => Element.prototype.querySelector.call(element, query) !== null)
            .map(([name]) => name);

    softsell.surroundings = (blocksOf) => {
        const signs = softsell.once(signsIn);
        const blocksIn = softsell.once((/** @type {Element} */ element) => softsell.blocksIn(element, blocksOf));
        return (block) => surroundingsOf(block, signs, blocksIn);
    };

    const surroundingsOf = (
        /** @type {Softsell.Block} */ block, /** @type {(element: Element) => Softsell.Beside[]} */ signs,
        /** @type {(element: Element) => Softsell.Block[] | null} */ blocksIn,
    ) => {
        const body = softsell.plain.body();
        /** @type {Set<Softsell.Beside>} */
        const beside = new Set();
        /** @type {Set<string>} */
        const said = new Set([block.text]);
        let around = '';
        let at = softsell.flatParent(block.container);
        for (let level = 0; level < LEVELS && at !== null && around.length < softsell.LIMITS.aroundUnits; level += 1) {
            if (at === body && softsell.isBar(block.container)) {
                break; // a bar of the whole page tells of no part of it
            }
            if (level < NEAR_LEVELS && at !== body) {
                signs(at).forEach((sign) => beside.add(sign));
            }
            const blocks = blocksIn(at);
            if (blocks === null) {
                break;
            }
            for (const { text } of blocks) {
                if (!said.has(text) && !block.text.includes(text)) {
                    said.add(text);
                    around += `${around === '' ? '' : ' | '}${text.slice(0, softsell.LIMITS.aroundUnits)}`;
                }
            }
            at = softsell.flatParent(at);
        }
        return { around: around.slice(0, softsell.LIMITS.aroundUnits), beside: [...beside] };
    };

    /** When the page was in the background, in epoch milliseconds. */
    softsell.watchAway = (signal) => {
        /** @type {[number, number][]} */
        const away = [];
        let since = 0;
        softsell.plain.listen(document, 'visibilitychange', () => {
            if (softsell.plain.isHidden()) {
                since = Date.now();
            } else if (since !== 0) {
                away.push([since, Date.now()]);
                away.splice(0, away.length - softsell.LIMITS.aways);
                since = 0;
            }
        }, { signal });
        return away;
    };
})();
