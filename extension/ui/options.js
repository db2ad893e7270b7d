/** The options page: each group shows the settings as they are and writes what a person changes at once. */

import { byId } from './dom.js';
import { t, translatePage } from './i18n.js';
import { ask, inWords } from './link.js';
import { makeAbout } from './options/about.js';
import { makeAccess } from './options/access.js';
import { makeFile } from './options/file.js';
import { makeIgnored } from './options/ignored.js';
import { makeMemory } from './options/memory.js';
import { makeSensitive } from './options/sensitive.js';
import { makeSites } from './options/sites.js';
import { makeWhat } from './options/what.js';

/**
 * @typedef {import('./link.js').Settings} Settings
 * @typedef {import('./link.js').Access} Access
 * @typedef {(settings: Settings, access: Access) => void} Show shows settings in a group of the page
 * @typedef {(kind: string, fields?: Record<string, unknown>) => Promise<boolean>} Change asks for one; true if made
 */

const SAVED_MS = 2_500;
let hiding = 0;

/** Tells politely, and for a short while, that a change is kept. */
function hintSaved() {
    hint(t('options_saved'));
    hiding = setTimeout(() => hint(''), SAVED_MS);
}

/**
 * @param {string} text
 * @param {boolean} [bad] stays until the next change
 */
function hint(text, bad = false) {
    clearTimeout(hiding);
    byId('saved').textContent = text;
    byId('saved').classList.toggle('bad', bad);
}

/** @type {Change} */
async function change(kind, fields = {}) {
    const reply = await ask(kind, fields);
    if (reply.error) {
        hint(inWords(reply.error), true);
    } else {
        hintSaved();
    }
    await refresh();
    return !reply.error;
}

/** Shows the settings as they are now. */
async function refresh() {
    const { settings, access } = await ask('settings-get');
    shows.forEach((show) => show(settings, access));
}

translatePage();

/** @type {Show[]} */
const shows = [
    makeAccess(hintSaved, refresh),
    makeSites(change),
    makeSensitive(change),
    makeWhat(change),
    makeIgnored(change),
    makeMemory(change),
];
makeFile(change);
await Promise.all([makeAbout(), refresh()]);

chrome.storage.local.onChanged.addListener(() => void refresh());
chrome.permissions.onAdded.addListener(() => void refresh());
chrome.permissions.onRemoved.addListener(() => void refresh());
if (location.hash) {
    document.querySelector(location.hash)?.scrollIntoView();
}
