/** Where Softsell reads: what a person said of the site, else the sensitive hosts, else the default. */

import { matches } from '../shared/hosts.js';
import { SENSITIVE_HOSTS } from '../shared/sensitive-hosts.js';

/**
 * @typedef {import('./schema.js').Settings} Settings
 * @typedef {'site' | 'sensitive' | 'default'} Reason
 */

/**
 * The patterns of hosts that are off until a person switches them on.
 *
 * @param {Settings['sensitive']} changes
 * @returns {string[]}
 */
function sensitivePatterns({ added, removed }) {
    const kept = Object.values(SENSITIVE_HOSTS)
        .flat()
        .filter((pattern) => !removed.includes(pattern));
    return [...kept, ...added];
}

/**
 * What a person said of the host or of the nearest host above it.
 *
 * @param {Settings['sites']} sites
 * @param {string} host
 * @returns {{site: string, on: boolean} | null}
 */
function said(sites, host) {
    for (let site = host; site; site = site.slice(site.indexOf('.') + 1)) {
        if (Object.hasOwn(sites, site)) {
            return { site, on: sites[site] === 'on' };
        }
        if (!site.includes('.')) {
            break;
        }
    }
    return null;
}

/**
 * Whether Softsell reads pages of a host, and by what. A sensitive host is switched on only by its own name:
 * `example.com` on does not open `mail.example.com`.
 *
 * @param {Pick<Settings, 'sites' | 'sensitive' | 'default'>} settings
 * @param {string} host as `siteOf` gives it
 * @returns {{on: boolean, reason: Reason}}
 */
export function readsSite(settings, host) {
    const own = said(settings.sites, host);
    if (own && !own.on) {
        return { on: false, reason: 'site' };
    }
    const closed = sensitivePatterns(settings.sensitive).filter((pattern) => matches(pattern, host));
    if (closed.some((pattern) => !own || !matches(pattern, own.site))) {
        return { on: false, reason: 'sensitive' };
    }
    return own ? { on: true, reason: 'site' } : { on: settings.default === 'on', reason: 'default' };
}

/**
 * Whether a frame is read: its page must be, and the frame's own host must not be off by name or as sensitive.
 *
 * @param {Pick<Settings, 'sites' | 'sensitive' | 'default'>} settings
 * @param {string} host of the frame
 * @param {string | null} topHost of the page, null where it is not known
 * @returns {{on: boolean, reason: Reason}}
 */
export function readsFrame(settings, host, topHost) {
    const own = readsSite(settings, host);
    if (topHost === null || topHost === host) {
        return own;
    }
    const page = readsSite(settings, topHost);
    return page.on && own.reason !== 'default' ? own : page;
}
