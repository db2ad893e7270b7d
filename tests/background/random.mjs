/** Random values from a fixed seed, so that a failure comes back. */

/** @param {number} seed */
export function makeRandom(seed) {
    let state = seed;
    const next = () => {
        state = (state * 1664525 + 1013904223) % 4294967296;
        return state / 4294967296;
    };
    const upTo = (n) => Math.floor(next() * n);
    const pick = (items) => items[upTo(items.length)];
    const scraps = [
        '',
        'on',
        'off',
        'click',
        'normal',
        'a',
        '__proto__',
        'constructor',
        'shop.example',
        '<img src=x onerror=alert(1)>',
        '\ud800',
        'x'.repeat(300),
        '1',
        'null',
    ];
    /** Any JSON-like value, or one that JSON does not know. */
    const value = (depth = 3) => {
        const kind = upTo(depth > 0 ? 10 : 7);
        switch (kind) {
            case 0:
                return null;
            case 1:
                return next() < 0.5;
            case 2:
                return upTo(100) - 50;
            case 3:
                return pick([NaN, Infinity, -0, 1e308, 0.5, 2 ** 53]);
            case 4:
                return undefined;
            case 5:
            case 6:
                return pick(scraps);
            case 7:
                return Array.from({ length: upTo(4) }, () => value(depth - 1));
            default:
                return Object.fromEntries(Array.from({ length: upTo(5) }, () => [pick(scraps), value(depth - 1)]));
        }
    };
    return { next, upTo, pick, value };
}
