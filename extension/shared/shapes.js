/**
 * A small checker of plain data. A shape is a function that gets a value and its path and returns null when
 * the value fits, or the first thing that does not: where, what was wanted, and the words to name it with.
 *
 * @typedef {{field: string, want: string, detail: string}} Misfit
 * @typedef {(value: unknown, path: string) => Misfit | null} Shape
 */

/**
 * @param {string} field
 * @param {string} want
 * @param {string} [detail]
 * @returns {Misfit}
 */
function misfit(field, want, detail = '') {
    return { field, want, detail };
}

/** @type {Shape} */
export const bool = (value, path) => (typeof value === 'boolean' ? null : misfit(path, 'boolean'));

/**
 * @param {number} max length in UTF-16 units
 * @param {RegExp} [pattern]
 * @param {string} [want] what to call it when the pattern does not match
 * @returns {Shape}
 */
export function text(max, pattern, want = 'text') {
    return (value, path) => {
        if (typeof value !== 'string') {
            return misfit(path, want);
        }
        if (value.length > max) {
            return misfit(path, 'shorter', String(max));
        }
        return pattern && !pattern.test(value) ? misfit(path, want) : null;
    };
}

/**
 * @param {...(string | boolean | number | null)} values
 * @returns {Shape}
 */
export function oneOf(...values) {
    const names = values.map((value) => JSON.stringify(value)).join(', ');
    return (value, path) => (values.some((one) => one === value) ? null : misfit(path, 'one-of', names));
}

/**
 * A whole number.
 *
 * @param {number} min
 * @param {number} max
 * @returns {Shape}
 */
export function int(min, max) {
    return (value, path) =>
        Number.isInteger(value) && Number(value) >= min && Number(value) <= max
            ? null
            : misfit(path, 'number', `${min}–${max}`);
}

/**
 * Any finite number.
 *
 * @param {number} min
 * @param {number} max
 * @returns {Shape}
 */
export function num(min, max) {
    return (value, path) =>
        typeof value === 'number' && value >= min && value <= max ? null : misfit(path, 'number', `${min}–${max}`);
}

/**
 * @param {Shape} shape
 * @returns {Shape}
 */
export function orNull(shape) {
    return (value, path) => (value === null ? null : shape(value, path));
}

/**
 * @param {Shape} shape
 * @param {number} max how many items
 * @returns {Shape}
 */
export function list(shape, max) {
    return (value, path) => {
        if (!Array.isArray(value)) {
            return misfit(path, 'list');
        }
        if (value.length > max) {
            return misfit(path, 'fewer', String(max));
        }
        for (let i = 0; i < value.length; i += 1) {
            const found = shape(value[i], `${path}[${i}]`);
            if (found) {
                return found;
            }
        }
        return null;
    };
}

/**
 * A list of two.
 *
 * @param {Shape} first
 * @param {Shape} second
 * @returns {Shape}
 */
export function pair(first, second) {
    return (value, path) =>
        Array.isArray(value) && value.length === 2
            ? (first(value[0], `${path}[0]`) ?? second(value[1], `${path}[1]`))
            : misfit(path, 'list');
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isPlain(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {string} path
 * @param {string} key
 */
function within(path, key) {
    return path ? `${path}.${key}` : key;
}

/**
 * Keys of one kind to values of one kind.
 *
 * @param {Shape} keyShape
 * @param {Shape} valueShape
 * @param {number} max how many entries
 * @returns {Shape}
 */
export function map(keyShape, valueShape, max) {
    return (value, path) => {
        if (!isPlain(value)) {
            return misfit(path, 'object');
        }
        const entries = Object.entries(value);
        if (entries.length > max) {
            return misfit(path, 'fewer', String(max));
        }
        for (const [key, item] of entries) {
            const at = within(path, key.slice(0, 80));
            const found = keyShape(key, at) ?? valueShape(item, at);
            if (found) {
                return found;
            }
        }
        return null;
    };
}

/**
 * Named fields and no others.
 *
 * @param {Record<string, Shape>} fields
 * @param {Record<string, Shape>} [optional]
 * @returns {Shape}
 */
export function record(fields, optional = {}) {
    return (value, path) => {
        if (!isPlain(value)) {
            return misfit(path, 'object');
        }
        for (const key of Object.keys(value)) {
            if (!Object.hasOwn(fields, key) && !Object.hasOwn(optional, key)) {
                return misfit(within(path, key.slice(0, 80)), 'unknown');
            }
        }
        for (const [key, shape] of Object.entries(fields)) {
            const found = Object.hasOwn(value, key)
                ? shape(value[key], within(path, key))
                : misfit(within(path, key), 'missing');
            if (found) {
                return found;
            }
        }
        for (const [key, shape] of Object.entries(optional)) {
            const found = Object.hasOwn(value, key) ? shape(value[key], within(path, key)) : null;
            if (found) {
                return found;
            }
        }
        return null;
    };
}
