/** The first run: what it does, and the one choice it needs. */

import { originsFor, siteFrom } from '../shared/hosts.js';
import { choose } from './choices.js';
import { byId } from './dom.js';
import { t, translatePage } from './i18n.js';
import { ask } from './link.js';

/** @typedef {import('./link.js').Access['mode']} Mode */

const MODES = /** @type {Mode[]} */ (['click', 'sites', 'everywhere']);

/** @param {Mode | null} mode */
function showChosen(mode) {
    MODES.forEach((one) => byId(one).setAttribute('aria-pressed', String(one === mode)));
    byId('which').hidden = mode !== 'sites';
}

/**
 * @param {Mode} mode
 * @param {string[]} [origins]
 */
async function take(mode, origins = []) {
    const done = await choose(mode, origins);
    if ('refused' in done) {
        byId('done').textContent = t('welcome_refused');
        return false;
    }
    byId('done').textContent = t(`welcome_done_${mode}`);
    showChosen(done.access.mode);
    return true;
}

translatePage();

byId('click').addEventListener('click', () => void take('click'));
byId('everywhere').addEventListener('click', () => void take('everywhere'));
byId('sites').addEventListener('click', () => {
    showChosen('sites');
    byId('done').textContent = '';
    byId('site').focus();
});
byId('which').addEventListener('submit', async (event) => {
    event.preventDefault();
    const field = byId('site', HTMLInputElement);
    const site = siteFrom(field.value);
    byId('site-error').textContent = site ? '' : t('options_site_wrong');
    if (site && (await take('sites', originsFor(site)))) {
        byId('done').textContent = t('welcome_done_site', site);
        field.value = '';
        field.focus();
    }
});
byId('options').addEventListener('click', () => chrome.runtime.openOptionsPage());

const { access } = await ask('settings-get');
if (access.origins.length) {
    showChosen(access.mode);
}
