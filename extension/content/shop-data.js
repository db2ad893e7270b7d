'use strict';
// What a shop's own program keeps of its product in the page: Shopify's product JSON, the state of Next and Nuxt, of
// which only what is called as the page itself is read; and the variations in WooCommerce's form of the page's product.
// The command line reads the same in core/softsell/html/shopdata.py.
(() => {
    const { shop } = softsell.VOCABULARY;
    const MOST_UNITS = shop.units;
    const MOST_NODES = shop.nodes;
    const MOST_VARIANTS = shop.variants;
    const DEEPEST = shop.deepest;
    const REVIVED_DEEPEST = shop.revivedDeepest;
    const STOCKS = shop.stocks;
    const STATES = shop.states;
    const PRICES = shop.prices;
    const BEFORE = shop.before;
    const CALLED = shop.called;
    const HINT = new RegExp(`"(?:${[...STOCKS, ...STATES, ...BEFORE].join('|')})"`);
    const NUXT = '__NUXT_DATA__';
    const PARTS = /\s[|–—·-]\s/;
    const MONEY = /^\d{1,9}(?:\.\d{1,4})?$/;

    const isObject = (/** @type {unknown} */ node) => typeof node === 'object' && node !== null;
    const isRecord = (/** @type {unknown} */ node) => isObject(node) && !Array.isArray(node);

    const nameOf = (/** @type {unknown} */ said) =>
        (typeof said === 'string' ? said.trim().split(/\s+/).join(' ').toLowerCase() : '');

    /** @type {(names: Set<string>, said: unknown[]) => boolean} */
    const isCalled = (names, said) => said.some((one) => names.has(nameOf(one)));

    /** What the page is called: each heading, its title, and the title's parts. */
    const namesOf = () => {
        const title = softsell.plain.title();
        const headings = [...softsell.plain.all('h1')].slice(0, 5).map(({ textContent }) => textContent);
        const tag = softsell.plain.find('head > meta[property="og:title"]')?.getAttribute('content');
        return new Set([...headings, tag, title, ...title.split(PARTS)].map(nameOf).filter((name) => name !== ''));
    };

    /** Every object in it that is not too deep, up to a bound. @type {(root: any) => any[]} */
    const nodesIn = (root) => {
        const found = [];
        const todo = [{ node: root, depth: 0 }];
        for (let steps = 0; steps < MOST_NODES && todo.length > 0; steps += 1) {
            const { node, depth } = /** @type {{ node: any, depth: number }} */ (todo.pop());
            if (isRecord(node)) {
                found.push(node);
            }
            if (depth < DEEPEST && isObject(node)) {
                Object.values(node).filter(isObject).reverse().forEach((one) => {
                    todo.push({ node: one, depth: depth + 1 });
                });
            }
        }
        return found;
    };

    /** @type {(rows: any[], place: any) => any} */
    const at = (rows, place) => (Number.isInteger(place) && place >= 0 ? rows[place] : null);

    /**
     * A node of Nuxt's flat state, whose values are places in `rows`.
     *
     * @type {(rows: any[], node: any, depth: number) => any}
     */
    const revived = (rows, node, depth) => {
        if (depth > REVIVED_DEEPEST) {
            return null;
        }
        if (Array.isArray(node)) {
            const isKind = typeof node[0] === 'string'; // such as "Reactive"
            const inner = node.slice(isKind ? 1 : 0).slice(0, MOST_VARIANTS)
                .map((place) => revived(rows, at(rows, place), depth + 1));
            return isKind ? inner[0] ?? null : inner;
        }
        return isRecord(node) ? Object.fromEntries(Object.entries(node)
            .map(([key, place]) => [key, revived(rows, at(rows, place), depth + 1)])) : node;
    };

    /** @type {(script: Element, text: string, names: Set<string>) => any[]} */
    const productsIn = (script, text, names) => {
        const root = parsed(text);
        const isFlat = script.id === NUXT && Array.isArray(root);
        const nodes = !isFlat ? nodesIn(root) : nodesIn(root)
            .filter((node) => isCalled(names, CALLED.map((key) => at(root, node[key]))))
            .map((node) => revived(root, node, 0));
        return nodes.filter((node) => isCalled(names, CALLED.map((key) => node[key])));
    };

    /** @type {(node: any, keys: string[]) => any} */
    const first = (node, keys) => node[keys.find((key) => key in node) ?? ''];

    const variantsOf = (/** @type {any} */ said) => {
        const isList = (/** @type {any} */ rows) => Array.isArray(rows) && rows.length > 0;
        const rows = isRecord(said) ? [said.nodes, said.edges].find(isList) : said;
        return (Array.isArray(rows) ? rows.slice(0, MOST_VARIANTS) : [])
            .map((row) => (isRecord(row?.node) ? row.node : row)).filter(isRecord);
    };

    /** How many there are; null where nobody counts them, or more may be sold than there are. */
    const stockOf = (/** @type {any} */ part) => {
        const policy = String(part.inventory_policy ?? part.inventoryPolicy).toLowerCase();
        const counted = !('inventory_management' in part) || Boolean(part.inventory_management);
        const stock = first(part, STOCKS);
        return counted && policy !== 'continue' && Number.isInteger(stock) && stock >= 0 && stock < 1_000_000
            ? stock : null;
    };

    const stateOf = (/** @type {any} */ part) => {
        const state = first(part, STATES);
        return typeof state === 'boolean' ? state : null;
    };

    /**
     * The price under the first of the keys that is there; 0 where there is none, null where it is unclear whether it
     * is of the unit (100 for cents, 1 for whole ones): null as long as nothing tells.
     *
     * @type {(part: any, keys: string[], unit: number | null) => number | null}
     */
    const priceOf = (part, keys, unit) => {
        const value = first(part, keys);
        const said = isRecord(value) ? value.amount : value;
        if (said === undefined || said === null || said === '') {
            return 0;
        }
        if (typeof said === 'string') {
            return MONEY.test(said) ? Number(said) : null;
        }
        if (!Number.isFinite(said) || said < 0) {
            return null;
        }
        if (unit !== null) {
            return said / unit;
        }
        return said === 0 || !Number.isInteger(said) ? said : null;
    };

    const parsed = (/** @type {string} */ text) => {
        try {
            return JSON.parse(text);
        } catch {
            return null; // not our page to mend
        }
    };

    const statesOf = (/** @type {(boolean | null)[]} */ states) => states.filter((state) => state !== null)
        .map((state) => ({ name: 'availability', value: state ? 'InStock' : 'OutOfStock' }));

    /**
     * The prices of the parts under the keys `now`, and the highest, with those `before`, if `beside` has a place for
     * them.
     *
     * @type {(parts: any[], beside: any[], now: string[], before: string[], unit: number | null) =>
     *     { name: string, value: string }[]}
     */
    const pricesOf = (parts, beside, now, before, unit) => {
        const prices = parts.map((part) => priceOf(part, now, unit));
        if (prices.includes(null) || prices.includes(0)) {
            return [];
        }
        const found = prices.map((price) => ({ name: 'price', value: Number(price).toFixed(2) }));
        const earlier = beside.map((part) => priceOf(part, before, unit));
        if (!earlier.includes(null) && beside.some((part) => before.some((key) => key in part))) {
            const top = Math.max(...prices.map(Number), ...earlier.map(Number)).toFixed(2);
            found.push({ name: 'topPrice', value: top });
        }
        return found;
    };

    /** How many of it may be ordered at once; null where that is not said. */
    const quantityOf = (/** @type {any} */ part) => {
        const said = first(part, shop.variationQuantity);
        return Number.isInteger(said) && said > 0 && said < 1_000_000 ? said : null;
    };

    /** @type {(rows: any[]) => { name: string, value: string }[]} */
    const ofVariations = (rows) => {
        const quantities = rows.map(quantityOf);
        return [
            ...(quantities.includes(null) ? [] : quantities)
                .map((quantity) => ({ name: 'quantity', value: String(quantity) })),
            ...statesOf(rows.map(stateOf)),
            ...pricesOf(rows, rows, shop.variationPrices, shop.variationBefore, 1),
        ];
    };

    /** @type {(node: any) => Generator<{ name: string, value: string }, void, void>} */
    const propertiesOf = function* (node) {
        const variants = variantsOf(node.variants);
        const parts = variants.length > 0 ? variants : [node];
        let stocks = parts.map(stockOf);
        if (stocks.length === 1 && stocks[0] === null) {
            stocks = [stockOf(node)];
        }
        if (!stocks.includes(null)) {
            yield* stocks.map((stock) => ({ name: 'inventoryLevel', value: String(stock) }));
        }
        let states = parts.map(stateOf);
        if (states.includes(null)) {
            states = [stateOf(node)];
        }
        yield* statesOf(states);
        const unit = 'price_min' in node ? 100 : null; // so Shopify's own product JSON counts
        yield* pricesOf(parts, [...parts, node], PRICES, BEFORE, unit);
    };

    /** The product that the page is of, by WordPress's class of its body. */
    const isPages = (/** @type {Element} */ form) =>
        softsell.plain.body()?.classList.contains(`postid-${form.getAttribute('data-product_id')}`) === true;

    softsell.shopData = (scripts, forms) => {
        /** @type {Map<string, Softsell.Datum>} */
        const found = new Map();
        const keep = (/** @type {Iterable<{ name: string, value: string }>} */ properties) => {
            for (const { name, value } of properties) {
                found.set(`${name} ${value}`, { product: 0, name: `shop:${name}`, value });
            }
        };
        /** @type {Set<string> | null} */
        let names = null;
        let units = 0;
        for (const script of scripts) {
            const text = script.textContent ?? '';
            units += text.length;
            if (units > MOST_UNITS) {
                break;
            }
            if (HINT.test(text)) {
                names ??= namesOf();
                productsIn(script, text, names).forEach((node) => keep(propertiesOf(node)));
            }
        }
        units = 0;
        for (const form of [...forms].filter(isPages)) {
            const text = form.getAttribute('data-product_variations') ?? '';
            units += text.length;
            if (units > MOST_UNITS) {
                break;
            }
            keep(ofVariations(variantsOf(parsed(text)))); // `false` where they are too many to be in the page
        }
        return [...found.values()];
    };
})();
