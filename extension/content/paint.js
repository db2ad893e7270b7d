'use strict';
// Paints findings with the CSS Custom Highlight API: the page's own nodes and attributes stay as they are.
(() => {
    // Each group has its own kind of line, so that none is told apart by colour alone; `colour` is for dark text on a
    // light ground, `pale` for the reverse.
    softsell.GROUP_LOOKS = Object.freeze({
        time: { line: 'dashed', colour: '#b9500a', pale: '#ffb57d' },
        stock: { line: 'double', colour: '#94650f', pale: '#f2cf76' },
        crowd: { line: 'dotted', colour: '#2563c4', pale: '#9cc4ff' },
        person: { line: 'wavy', colour: '#b52569', pale: '#ff9fca' },
        push: { line: 'solid', colour: '#6d42c9', pale: '#c9b0ff' },
    });
    const { plain } = softsell;
    const FLASH_MS = 1_600;
    const BLINK_MS = 260;
    const LEVELS = 3;
    const CLASSES = 6;
    const MOST_RULES = 400;

    /** Whether a computed colour is nearer to white; of text this tells the ground, pictures and gradients included. */
    const isPale = (/** @type {string} */ colour) => {
        const [first, second = 0, third = 0] = (colour.match(/[\d.]+(?:e-\d+)?/g) ?? []).map(Number);
        if (colour.startsWith('rgb')) {
            return (0.299 * first + 0.587 * second + 0.114 * third) / 255 > 0.6;
        }
        if (colour.startsWith('color(')) {
            return 0.299 * first + 0.587 * second + 0.114 * third > 0.6;
        }
        return first > (/^ok/.test(colour) ? 0.65 : 65); // oklab, oklch, lab and lch begin with their lightness
    };

    const holderOf = (/** @type {Softsell.Mark} */ mark) =>
        mark.range?.startContainer.parentElement ?? mark.block.container;

    const rootOf = (/** @type {Softsell.Mark} */ mark) =>
        /** @type {Document | ShadowRoot} */ (mark.block.container.getRootNode());

    const paleIn = (/** @type {Element} */ holder) => isPale(getComputedStyle(holder).color);

    const keyOf = (/** @type {Softsell.Mark} */ mark, /** @type {boolean} */ pale) => {
        const group = softsell.groupOf(mark.finding.tactic);
        return pale ? `${group} pale` : group;
    };

    /** Names the element and its like by tag and classes: a rule for few elements costs the page few style changes. */
    const selectorOf = (/** @type {Element} */ element) => {
        const parts = [];
        let at = /** @type {Element | null} */ (element);
        while (at !== null && parts.length < LEVELS) {
            const classes = [...at.classList].slice(0, CLASSES).map((name) => `.${CSS.escape(name)}`);
            parts.unshift(CSS.escape(at.localName) + classes.join(''));
            at = at.parentElement;
        }
        return parts.join(' > ');
    };

    const FLASH = `background-color: color-mix(in srgb, #f5b301 62%, transparent);
        text-decoration: underline solid 3px #f5b301;`;

    const looksOf = (/** @type {string} */ key) => {
        if (key === 'flash') {
            return FLASH;
        }
        const [group, pale] = key.split(' ');
        const look = softsell.GROUP_LOOKS[/** @type {Softsell.Group} */ (group)];
        const colour = pale === undefined ? look.colour : look.pale;
        return `background-color: color-mix(in srgb, ${colour} ${pale === undefined ? 14 : 22}%, transparent);
            text-decoration: underline ${look.line} ${look.line === 'wavy' ? '1.5px' : '2px'} ${colour};`;
    };

    softsell.createPaint = (signal) => {
        const keys = Object.keys(softsell.GROUPS).flatMap((group) => [group, `${group} pale`]);
        const names = new Map([...keys, 'flash'].map((key) => [key, softsell.randomName()]));
        /** @type {Map<string, Highlight>} */
        const highlights = new Map();
        /** @type {Map<Softsell.Mark, { range: StaticRange, highlight: Highlight }>} */
        const painted = new Map();
        /** @type {Set<Document | ShadowRoot>} */
        const roots = new Set();
        /** @type {CSSStyleSheet | null} */
        let sheet = null;
        /** @type {Set<string>} */
        const rules = new Set();
        let repaints = 0;
        let flashTimer = 0;

        const highlightOf = (/** @type {string} */ key) => {
            let highlight = highlights.get(key);
            if (highlight === undefined) {
                highlight = new Highlight();
                highlight.priority = key === 'flash' ? 1 : 0;
                highlights.set(key, highlight);
                CSS.highlights.set(String(names.get(key)), highlight);
            }
            return highlight;
        };

        const adopt = (/** @type {Document | ShadowRoot} */ root) => {
            roots.add(root);
            if (sheet !== null && !plain.sheetsOf(root).includes(sheet)) {
                plain.setSheets(root, [...plain.sheetsOf(root), sheet]);
            }
        };

        const style = (/** @type {string} */ key, /** @type {string} */ selector) => {
            const rule = `${selector}::highlight(${names.get(key)}) { ${looksOf(key)} }`;
            if (!rules.has(rule)) {
                rules.add(rule);
                sheet ??= new CSSStyleSheet();
                sheet.insertRule(rule);
            }
        };

        const show = (/** @type {string} */ key, /** @type {StaticRange} */ range) => {
            const highlight = highlightOf(key);
            highlight.add(range);
            return highlight;
        };

        const unpaint = (/** @type {Softsell.Mark} */ mark) => {
            const old = painted.get(mark);
            old?.highlight.delete(old.range);
            painted.delete(mark);
        };

        const stopFlash = () => {
            clearTimeout(flashTimer);
            highlights.get('flash')?.clear();
        };

        const clear = () => {
            stopFlash();
            painted.clear();
            for (const [key, highlight] of highlights) {
                highlight.clear();
                const name = String(names.get(key));
                if (CSS.highlights.get(name) === highlight) {
                    CSS.highlights.delete(name);
                }
            }
            highlights.clear();
            for (const root of roots) {
                plain.setSheets(root, plain.sheetsOf(root).filter((other) => other !== sheet));
            }
            roots.clear();
            rules.clear();
            sheet = null;
        };

        const intact = () => [...highlights].every(([key, own]) => CSS.highlights.get(String(names.get(key))) === own)
            && [...roots].every((root) => sheet !== null && plain.sheetsOf(root).includes(sheet));

        signal.addEventListener('abort', clear, { once: true });

        return {
            sync(marks) {
                const wanted = new Set(marks);
                for (const mark of [...painted.keys()]) {
                    if (!wanted.has(mark)) {
                        unpaint(mark);
                    }
                }
                if (rules.size > MOST_RULES) {
                    rules.clear();
                    sheet?.replaceSync('');
                    painted.clear();
                    highlights.forEach((highlight) => highlight.clear());
                }
                // All questions about styles come before any change to them, and each is asked once.
                const isPaleIn = softsell.once(paleIn);
                const selectorFor = softsell.once(selectorOf);
                const fresh = marks.filter((mark) => mark.range !== null && !painted.has(mark)).map((mark) => ({
                    mark, key: keyOf(mark, isPaleIn(holderOf(mark))), selector: selectorFor(mark.block.container),
                }));
                const dressed = new Set();
                for (const { mark, key, selector } of fresh) {
                    const range = /** @type {StaticRange} */ (mark.range);
                    const look = `${key} ${selector}`;
                    if (!dressed.has(look)) {
                        dressed.add(look);
                        style(key, selector);
                    }
                    painted.set(mark, { range, highlight: show(key, range) });
                }
                new Set(fresh.map(({ mark }) => rootOf(mark))).forEach(adopt);
                if (marks.length === 0 && highlights.size > 0) {
                    clear();
                }
            },
            flash(mark) {
                stopFlash();
                const { range } = mark;
                if (range === null) {
                    return;
                }
                style('flash', selectorOf(mark.block.container));
                adopt(rootOf(mark));
                const highlight = show('flash', range);
                const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
                const ends = performance.now() + FLASH_MS;
                const blink = () => {
                    if (performance.now() >= ends || signal.aborted) {
                        highlight.clear();
                        return;
                    }
                    if (highlight.has(range)) {
                        highlight.delete(range);
                    } else {
                        highlight.add(range);
                    }
                    flashTimer = setTimeout(blink, BLINK_MS);
                };
                flashTimer = still ? setTimeout(stopFlash, FLASH_MS) : setTimeout(blink, BLINK_MS * 2);
            },
            keep() {
                if (intact() || repaints >= softsell.LIMITS.repaints) {
                    return;
                }
                repaints += 1;
                for (const [key, highlight] of highlights) {
                    CSS.highlights.set(String(names.get(key)), highlight);
                }
                roots.forEach(adopt);
            },
            clear,
        };
    };
})();
