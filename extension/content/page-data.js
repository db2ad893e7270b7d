'use strict';
// What the page says of its product in its own data (JSON-LD): the few properties that bear on a claim. The command
// line reads the same in core/softsell/pagedata.py.
(() => {
    const NAMES = new Set(['inventoryLevel', 'priceValidUntil']);
    const PRODUCTS = new Set(['Product', 'IndividualProduct', 'ProductModel', 'Vehicle', 'Car']);
    const MOST = 200;
    const MOST_UNITS = 200_000;
    const DEEPEST = 12;

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

    /**
     * The properties below a product, but for those of the products it names beside itself.
     *
     * @type {(node: any, depth?: number) => Generator<Omit<Softsell.Datum, 'product'>, void, void>}
     */
    const propertiesOf = function* (node, depth = 0) {
        if (depth > DEEPEST || !isObject(node)) {
            return;
        }
        for (const [name, value] of /** @type {[string, any][]} */ (Object.entries(node))) {
            if (Array.isArray(node)) {
                yield* propertiesOf(value, depth + 1);
            } else if (NAMES.has(name)) {
                const plain = isObject(value) && !Array.isArray(value) ? value.value : value;
                if (typeof plain === 'string' || typeof plain === 'number') {
                    yield { name, value: String(plain).slice(0, 100) };
                }
            } else if (name === 'offers' || depth > 0) {
                yield* propertiesOf(value, depth + 1);
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

    softsell.pageData = () => {
        /** @type {Softsell.Datum[]} */
        const data = [];
        let product = 0;
        let units = 0;
        for (const script of document.querySelectorAll('script[type="application/ld+json" i]')) {
            const text = script.textContent ?? '';
            units += text.length;
            if (units > MOST_UNITS) {
                break;
            }
            for (const one of productsIn(parsed(text))) {
                for (const property of propertiesOf(one)) {
                    data.push({ product, ...property });
                }
                product += 1;
            }
        }
        return data.slice(0, MOST);
    };
})();
