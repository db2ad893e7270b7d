'use strict';
// The tab's title, and those it took while the tab was out of sight.
(() => {
    const MOST = 3;
    const MOST_TIMES = 1_000;

    softsell.watchTitle = () => {
        /** Under their text with digits made alike. @type {Map<string, { text: string, times: number }>} */
        const flashed = new Map();
        let before = softsell.titleReading()?.text ?? '';
        return {
            note() {
                const now = softsell.titleReading()?.text ?? '';
                if (now !== before && now !== '' && softsell.plain.isHidden()) {
                    const shape = softsell.shapeOf(now);
                    const times = Math.min(MOST_TIMES, (flashed.get(shape)?.times ?? 0) + 1);
                    flashed.delete(shape);
                    flashed.set(shape, { text: now, times });
                    if (flashed.size > 2 * MOST) {
                        flashed.delete([...flashed.keys()][0]);
                    }
                }
                before = now;
            },
            readings() {
                const title = softsell.titleReading();
                if (title === null) {
                    return [];
                }
                const shape = softsell.shapeOf(title.text);
                const others = [...flashed].filter(([other]) => other !== shape).slice(-MOST);
                const own = flashed.get(shape)?.times;
                return [
                    own === undefined ? title : { ...title, flashed: own },
                    ...others.map(([, { text, times }]) => ({ ...title, text, flashed: times })),
                ];
            },
        };
    };
})();
