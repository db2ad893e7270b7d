'use strict';
// What a shop's own program keeps of its product in the page: Shopify's product JSON, the state of Next and Nuxt. Only
// what is called as the page itself is read. The command line reads the same in core/softsell/html/shopdata.py.
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
        let root = null;
        try {
            root = JSON.parse(text);
        } catch {
            return []; // not our page to mend
        }
        const isFlat = script.id === NUXT && Array.isArray(root);
        const nodes = !isFlat ? nodesIn(root) : nodesIn(root)
            .filter((node) => isCalled(names, CALLED.map((key) => at(root, node[key]))))
            .map((node) => revived(root, node, 0));
        return nodes.filter((node) => isCalled(names, CALLED.map((key) => node[key])));
    };

    /** @type {(node: any, keys: string[]) => any} */
    const first = (node, keys) => node[keys.find((key) => key in node) ?? ''];

    const variantsOf = (/** @type {any} */ said) => {
        const rows = isRecord(said) ? said.nodes ?? said.edges : said;
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
     * The price under the first of the keys that is there; 0 where there is none, null where its unit is unclear.
     *
     * @type {(part: any, keys: string[], cents: boolean) => number | null}
     */
    const priceOf = (part, keys, cents) => {
        const value = first(part, keys);
        const said = isRecord(value) ? value.amount : value;
        if (said === undefined || said === null || said === '') {
            return 0;
        }
        if (typeof said === 'string') {
            return MONEY.test(said) ? Number(said) : null;
        }
        if (typeof said !== 'number' || said < 0) {
            return null;
        }
        if (cents) {
            return said / 100;
        }
        return said === 0 || !Number.isInteger(said) ? said : null;
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
        yield* states.filter((state) => state !== null)
            .map((state) => ({ name: 'availability', value: state ? 'InStock' : 'OutOfStock' }));
        const cents = 'price_min' in node; // so Shopify's own product JSON counts
        const prices = parts.map((part) => priceOf(part, PRICES, cents));
        if (prices.includes(null) || prices.includes(0)) {
            return;
        }
        yield* prices.map((price) => ({ name: 'price', value: Number(price).toFixed(2) }));
        const all = [...parts, node];
        const before = all.map((part) => priceOf(part, BEFORE, cents));
        if (!before.includes(null) && all.some((part) => BEFORE.some((key) => key in part))) {
            yield { name: 'topPrice', value: Math.max(...prices.map(Number), ...before.map(Number)).toFixed(2) };
        }
    };

    softsell.shopData = (scripts) => {
        /** @type {Map<string, Softsell.Datum>} */
        const found = new Map();
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
                for (const node of productsIn(script, text, names)) {
                    for (const { name, value } of propertiesOf(node)) {
                        found.set(`${name} ${value}`, { product: 0, name: `shop:${name}`, value });
                    }
                }
            }
        }
        return [...found.values()];
    };
})();
