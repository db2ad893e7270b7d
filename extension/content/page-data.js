'use strict';
// What the page says of its product in its own data: the few properties that bear on a claim. The command line reads
// the same in core/softsell/html/linked.py and data.py.
(() => {
    const { isSound, plain } = softsell;
    const { product: words } = softsell.VOCABULARY;
    const OFFER = new Set(words.offer);
    const RATING = new Set(words.rating);
    const PRODUCTS = new Set(words.kinds);
    const OTHERS = new Set(words.others);
    const LISTED = new RegExp(`(?:${words.listed.join('|')})(?:Price)?$`, 'i');
    const TAGS = new Map(Object.entries(words.tags));
    const STOCKS = words.stocks;
    const QUANTITY = new RegExp(words.quantity.join('|'), 'i');
    const SCRIPTS = 'script[type="application/ld+json" i]';
    const SHOP_SCRIPTS = 'script[type="application/json" i]';
    /** What may be written anew in its place. */
    const WRITTEN = [SCRIPTS, SHOP_SCRIPTS, 'h1'].join();
    const SHOP_FORMS = 'form[data-product_variations]';
    const FIELDS = 'input[type="number"][max]';
    const STOCKED = STOCKS.map((name) => `[${name}]`).join();
    const META = 'head > meta[property], head > meta[name]';
    const SOURCES = [WRITTEN, META, SHOP_FORMS, FIELDS, STOCKED, '[itemprop]'].join();
    const MOST = words.most;
    const MOST_UNITS = words.units;
    const MOST_ELEMENTS = words.elements;
    const LONGEST = words.longest;
    const DEEPEST = words.deepest;
    /** A page of more elements is asked for its scripts, tags and fields alone: those are found by tag. */
    const LARGE = 20_000; // and one that is not read to its end for its tags alone

    /** @type {(node: unknown) => boolean} */
    const isObject = (node) => typeof node === 'object' && node !== null;

    /** @type {(node: any, depth?: number) => Generator<any, void, void>} */
    const productsIn = function* (node, depth = 0) {
        if (depth > DEEPEST || !isObject(node)) {
            return;
        }
        if (!Array.isArray(node) && [node['@type']].flat().some((type) => PRODUCTS.has(type))) {
            yield node;
            return;
        }
        for (const value of Object.values(node)) {
            yield* productsIn(value, depth + 1);
        }
    };

    /** @type {(node: any) => { name: string, value: string }[]} */
    const plainOf = (node) => Object.entries(node).flatMap(([name, value]) => {
        const bare = isObject(value) && !Array.isArray(value) ? value.value : value;
        return typeof bare === 'string' || typeof bare === 'number'
            ? [{ name, value: String(bare).slice(0, LONGEST) }] : [];
    });

    /**
     * The properties below a product, but for those of what it names beside itself and its offers.
     *
     * @type {(node: any, depth: number, names: Set<string>) => Generator<{ name: string, value: string }, void, void>}
     */
    const propertiesOf = function* (node, depth, names) {
        if (depth > DEEPEST || !isObject(node)) {
            return;
        }
        if (Array.isArray(node)) {
            for (const value of node) {
                yield* propertiesOf(value, depth + 1, names);
            }
            return;
        }
        if (typeof node.priceType === 'string' && LISTED.test(node.priceType)) {
            yield* plainOf(node).filter(({ name }) => name === 'price').map(({ value }) => (
                { name: 'listPrice', value }
            ));
            return;
        }
        yield* plainOf(node).filter(({ name }) => names.has(name));
        for (const [name, value] of Object.entries(node)) {
            if (name === 'aggregateRating' && depth === 0) {
                yield* propertiesOf(value, depth + 1, RATING);
            } else if (name === 'offers' || (depth > 0 && !names.has(name) && !OTHERS.has(name))) {
                yield* propertiesOf(value, depth + 1, names);
            }
        }
    };

    const parsed = (/** @type {string} */ text) => {
        try {
            return JSON.parse(text);
        } catch {
            return null; // not our page to mend
        }
    };

    /** @type {(numbers: Map<unknown, number>, key: unknown) => number} */
    const numberOf = (numbers, key) => {
        const number = numbers.get(key) ?? numbers.size;
        numbers.set(key, number);
        return number;
    };

    /** Products of one name are one: several plugins of a shop describe the same. */
    const readScripts = function* (/** @type {Iterable<Element>} */ scripts) {
        const numbers = new Map();
        let units = 0;
        for (const script of scripts) {
            const text = script.textContent ?? '';
            units += text.length;
            if (units > MOST_UNITS) {
                return;
            }
            for (const one of productsIn(parsed(text))) {
                const product = numberOf(numbers, typeof one.name === 'string' ? one.name : numbers.size);
                for (const property of propertiesOf(one, 0, OFFER)) {
                    yield { product, ...property };
                }
            }
        }
    };

    const scopeOf = (/** @type {Element | null} */ element) => {
        const scope = element === null ? null : Element.prototype.closest.call(element, '[itemscope]');
        return scope !== null && isSound(scope) ? scope : null;
    };

    const kindsOf = (/** @type {Element} */ scope) => (scope.getAttribute('itemtype') ?? '').split(/\s+/)
        .map((kind) => kind.slice(kind.lastIndexOf('/') + 1));

    const isOffer = (/** @type {string} */ kind) => kind === 'Offer' || kind === 'AggregateOffer';
    const isRating = (/** @type {string} */ kind) => kind === 'AggregateRating';

    const valueOf = (/** @type {Element} */ element) => {
        const said = ['content', 'href', 'datetime', 'value'].map((name) => element.getAttribute(name)).find(Boolean);
        return (said?.trim() ?? (element.textContent ?? '').trim().split(/\s+/).join(' ')).slice(0, LONGEST);
    };

    const readItem = (/** @type {Element} */ element, /** @type {Map<unknown, number>} */ numbers) => {
        const names = (element.getAttribute('itemprop') ?? '').split(/\s+/)
            .filter((name) => OFFER.has(name) || RATING.has(name));
        let scope = names.length > 0 ? scopeOf(element.parentElement) : null;
        if (scope === null) {
            return [];
        }
        let kinds = kindsOf(scope);
        const known = kinds.some(isRating) ? RATING : OFFER;
        while (scope !== null && kinds.some((kind) => isOffer(kind) || isRating(kind))) {
            scope = scopeOf(scope.parentElement);
            kinds = scope === null ? [] : kindsOf(scope);
        }
        if (!kinds.some((kind) => PRODUCTS.has(kind))) {
            return [];
        }
        const product = numberOf(numbers, scope);
        return [...new Set(names)].filter((name) => known.has(name)).sort()
            .map((name) => ({ product, name: `item:${name}`, value: valueOf(element) }));
    };

    const readTag = (/** @type {Element} */ meta) => {
        const name = TAGS.get((meta.getAttribute('property') || meta.getAttribute('name') || '').trim());
        const value = (meta.getAttribute('content') ?? '').trim().slice(0, LONGEST);
        return name !== undefined && value !== '' ? [{ product: 0, name: `og:${name}`, value }] : [];
    };

    const readStock = (/** @type {Element} */ element, /** @type {number} */ product) => {
        const value = STOCKS.map((name) => element.getAttribute(name)).find(Boolean)?.trim() ?? '';
        return /^\d{1,6}$/.test(value) ? [{ product, name: 'data:inventoryLevel', value }] : [];
    };

    const isQuantity = (/** @type {Element} */ field) =>
        QUANTITY.test(['name', 'id', 'class'].map((name) => field.getAttribute(name) ?? '').join(' '));

    const read = () => {
        /** @type {Element[]} */
        const found = [];
        const kept = (/** @type {Iterable<Element>} */ all, selector = '*') => {
            const elements = [...all].filter((one) => isSound(one) && one.matches(selector)).slice(0, MOST_ELEMENTS);
            found.push(...elements);
            return elements;
        };
        const query = (/** @type {string} */ selector) => kept(plain.all(selector));
        const every = plain.ofTag('*'); // not asked for its length, for which a browser counts to the end
        const large = every[LARGE] !== undefined;
        const huge = large && every[softsell.LIMITS.nodes] !== undefined;
        const ofTag = (/** @type {string} */ name, /** @type {string} */ selector) =>
            (huge ? [] : kept(plain.ofTag(name), selector));
        const numbers = new Map();
        /** @type {Softsell.Datum[]} */
        const data = [
            ...[...readScripts(ofTag('script', SCRIPTS))].slice(0, MOST),
            ...[
                ...(large ? [] : query('[itemprop]')).flatMap((element) => readItem(element, numbers)),
                ...kept(plain.find('head')?.children ?? [], META).flatMap(readTag),
                ...(large ? [] : query(STOCKED)).flatMap(readStock),
                ...ofTag('input', FIELDS).filter(isQuantity).map((field, product) => ({
                    product, name: 'data:quantity', value: (field.getAttribute('max') ?? '').trim().slice(0, LONGEST),
                })),
                ...softsell.shopData(ofTag('script', SHOP_SCRIPTS), ofTag('form', SHOP_FORMS)),
            ].slice(0, MOST),
        ];
        sources = found;
        return data.slice(0, MOST);
    };

    /** @type {Softsell.Datum[] | null} */
    let known = null;
    /** Where it was read. @type {Element[]} */
    let sources = [];

    softsell.pageData = () => {
        known ??= read();
        return known;
    };

    const bears = (/** @type {Element} */ element) =>
        !isSound(element) || element.matches(SOURCES) || element.querySelector(SOURCES) !== null;

    softsell.renewPageData = (dirt) => {
        const stale = known !== null && (dirt === null || dirt.all
            || (dirt.removed && sources.some((element) => !element.isConnected))
            || [...dirt.elements].some(bears)
            || [...dirt.texts, ...dirt.left].some((element) => isSound(element) && element.matches(WRITTEN)));
        known = stale ? null : known;
        return stale;
    };
})();
