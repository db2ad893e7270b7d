/**
 * Host names and the patterns that stand for many of them. A pattern is one of
 * - `example.com`: that host and every host below it;
 * - `netbank.*`: every host that starts so (the star only at the end);
 * - `10.0.0.0/8`: IPv4 addresses of that network.
 */

/** A host as the URL parser writes it: ASCII letters, digits, dots, hyphens; IPv6 in brackets. */
export const HOST = /^(?:[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*|\[[0-9a-f:.]+\])$/;

export const PATTERN = new RegExp(
    `${HOST.source}|^[a-z0-9[][a-z0-9_.:-]*\\*$|^\\d{1,3}(?:\\.\\d{1,3}){3}/\\d{1,2}$`,
);

export const MAX_HOST = 253;

/** The host permission pattern of every site. */
export const EVERYWHERE = '<all_urls>';

/**
 * The host a URL belongs to, without a leading `www.`; null where no page can be read.
 *
 * @param {string | undefined} url
 * @returns {string | null}
 */
export function siteOf(url) {
    if (!url || !URL.canParse(url)) {
        return null;
    }
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:') {
        return null;
    }
    return plain(hostname);
}

/**
 * What a person typed (a host or an address of a page) as a host; null if it is neither.
 *
 * @param {string} typed
 * @returns {string | null}
 */
export function siteFrom(typed) {
    const trimmed = typed.trim();
    const site = siteOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
    return site && site.length <= MAX_HOST && HOST.test(site) ? site : null;
}

/**
 * What a person typed as a pattern; null if it is none.
 *
 * @param {string} typed
 * @returns {string | null}
 */
export function patternFrom(typed) {
    const trimmed = typed.trim().toLowerCase();
    if (/[*/]/.test(trimmed) && !trimmed.includes('://')) {
        return trimmed.length <= MAX_HOST && PATTERN.test(trimmed) && isNetwork(trimmed) !== false ? trimmed : null;
    }
    return siteFrom(trimmed);
}

/**
 * @param {string} pattern
 * @param {string} host
 * @returns {boolean}
 */
export function matches(pattern, host) {
    if (pattern.endsWith('*')) {
        return host.startsWith(pattern.slice(0, -1));
    }
    if (pattern.includes('/')) {
        return inNetwork(pattern, host);
    }
    return host === pattern || host.endsWith(`.${pattern}`);
}

/**
 * The host permission patterns that let the extension read a site, with or without `www.`.
 *
 * @param {string} site
 * @returns {string[]}
 */
export function originsFor(site) {
    const address = /^[\d.]+$/.test(site) || site.startsWith('[');
    return [address ? `*://${site}/*` : `*://*.${site}/*`];
}

/**
 * The site a host permission pattern stands for; null for one that covers every site.
 *
 * @param {string} origin
 * @returns {string | null}
 */
export function siteOfOrigin(origin) {
    const host = /^[^:]+:\/\/(?:\*\.)?([^/*:]+|\[[^\]]+\])(?::[^/]*)?\//.exec(origin)?.[1];
    return host ? plain(host) : null;
}

/** @param {string} hostname */
function plain(hostname) {
    const host = hostname.toLowerCase().replace(/\.$/, '');
    return host.startsWith('www.') && host.split('.').length > 2 ? host.slice(4) : host;
}

/**
 * @param {string} address
 * @returns {number | null}
 */
function ipv4(address) {
    if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) {
        return null;
    }
    const parts = address.split('.').map(Number);
    return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : null;
}

/** @param {string} pattern */
function isNetwork(pattern) {
    const [address, bits] = pattern.split('/');
    return bits === undefined ? null : ipv4(address) !== null && Number(bits) <= 32;
}

/**
 * @param {string} pattern
 * @param {string} host
 */
function inNetwork(pattern, host) {
    const [address, bits] = pattern.split('/');
    const base = ipv4(address);
    const one = ipv4(host);
    if (base === null || one === null) {
        return false;
    }
    const size = 2 ** (32 - Number(bits));
    return Math.floor(base / size) === Math.floor(one / size);
}
