/** Building elements from text and a known set of attributes: nothing that is markup or script gets through. */

const ATTRIBUTES = new Set([
    'accept',
    'autocomplete',
    'class',
    'disabled',
    'for',
    'hidden',
    'id',
    'lang',
    'maxlength',
    'name',
    'open',
    'placeholder',
    'required',
    'role',
    'spellcheck',
    'tabindex',
    'title',
    'type',
    'value',
]);

/**
 * An element with known attributes, listeners under `on`, and children that are elements or plain text.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [props] null, undefined and false leave an attribute out
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, props = {}, ...children) {
    if (tag === 'script' || tag === 'style') {
        throw new Error(`el makes no ${tag}`);
    }
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
        if (name === 'on') {
            for (const [type, listener] of Object.entries(/** @type {Record<string, EventListener>} */ (value))) {
                element.addEventListener(type, listener);
            }
        } else if (name === 'checked') {
            Object.assign(element, { checked: Boolean(value) });
        } else if (!ATTRIBUTES.has(name) && !/^(aria|data)-[a-z-]+$/.test(name)) {
            throw new Error(`el sets no ${name}`);
        } else if (value !== null && value !== undefined && value !== false) {
            element.setAttribute(name, value === true ? '' : String(value));
        }
    }
    element.append(...children.filter((child) => child !== null));
    return element;
}

/**
 * The element of the page with this id.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function byId(id, kind) {
    const element = document.getElementById(id);
    if (!element || (kind && !(element instanceof kind))) {
        throw new Error(`the page has no such #${id}`);
    }
    return /** @type {T} */ (element);
}

/**
 * Replaces what is in a list; the keyboard stays on the item with the same `data-key`, else on the one now in
 * its place, else on `rest`.
 *
 * @param {HTMLElement} list
 * @param {Node[]} items
 * @param {HTMLElement} [rest]
 */
export function replaceItems(list, items, rest) {
    const keyed = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[data-key]')]);
    const before = keyed().findIndex((one) => one === document.activeElement);
    const key = before === -1 ? null : keyed()[before].dataset.key;
    list.replaceChildren(...items);
    if (before !== -1) {
        const now = keyed();
        (now.find((one) => one.dataset.key === key) ?? now[Math.min(before, now.length - 1)] ?? rest)?.focus();
    }
}
